package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of S§3.4; whole timelines stand in {@link ScaleDownSequencesTest}. A slot is written as
 * its number, the nodes of its live tasks, {@code -} for none, and {@code ~} after a node whose
 * task doesn't run yet.
 */
class ScaleDownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1=n1~ 2=n2 3=n2 4=n3 5=n3 6=n3 7=- | 6 | 2,4,1,3,5,6,7 | 1,2,3,4,5,6
          1=n1~ 2=n2 3=n2 4=n3 5=n3 6=n3     | 4 | 2,4,1,3,5,6   | 1,2,3,4
          1=n1~ 2=n2 3=n2 4=n3               | 2 | 2,4,1,3       | 2,4
          1=A 2=B 3=C 4=A 5=B                | 3 | 1,2,3,4,5     | 1,2,3
          1=A 2=B 3=C 4=A 5=B                | 2 | 1,2,3,4,5     | 1,2
          1=A 2=A 3=A 4=A 5=B 6=C            | 4 | 1,5,6,2,3,4   | 1,2,5,6
          1=A 2=A 3=A 4=A                    | 1 | 1,2,3,4       | 1
          1=- 2=A 3=B 4=C                    | 3 | 2,3,4,1       | 2,3,4
          1=A 2=B+B 3=C                      | 2 | 1,3,2         | 1,3
          1=A~ 2=A 3=B                       | 2 | 2,3,1         | 2,3
          1=n2 2=n1 3=n1 4=n3                | 3 | 1,2,4,3       | 1,2,4
          1=- 2=A 3=B 4=C 5=-                | 3 | 2,3,4,1,5     | 2,3,4
          1=n2 2=n1 3=n1 4=n3 5=n2 6=n1 7=n3 8=n3 9=n3 10=n2 | 3 | 1,2,4,3,5,7,6,8,10,9 | 1,2,4
          """)
  void keepsFirstCopiesOnEachNode(String live, int replicas, String order, String kept) {
    Scene scene = new Scene().replicas(replicas);
    for (String name : List.of("A", "B", "C")) {
      scene.node(name, Availability.ACTIVE);
    }
    Arrays.stream(live.split(" ", -1)).forEach(s -> scene.tasks(slot(s)));
    Slots slots = scene.slots();

    List<Slot> all = List.copyOf(scene.world().slots().values());
    assertThat(numbers(ScaleDown.keepOrder(all, slots::members))).isEqualTo(order);
    assertThat(numbers(slots.kept())).isEqualTo(kept);
    assertThat(slots.surplus()).hasSize(all.size() - replicas);
    assertThat(slots.missing()).isEmpty();
  }

  private static Sketch[] slot(String text) {
    int number = Integer.parseInt(text.substring(0, text.indexOf('=')));
    String[] nodes = text.substring(text.indexOf('=') + 1).split("\\+", -1);
    Sketch[] tasks = new Sketch[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      String node = nodes[i].replace("~", "").replace("-", "");
      boolean runs = !node.isEmpty() && !nodes[i].endsWith("~");
      tasks[i] = runs ? Sketch.running(number, i + 1, node) : Sketch.starting(number, i + 1, node);
    }
    return tasks;
  }

  private static String numbers(List<Slot> slots) {
    return slots.stream().map(s -> s.id().word()).collect(Collectors.joining(","));
  }
}
