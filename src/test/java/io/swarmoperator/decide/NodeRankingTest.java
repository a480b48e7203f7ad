package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Swarm's spread (S§9.4) and its preferences (S§9.5). */
class NodeRankingTest {
  private static final TaskIdentity ON_N1 =
      new TaskIdentity(
          "ping", SlotId.onNode("n1"), 1, "id", "hash-1", "app:1", Reason.NODE_JOINED, 0, 0);

  static final SlotId NEXT = Sketch.running(99, 1, "").identity().slot();

  private static String choices(Scene scene, int count) {
    return spots(scene, count)
        .map(spot -> spot.hint().orElse("-"))
        .collect(Collectors.joining(" "));
  }

  static Stream<Spot> spots(Scene scene, int count) {
    World world = scene.world();
    NodeRanking ranking = new NodeRanking(world);
    return Stream.generate(() -> ranking.choose(NEXT, world.target(), Set.of())).limit(count);
  }

  static Scene busy(Scene scene, String node, int tasks) {
    return scene.node(node, Availability.ACTIVE, NodeView.Health.READY, Optional.empty(), tasks);
  }

  /** Nodes with nothing but these labels: {@code n4 az=az1 rack=r1}. */
  static Scene labelled(String... nodes) {
    Scene scene = new Scene().noNode("n1").noNode("n2").noNode("n3");
    for (String node : nodes) {
      String[] words = node.split(" ");
      Map<String, String> labels =
          Arrays.stream(words)
              .skip(1)
              .map(word -> word.split("="))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
      scene.labels(words[0], labels);
    }
    return scene;
  }

  private static Placement spread(String... keys) {
    return new Placement(List.of(), List.of(keys), 0);
  }

