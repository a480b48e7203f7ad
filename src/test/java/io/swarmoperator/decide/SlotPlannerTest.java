package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What becomes of slots that several rules look at: each is taken care of once. */
class SlotPlannerTest {
  private static final String TAKEN =
      "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.";

  private static Pod place(Pod pod, int number) {
    return pod.spot(new Spot(Optional.empty(), OptionalInt.of(number), List.of()));
  }

  /** Slot 1's new task has yet to be looked at by the scheduler: its place is kept. */
  private static Scene aPlaceIsKept() {
    Placement placement = new Placement(List.of(), List.of(), 2);
    Sketch stopped = Sketch.ended(1, 1, TaskState.SHUTDOWN, Duration.ofMinutes(1)).node("n1");
    return new Scene()
        .replicas(3)
        .spec(2)
        .placement(1, placement)
        .placement(2, placement)
        .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
        .rollout(RolloutState.UPDATING, 2)
        .tasks(
            stopped,
            Sketch.starting(1, 2, "").by(1).revision("hash-2").pod(place(Pod.made(""), 1)));
  }

  private static List<String> doneToSlot2(Scene scene) {
    return scene.plan().steps().stream()
        .flatMap(s -> s.actions().stream())
        .filter(Action.SaveRecord.class::isInstance)
        .map(a -> ((Action.SaveRecord) a).task())
        .filter(t -> t.identity().slot().equals(SlotId.numbered(2)))
        .map(t -> t.identity().attempt() + " " + t.desired())
        .toList();
  }

  @Test
  void aTaskThatStandsBackIsNotMadeAgainForAnotherPlaceToo() {
    Sketch refused = Sketch.starting(2, 1, "").pod(place(Pod.made("").unscheduled(TAKEN), 1));
    Sketch holds = Sketch.running(3, 1, "n2").pod(place(Pod.running("n2"), 1));

    assertThat(doneToSlot2(aPlaceIsKept().tasks(refused, holds)))
        .containsExactly("1 SHUTDOWN", "2 READY");
  }

  /** Beside one that runs nothing waits: that one is the slot's until the worker comes. */
  @Test
  void aTaskThatStandsBackBesideOneThatRunsIsGivenUp() {
    Sketch runs = Sketch.running(2, 1, "n2").pod(place(Pod.running("n2"), 1));
    Sketch beside = Sketch.starting(2, 2, "").pod(place(Pod.made("").unscheduled(TAKEN), 1));

    assertThat(doneToSlot2(aPlaceIsKept().tasks(runs, beside))).containsExactly("2 SHUTDOWN");
  }

  /** Nobody looks at a paused node's slot but to tidy up. */
  @Test
  void whatIsToLeaveNoHistoryGoesFromAPausedNodeToo() {
    SlotId n1 = SlotId.onNode("n1");
    Sketch removed = Sketch.runningOn("n1", 1).ended(TaskState.SHUTDOWN, Duration.ofHours(1));
    Scene scene =
        new Scene()
            .mode(new Mode.Global())
            .nodes(1)
            .unavailable("n1")
            .tasks(removed.desired(DesiredState.REMOVE), Sketch.runningOn("n1", 2));

    assertThat(scene.plan().steps().stream().flatMap(s -> s.actions().stream()))
        .containsExactly(new Action.DeleteRecord(scene.task(n1, 1).name()));
  }

  /** A job forgets what an iteration before has left, as every slot does, and once. */
  @Test
  void whatIsToLeaveNoHistoryGoesOnce() {
    Sketch removed = Sketch.ended(0, 1, TaskState.SHUTDOWN, Duration.ofHours(1)).of(0);
    Scene scene =
        new Scene()
            .mode(new Mode.ReplicatedJob(1, 1))
            .iteration(1)
            .memory(m -> m.withAttemptFloor(1))
            .tasks(removed.desired(DesiredState.REMOVE), Sketch.running(0, 2, "n1").of(1));

    assertThat(scene.plan().steps().stream().flatMap(s -> s.actions().stream()))
        .containsExactly(new Action.DeleteRecord(scene.task(0, 1).name()));
  }
}
