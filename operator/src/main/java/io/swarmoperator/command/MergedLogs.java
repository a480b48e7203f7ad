package io.swarmoperator.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/** Several logs as one, in the order of time; of each no more than a line is held. */
final class MergedLogs {
  private MergedLogs() {}

  /**
   * A log that is being read.
   *
   * @param task whose log it is
   * @param prefix of its lines
   * @param lines each with its time
   */
  record Source(String task, String prefix, BufferedReader lines) {}

  private record Next(LogLine line, int place, Source source) {}

  /**
   * Hands out all lines; of two at the same time that of the earlier source comes first.
   *
   * @param broken takes the task whose log breaks off, and why; the others go on
   */
  static void copy(
      List<Source> sources,
      BiConsumer<String, LogLine> to,
      BiConsumer<String, IOException> broken) {
    PriorityQueue<Next> waiting =
        new PriorityQueue<>(
            Comparator.comparing((Next next) -> next.line().at()).thenComparing(Next::place));
    for (int place = 0; place < sources.size(); place++) {
      next(sources.get(place), place, broken).ifPresent(waiting::add);
    }
    while (!waiting.isEmpty()) {
      Next first = waiting.remove();
      to.accept(first.source().prefix(), first.line());
      next(first.source(), first.place(), broken).ifPresent(waiting::add);
    }
  }

  private static Optional<Next> next(
      Source source, int place, BiConsumer<String, IOException> broken) {
    try {
      return Optional.ofNullable(source.lines().readLine())
          .map(line -> new Next(LogLine.of(line), place, source));
    } catch (IOException e) {
      broken.accept(source.task(), e);
      return Optional.empty();
    }
  }
}
