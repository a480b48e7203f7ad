package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Simulation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long updates take (S§5.7): each round costs a stop and a start, here 0.4 s, and the delay;
 * after the last one the updater watches on, for the monitor time or, where the delay is no
 * shorter, for a second more than the delay. A row is a whole update: when which slots got their
 * new task, and when it was completed.
 */
class UpdateDurationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4  | 1 | 10 | 5  | 0.0: 1, 10.4: 2, 20.8: 3, 31.2: 4, 52.6: completed
          4  | 2 | 10 | 5  | 0.0: 1 2, 10.4: 3 4, 31.8: completed
          4  | 3 | 10 | 5  | 0.0: 1 2 3, 10.4: 4, 31.8: completed
          4  | 0 | 10 | 5  | 0.0: 1 2 3 4, 21.4: completed
          1  | 1 | 0  | 5  | 0.0: 1, 5.4: completed
          6  | 2 | 2  | 5  | 0.0: 1 2, 2.4: 3 4, 4.8: 5 6, 12.2: completed
          5  | 1 | 5  | 5  | 0.0: 1, 5.4: 2, 10.8: 3, 16.2: 4, 21.6: 5, 33.0: completed
          3  | 1 | 2  | 1  | 0.0: 1, 2.4: 2, 4.8: 3, 10.2: completed
          10 | 4 | 1  | 30 | 0.0: 1 2 3 4, 1.4: 5 6 7 8, 2.8: 9 10, 34.2: completed
          """)
  void anUpdateTakesAsLongAsTheFormulaSays(
      int replicas, int parallelism, int delay, int monitor, String course) {
    String lines =
        Simulation.of(
                service()
                    .replicas(replicas)
                    .update(
                        u -> u.parallelism(parallelism).delay(delay + "s").monitor(monitor + "s")))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .settle()
            .lines();

    assertThat(course(lines)).isEqualTo(course);
  }

  /** Of lines like "10.4 slot 3#2 ready r2 SpecChanged" and "31.8 completed: update completed". */
  private static String course(String lines) {
    Map<String, String> rounds = new LinkedHashMap<>();
    lines
        .lines()
        .filter(line -> line.endsWith(" SpecChanged") || line.contains(" completed: "))
        .map(line -> line.split("[ #:]", 4))
        .forEach(word -> rounds.merge(word[0], what(word), (one, other) -> one + " " + other));
    return rounds.entrySet().stream()
        .map(round -> round.getKey() + ": " + round.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String what(String[] words) {
    return words[1].equals("slot") ? words[2] : words[1];
  }
}
