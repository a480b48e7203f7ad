/**
 * Walks: a service to which anything happens, at random but repeatable, while the operator is
 * failed in every way, and what must hold throughout. {@link io.swarmoperator.walk.Generator} makes
 * the script of a seed, {@link io.swarmoperator.walk.Walk} plays it, {@link
 * io.swarmoperator.walk.Checks} judge it, {@link io.swarmoperator.walk.Shrinker} leaves of a script
 * that fails what it takes to fail.
 */
package io.swarmoperator.walk;