  /** Running tasks in slots from some number on. */
  private static Sketch[] running(int firstSlot, String... nodes) {
    return IntStream.range(0, nodes.length)
        .mapToObj(i -> Sketch.running(firstSlot + i, 1, nodes[i]))
        .toArray(Sketch[]::new);
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

  @Conformance("C172")
  @Test
  void aNodeThatHasATaskComesAfterThoseThatHaveNone() {
    assertThat(choices(new Scene().tasks(running(1, "n1")), 2)).isEqualTo("n2 n3");
  }

  @Conformance("C173")
  @Test
  void aNodeThatLostItsTaskIsNext() {
    Sketch gone = Sketch.ended(1, 1, TaskState.FAILED, Duration.ofSeconds(9));

    assertThat(choices(new Scene().tasks(gone).tasks(running(2, "n2", "n3")), 1)).isEqualTo("n1");
  }

  /** The services' tasks as S§13 has them: s1 is another service in C176 and C178. */
  @Conformance({"C175", "C176", "C178"})
  @Test
  void twoServicesOnFiveNodes() {
    Scene first = labelled("n1", "n2", "n3", "n4", "n5");
    Map<String, Long> counts =
        Stream.of(choices(first, 18).split(" "))
            .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    assertThat(counts.values()).containsExactlyInAnyOrder(4L, 4L, 4L, 3L, 3L);

    Scene second = labelled("n1", "n2", "n3", "n4", "n5");
    counts.forEach((node, tasks) -> busy(second, node, tasks.intValue()));
    assertThat(choices(second, 2)).isEqualTo("n4 n5");

    busy(busy(busy(second, "n4", 4), "n5", 4), "n1", 5).tasks(running(1, "n4", "n5"));
    assertThat(choices(second, 1)).isIn("n2", "n3");
  }

  @Conformance("C179")
  @Test
  void anEmptiedNodeGetsTasksUntilItIsLevelAgain() {
    Scene first =
        labelled("n1", "n2", "n3", "n4", "n5")
            .tasks(
                running(
                    1, "n2", "n2", "n2", "n2", "n3", "n3", "n3", "n3", "n4", "n4", "n4", "n5", "n5",
                    "n5"));
    for (String node : List.of("n2", "n3", "n4", "n5")) {
      busy(first, node, 5);
    }
    assertThat(choices(first, 4)).isEqualTo("n1 n1 n1 n1");

    Scene second = labelled("n1", "n2", "n3", "n4", "n5").tasks(running(1, "n2", "n3", "n4"));
    for (String node : List.of("n1", "n2", "n3", "n4", "n5")) {
      busy(second, node, node.equals("n1") ? 0 : 5);
    }
    assertThat(choices(second, 2)).isEqualTo("n1 n5");
  }

  /** What is being placed already counts where it is headed (mechanics 4). */
  @Test
  void aTaskOnItsWayCountsForItsNode() {
    Sketch made = Sketch.starting(1, 1, "").pod(Pod.made("").spot(Spot.on("n1")));

    assertThat(choices(new Scene().tasks(made), 2)).isEqualTo("n2 n3");
  }

  @Test
  void oneThatFoundNoNodeIsOnTheWayToNone() {
    Sketch pending =
        Sketch.starting(1, 1, "")
            .pod(Pod.made("").spot(Spot.on("n1")).unscheduled("0/3 nodes are available: 3 x."));

    assertThat(choices(new Scene().tasks(pending), 1)).isEqualTo("n1");
  }

  @Test
  void onlyNodesThatMeetTheConstraintsAreChosen() {
    Scene scene =
        labelled("n1 zone=a", "n2 zone=b", "n3 zone=b")
            .placement(
                1, new Placement(List.of(Constraint.parse("node.labels.zone == b")), List.of(), 0));

    assertThat(choices(scene, 3)).isEqualTo("n2 n3 n2");
  }

  /** S§9.5: one node in az1, four in az2. */
  @Test
  void zonesShareEvenlyWhateverTheirSize() {
    Scene scene =
        labelled("n1 az=1", "n2 az=2", "n3 az=2", "n4 az=2", "n5 az=2").placement(1, spread("az"));

    assertThat(choices(scene, 8)).isEqualTo("n1 n2 n3 n1 n4 n1 n5 n1");
  }

  /** Recorded: s20a. */
  @Test
  void nodesWithoutTheLabelAreAGroupOfTheirOwn() {
    Scene scene = labelled("n1 dc=a", "n2", "n3").placement(1, spread("dc"));

    assertThat(choices(scene, 6)).isEqualTo("n1 n2 n3 n1 n2 n1");
  }

  /** The hint doesn't know that n0 is too small and n1 has room for five. */
  @Conformance(value = "C181", differs = "D45")
  @Test
  void severalLevelsAreATree() {
    Scene scene =
        labelled(
                "n0 az=1 rack=1",
                "n1 az=1 rack=1",
                "n2 az=2 rack=1",
                "n3 az=2 rack=1",
                "n4 az=2 rack=1",
                "n5 az=2 rack=2",
                "n6 az=2 rack=2")
            .placement(1, spread("az", "rack"));

    Map<String, Long> counts =
        Stream.of(choices(scene, 12).split(" "))
            .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    assertThat(counts)
        .containsEntry("n0", 3L)
        .containsEntry("n1", 3L)
        .containsEntry("n2", 1L)
        .containsEntry("n3", 1L)
        .containsEntry("n4", 1L);
    assertThat(counts.get("n5") + counts.get("n6")).isEqualTo(3);
  }

  @Conformance("C182")
  @Test
  void aLevelIsEvenedOutBeforeTheNext() {
    Scene scene =
        labelled("n1 dc=1 rack=1", "n2 dc=1 rack=2", "n3 dc=2 rack=1")
            .placement(1, spread("dc", "rack"))
            .tasks(running(1, "n1", "n1", "n1", "n2", "n3", "n3", "n3"));

    assertThat(choices(scene, 2)).isEqualTo("n3 n2");
  }

  @Test
  void tasksOnNodesThatTakeNoMoreCountForTheirBranch() {
    Scene scene =
        labelled("n1 dc=1", "n2 dc=1", "n3 dc=2")
            .placement(1, spread("dc"))
            .tasks(running(1, "n1", "n1", "n3"))
            .unavailable("n1");

    assertThat(choices(scene, 2)).isEqualTo("n3 n2");
  }

  @Conformance("C191")
  @Test
  void tasksThatBelongToANodeCountForTheOthers() {
    World world = busy(new Scene(), "n1", 2).noNode("n3").world();
    TaskIdentity anywhere = Sketch.running(1, 1, "").identity();

    assertThat(new NodeRanking(world).choose(ON_N1.slot(), world.target(), Set.of()))
        .isEqualTo(Spot.ANYWHERE);
    assertThat(new NodeRanking(world).choose(anywhere.slot(), world.target(), Set.of()).hint())
        .contains("n2");
  }

  /** More nodes than the scheduler scores: a hint would leave some empty (mechanics 4). */
  @Difference("D44")
  @Test
  void amongMoreThanAHundredNodesThereIsNoHint() {
    Scene hundred = labelled(nodes(100));
    Scene more = labelled(nodes(101));

    assertThat(choices(hundred, 1)).isEqualTo("n1");
    assertThat(choices(more, 1)).isEqualTo("-");
    assertThat(
            choices(
                more.placement(
                    1, new Placement(List.of(Constraint.parse("node.id != n7")), List.of(), 0)),
                1))
        .isEqualTo("n1");
  }

  private static String[] nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toArray(String[]::new);
  }

