/** The command line: what is asked for is checked here and handed on. */
package io.swarmoperator.cli;
