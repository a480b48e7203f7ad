package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Swarm's spread (S§9.4). */
class NodeRankingTest {
  private static final TaskIdentity NEXT = Sketch.running(9, 1, "").identity();

  private static String choices(Scene scene, int count) {
    World world = scene.world();
    NodeRanking ranking = new NodeRanking(world);
    return Stream.generate(() -> ranking.choose(NEXT, world.target()))
        .limit(count)
        .map(spot -> spot.hint().orElse("-"))
        .collect(Collectors.joining(" "));
  }

  private static Scene busy(Scene scene, String node, int tasks) {
    return scene.node(node, Availability.ACTIVE, NodeView.Health.READY, Optional.empty(), tasks);
  }

  @Test
  void tasksAreSpreadEvenly() {
    assertThat(choices(new Scene(), 4)).isEqualTo("n1 n2 n3 n1");
  }

  @Test
  void theServicesOwnTasksCountFirst() {
    Scene scene = busy(new Scene(), "n3", 9).tasks(Sketch.running(1, 1, "n1"));

    assertThat(choices(scene, 2)).isEqualTo("n2 n3");
  }

  @Test
  void thenAllTasksCount() {
    assertThat(choices(busy(busy(new Scene(), "n1", 2), "n2", 1), 3)).isEqualTo("n3 n2 n1");
  }

  @Test
  void tasksThatStopDontCount() {
    Sketch stops = Sketch.running(1, 1, "n1").desired(DesiredState.SHUTDOWN);

    assertThat(choices(new Scene().tasks(stops), 1)).isEqualTo("n1");
  }

  @Test
  void aNodeThatTakesNoTasksIsNeverChosen() {
    Scene scene =
        new Scene().node("n1", Availability.PAUSE).node("n2", Availability.DRAIN).down("n3");

    assertThat(choices(scene, 1)).isEqualTo("-");
  }
}
