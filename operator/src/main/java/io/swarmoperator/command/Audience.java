package io.swarmoperator.command;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Who is told how far a change is.
 *
 * @param out for the progress
 * @param note says a line beside the progress, at once
 * @param clock of the reader
 */
record Audience(PrintWriter out, Consumer<String> note, Clock clock) {

  /** The same, who doesn't want to see the progress. */
  Audience quiet() {
    return new Audience(new PrintWriter(PrintWriter.nullWriter()), note, clock);
  }
}
