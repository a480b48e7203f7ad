package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a task that waits for a place remembers of those that were tried (mechanics 5). */
class PlaceExchangeTest {
  private static final String TAKEN =
      "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match pod anti-affinity rules.";
  private static final String TAKEN_ON_BOTH =
      "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.";

  private static Pod in(Pod pod, int bucket) {
    return pod.spot(new Spot(Optional.empty(), OptionalInt.of(bucket), List.of()));
  }

  /** Of the first place on n1, the second on n2: each has the other one left. */
  private static Scene twoHalfFullNodes(Sketch waiting) {
    return new Scene()
        .nodes(2)
        .replicas(3)
        .placement(1, new Placement(List.of(), List.of(), 2))
        .tasks(
            List.of(
                Sketch.running(1, 1, "n1").pod(in(Pod.running("n1"), 1)),
                Sketch.running(2, 1, "n2").pod(in(Pod.running("n2"), 2)),
                waiting));
  }

  private static Sketch waiting(Set<Integer> tried, String said, String says) {
    Sketch sketch = Sketch.starting(3, 2, "").pod(in(Pod.made("").unscheduled(says), 2));
    TaskRecord record = sketch.observed().record().orElseThrow();
    String error =
        SchedulerWords.of(
            said,
            new Scene().nodes(2).view().nodes().values(),
            new Placement(List.of(), List.of(), 2));
    return sketch.record(
        record
            .advanced(TaskState.PENDING, "pending task scheduling", error)
            .havingTried(new TreeSet<>(tried)));
  }

  private static List<SortedSet<Integer>> triedByTheNext(Sketch waiting) {
    return twoHalfFullNodes(waiting).plan().steps().stream()
        .flatMap(s -> s.actions().stream())
        .filter(Action.SaveRecord.class::isInstance)
        .map(a -> ((Action.SaveRecord) a).task())
        .filter(t -> t.desired() == DesiredState.READY)
        .map(t -> t.wanted().tried())
        .toList();
  }

  @Test
  void aPlaceThatWasNotTriedIs() {
    assertThat(triedByTheNext(waiting(Set.of(), TAKEN, TAKEN)))
        .containsExactly(new TreeSet<>(Set.of(2)));
  }

  @Test
  void whatWasTriedIsNotTriedAgain() {
    assertThat(triedByTheNext(waiting(Set.of(1), TAKEN, TAKEN))).isEmpty();
  }

  @Test
  void butWhenTheReasonChangesItIs() {
    assertThat(triedByTheNext(waiting(Set.of(1), TAKEN, TAKEN_ON_BOTH)))
        .containsExactly(new TreeSet<>(Set.of(2)));
  }

  @Test
  void nothingIsTriedWhereNoNodeLacksOnlyThePlace() {
    String full = "0/2 nodes are available: 2 Insufficient cpu.";
    assertThat(triedByTheNext(waiting(Set.of(), full, full))).isEmpty();
  }
}
