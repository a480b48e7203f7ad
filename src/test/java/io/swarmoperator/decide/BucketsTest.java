package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When a task that finds no place tries one that has another number (mechanics 5): once its own is
 * taken on a node where another is free. Where its own is free it has no room.
 */
class BucketsTest {
  private static final Sketch FIRST = on("n1", 1, 1);

  private record Row(
      String what, boolean inVain, int limit, List<String> nodes, List<Sketch> tasks) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row row(
      String what, boolean inVain, int limit, List<String> nodes, Sketch... tasks) {
    return new Row(what, inVain, limit, nodes, List.of(tasks));
  }

  private static Pod numbered(Pod pod, int bucket) {
    return pod.spot(new Spot(Optional.empty(), OptionalInt.of(bucket), List.of()));
  }

  /** A task that holds a place. */
  private static Sketch on(String node, int slot, int bucket) {
    return Sketch.running(slot, 1, node).pod(numbered(Pod.running(node), bucket));
  }

  /** A task that the scheduler has found no place for. */
  private static Sketch refused(int slot, int bucket) {
    return Sketch.starting(slot, 1, "").pod(numbered(refused(), bucket));
  }

  private static Pod refused() {
    return Pod.made("")
        .unscheduled("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.");
  }

  static Stream<Row> table() {
    List<String> one = List.of("n1");
    List<String> two = List.of("n1", "n2");
    return Stream.of(
        row("its place is taken, another is free", true, 2, one, refused(9, 1), FIRST),
        row("its place is taken, and there is no other", false, 1, one, refused(9, 1), FIRST),
        row("the other is taken, too", false, 2, one, refused(9, 1), FIRST, on("n1", 2, 2)),
        row("another task waits for the other", false, 2, one, refused(9, 1), FIRST, refused(3, 2)),
        row(
            "the other is free on two nodes, and one waits for it",
            true,
            2,
            two,
            refused(9, 1),
            FIRST,
            on("n2", 2, 1),
            refused(3, 2)),
        row(
            "its place is free where it has no room, another where it may have",
            true,
            2,
            two,
            refused(9, 1),
            FIRST),
        row(
            "its place is free once, and two wait for it",
            true,
            2,
            two,
            refused(9, 1),
            FIRST,
            refused(3, 1)),
        row(
            "its place is taken on a node out of reach",
            false,
            2,
            one,
            refused(9, 1),
            on("n2", 1, 1)),
        row("the node is barred", false, 2, one, refused(9, 1), on("n1", 1, 0)),
        row("it has no number", false, 2, one, refused(9, 0), FIRST),
        row(
            "it was made without a limit",
            false,
            2,
            one,
            Sketch.starting(9, 1, "").pod(refused()),
            FIRST),
        row(
            "nobody has said that it finds no place",
            false,
            2,
            one,
            Sketch.starting(9, 1, "").pod(numbered(Pod.made(""), 1)),
            FIRST),
        row("it has a place", false, 2, one, on("n1", 9, 1), FIRST),
        row(
            "it goes already",
            false,
            2,
            one,
            Sketch.starting(9, 1, "").pod(numbered(refused(), 1).deleting()),
            FIRST),
        row(
            "its place is held by a task that stops",
            true,
            2,
            one,
            refused(9, 1),
            FIRST.desired(DesiredState.SHUTDOWN)),
        row(
            "its place was held by a task that has ended",
            false,
            2,
            one,
            refused(9, 1),
            FIRST.pod(numbered(Pod.running("n1").exited(1), 1))));
  }

  /** The task in question is that of slot 9. */
  @ParameterizedTest
  @MethodSource("table")
  void aTaskGivesUpOnlyWhatItCantGet(Row row) {
    Scene scene = new Scene().tasks(row.tasks());
    List<NodeView> nodes = row.nodes().stream().map(n -> scene.view().nodes().get(n)).toList();
    Task task = scene.task(9, 1);

    Buckets buckets = new Buckets(scene.world());
    OptionalInt tried = PlaceExchange.refused(task);
    boolean inVain =
        tried.isPresent()
            && buckets
                .spare(row.limit(), buckets.untried(Set.of(tried.getAsInt()), row.limit(), nodes))
                .isPresent();
    assertThat(inVain).isEqualTo(row.inVain());
  }

  private record Turn(String what, String givingUp, int limit, int nodes, List<Sketch> tasks) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Turn> turns() {
    return Stream.of(
        new Turn(
            "one place is free, and two wait for the other",
            "2",
            2,
            1,
            List.of(FIRST, refused(2, 1), refused(3, 1))),
        new Turn(
            "two places are free, and two wait for the other",
            "2 3",
            3,
            1,
            List.of(FIRST, refused(2, 1), refused(3, 1))),
        new Turn(
            "the first makes room for the second by giving up",
            "2",
            2,
            2,
            List.of(FIRST, refused(2, 1), refused(3, 1))),
        new Turn(
            "of three that wait for a place on a node without room the first gets the other place",
            "2",
            2,
            2,
            List.of(FIRST, refused(2, 1), refused(3, 1), refused(4, 1))),
        new Turn(
            "the other place is free, and somebody waits for it",
            "",
            2,
            1,
            List.of(FIRST, refused(2, 1), refused(3, 2))));
  }

  /** Each counts what those before it have left and taken, in one decision. */
  @ParameterizedTest
  @MethodSource("turns")
  void asManyGiveUpAsFindAnotherPlace(Turn turn) {
    Scene scene =
        new Scene()
            .nodes(turn.nodes())
            .replicas(turn.tasks().size())
            .placement(1, new Placement(List.of(), List.of(), turn.limit()))
            .tasks(turn.tasks());

    assertThat(
            scene.plan().steps().stream()
                .flatMap(s -> s.actions().stream())
                .filter(Action.SaveRecord.class::isInstance)
                .map(a -> ((Action.SaveRecord) a).task())
                .filter(t -> t.desired() == DesiredState.READY)
                .map(t -> t.identity().slot().word())
                .collect(Collectors.joining(" ")))
        .isEqualTo(turn.givingUp());
  }

  private static Buckets on(Scene scene) {
    return new Buckets(scene.world());
  }

  /** On n1 the first two places are held, on n2 the first one. */
  @Test
  void aPlaceIsTriedWhereTheTriedOnesAreHeldAndItIsFree() {
    Scene scene = new Scene().nodes(2).tasks(FIRST, on("n1", 2, 2), on("n2", 3, 1));
    List<NodeView> n1 = List.of(scene.view().nodes().get("n1"));
    List<NodeView> nodes = List.of(n1.get(0), scene.view().nodes().get("n2"));

    assertThat(on(scene).spare(3, n1)).as("the lowest that is free").hasValue(3);
    assertThat(on(scene).untried(Set.of(1), 2, nodes))
        .as("n1 has no other")
        .extracting(NodeView::name)
        .containsExactly("n2");
    assertThat(on(scene).untried(Set.of(2), 2, nodes))
        .as("what was tried is free on n2, so it has no room")
        .isEmpty();
  }
}
