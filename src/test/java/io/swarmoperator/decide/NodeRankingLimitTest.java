package io.swarmoperator.decide;

import static io.swarmoperator.decide.NodeRankingTest.NEXT;
import static io.swarmoperator.decide.NodeRankingTest.busy;
import static io.swarmoperator.decide.NodeRankingTest.labelled;
import static io.swarmoperator.decide.NodeRankingTest.spots;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Max replicas per node: which place a task gets, and on which node (S§9.2, mechanics 5). */
class NodeRankingLimitTest {
  private static Placement limited(int limit) {
    return new Placement(List.of(), List.of(), limit);
  }

  @Test
  void underALimitEachTaskOfANodeGetsAnotherBucket() {
    Scene scene = new Scene().placement(1, limited(2));

    assertThat(spots(scene, 9).map(NodeRankingLimitTest::place))
        .containsExactly("n1/1", "n2/1", "n3/1", "n1/2", "n2/2", "n3/2", "-/1", "-/2", "-/1");
  }

  private static String place(Spot spot) {
    OptionalInt bucket = spot.bucket();
    return spot.hint().orElse("-")
        + "/"
        + (bucket.isPresent() ? Integer.toString(bucket.getAsInt()) : "-");
  }

  @Test
  void aTaskThatStopsKeepsItsBucketUntilItIsGone() {
    Pod first = Pod.running("n1").spot(new Spot(Optional.of("n1"), OptionalInt.of(1), List.of()));
    Scene scene =
        labelled("n1")
            .placement(1, limited(2))
            .tasks(Sketch.running(1, 1, "n1").desired(DesiredState.SHUTDOWN).pod(first.deleting()));

    assertThat(spots(scene, 2).map(NodeRankingLimitTest::place)).containsExactly("n1/2", "-/1");
  }

  @Test
  void aFullNodeIsNotChosenThoughItHasTheFewest() {
    Pod first = Pod.running("n1").spot(new Spot(Optional.of("n1"), OptionalInt.of(1), List.of()));
    Scene scene =
        busy(new Scene(), "n2", 9)
            .placement(1, limited(1))
            .tasks(Sketch.running(1, 1, "n1").pod(first))
            .unavailable("n3");

    assertThat(spots(scene, 2).map(NodeRankingLimitTest::place)).containsExactly("n2/1", "-/1");
  }

  @Test
  void underALimitTheTaskOfANodeTakesAPlaceThere() {
    World world = new Scene().placement(1, limited(2)).world();
    SlotId onNode = Sketch.runningOn("n1", 1).identity().slot();
    NodeRanking ranking = new NodeRanking(world);

    assertThat(
            Stream.generate(() -> ranking.choose(onNode, world.target(), Set.of()).bucket())
                .limit(2))
        .containsExactly(OptionalInt.of(1), OptionalInt.of(2));
  }

  /** No more are sent to a node than it may have, though one of them will not get in. */
  @Test
  void whatIsOnItsWayToANodeCountsAgainstItsLimit() {
    Spot first = new Spot(Optional.of("n1"), OptionalInt.of(1), List.of());
    Scene scene =
        labelled("n1")
            .placement(1, limited(2))
            .tasks(
                Sketch.running(1, 1, "n1").pod(Pod.running("n1").spot(first)),
                Sketch.starting(2, 1, "").pod(Pod.made("").spot(first)));

    assertThat(spots(scene, 1).map(NodeRankingLimitTest::place)).containsExactly("-/2");
  }

  /** Of n2 it is not: its own node alone counts. */
  @Test
  void underALimitTheTaskOfANodeLooksForAnotherPlaceThereOnly() {
    Spot first = new Spot(Optional.empty(), OptionalInt.of(1), List.of());
    Spot second = new Spot(Optional.empty(), OptionalInt.of(2), List.of());
    Scene scene =
        labelled("n1", "n2")
            .placement(1, limited(2))
            .tasks(
                Sketch.running(1, 1, "n1").pod(Pod.running("n1").spot(first)),
                Sketch.running(2, 1, "n1").pod(Pod.running("n1").spot(second)),
                Sketch.running(3, 1, "n2").pod(Pod.running("n2").spot(first)),
                Sketch.runningOn("n1", 1)
                    .state(TaskState.PENDING)
                    .pod(Pod.made("").unscheduled("no place").spot(first)),
                Sketch.starting(4, 1, "").pod(Pod.made("").unscheduled("no place").spot(first)));
    NodeRanking ranking = new NodeRanking(scene.world());

    assertThat(ranking.exchange(scene.task(SlotId.onNode("n1"), 1), Set.of(1))).isFalse();
    assertThat(ranking.exchange(scene.task(4, 1), Set.of(1))).as("any node's").isTrue();
  }

  /** Not the lowest that some other node has. */
  @Test
  void aPlaceThatWasNotTriedIsOneOfTheNodeThatIsChosen() {
    Scene scene =
        labelled("n1", "n2")
            .placement(1, limited(3))
            .tasks(place(1, "n1", 1), place(2, "n1", 2))
            .tasks(place(3, "n2", 1), place(4, "n2", 3), Sketch.running(5, 1, "n2"));
    NodeRanking ranking = new NodeRanking(scene.world());

    assertThat(ranking.choose(NEXT, scene.world().target(), Set.of(1)))
        .isEqualTo(new Spot(Optional.of("n1"), OptionalInt.of(3), List.of()));
  }

  private static Sketch place(int slot, String node, int number) {
    Spot spot = new Spot(Optional.empty(), OptionalInt.of(number), List.of());
    return Sketch.running(slot, 1, node).pod(Pod.running(node).spot(spot));
  }
}