  /** Recorded: s24i; whole timelines stand in SpreadSequencesTest. */
  @Test
  void fiveFailuresOfTheRevisionCountMoreThanTasks() {
    Scene four = new Scene().tasks(running(1, "n2", "n3")).tasks(failed(4, "hash-1", "1m"));
    Scene five = new Scene().tasks(running(1, "n2", "n3")).tasks(failed(5, "hash-1", "1m"));

    assertThat(spots(four, 1)).containsExactly(Spot.on("n1"));
    assertThat(spots(five, 1))
        .containsExactly(new Spot(Optional.of("n2"), OptionalInt.empty(), List.of("n1")));
    assertThat(new NodeRanking(five.world()).choose(ON_N1.slot(), five.world().target(), Set.of()))
        .as("a task that belongs to a node goes there however often it failed")
        .isEqualTo(Spot.ANYWHERE);
  }

  @Test
  void failuresOfOtherRevisionsOrOfLongAgoDont() {
    Scene other =
        new Scene().revision(2).tasks(running(1, "n2", "n3")).tasks(failed(5, "hash-2", "1m"));
    Scene old = new Scene().tasks(running(1, "n2", "n3")).tasks(failed(5, "hash-1", "5m"));

    assertThat(choices(other, 1)).isEqualTo("n1");
    assertThat(choices(old, 1)).isEqualTo("n1");
  }

  private static Sketch[] failed(int count, String revision, String ago) {
    return IntStream.rangeClosed(11, 10 + count)
        .mapToObj(
            slot ->
                Sketch.ended(slot, 1, TaskState.FAILED, Duration.parse("PT" + ago))
                    .revision(revision))
        .toArray(Sketch[]::new);
  }

  /** Where it failed everywhere the nodes with the fewest failures are no worse than any. */
  @Test
  void whereAllNodesFailTheFewestFailuresAreNotAvoided() {
    Scene scene =
        labelled("n1", "n2")
            .tasks(failed(6, "hash-1", "1m"))
            .tasks(
                IntStream.rangeClosed(31, 35)
                    .mapToObj(
                        slot ->
                            Sketch.running(slot, 1, "n2")
                                .ended(TaskState.REJECTED, Duration.ofMinutes(1)))
                    .toList());

    assertThat(spots(scene, 1))
        .containsExactly(new Spot(Optional.of("n2"), OptionalInt.empty(), List.of("n1")));
  }
}
