package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which slots a service has, gives up and needs (S§3.2, S§3.3). */
class SlotsTest {
  private static final RestartPolicy NONE =
      new RestartPolicy(RestartCondition.NONE, Duration.ZERO, 0, Duration.ZERO);
  private static final Sketch COMPLETE =
      Sketch.ended(2, 1, TaskState.COMPLETE, Duration.ofMinutes(1));

  @Test
  void theLowestFreeNumbersAreUsedFirst() {
    Scene scene =
        new Scene().replicas(5).tasks(Sketch.running(1, 1, "n1"), Sketch.running(4, 1, "n2"));

    assertThat(scene.slots().missing()).extracting(SlotId::number).containsExactly(2, 3, 5);
  }

  @Conformance("X68")
  @Test
  void afterAScaleDownTheLowestNumbersAreUsedAgain() {
    Scene scene =
        new Scene()
            .replicas(7)
            .tasks(
                Sketch.running(1, 1, "n2"), Sketch.running(2, 1, "n1"), Sketch.running(4, 1, "n3"));

    assertThat(scene.slots().missing()).extracting(SlotId::number).containsExactly(3, 5, 6, 7);
  }

  @Test
  void aFinishedSlotIsNotRefilled() {
    Scene scene =
        new Scene().replicas(2).restart(1, NONE).tasks(Sketch.running(1, 1, "n1"), COMPLETE);

    assertThat(scene.slots().missing()).isEmpty();
    assertThat(scene.plan().steps()).isEmpty();
  }

  @Test
  void aRollbackRefillsAFinishedSlot() {
    Scene scene =
        new Scene()
            .replicas(2)
            .restart(1, NONE)
            .rollout(RolloutState.ROLLBACK_STARTED, 1)
            .tasks(Sketch.running(1, 1, "n1"), COMPLETE);

    assertThat(scene.slots().missing()).extracting(SlotId::number).containsExactly(2);
  }

  @Test
  void aFinishedSlotOfAnotherRevisionIsDirty() {
    Scene scene =
        new Scene()
            .replicas(2)
            .restart(1, NONE)
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .tasks(Sketch.running(1, 1, "n1"), COMPLETE);

    assertThat(scene.slots().kept()).allMatch(scene.slots()::dirty);
  }

  @Test
  void attemptsGoOnAboveTheFloorWhenASlotLostItsTasks() {
    Scene scene = new Scene().memory(m -> m.withAttemptFloor(7));

    assertThat(scene.plan().steps())
        .singleElement()
        .satisfies(
            s ->
                assertThat(((Action.CreatePod) s.actions().get(0)).task().identity().attempt())
                    .isEqualTo(8));
  }

  @Test
  void aSlotsAttemptsAreRememberedBeforeItsTasksGo() {
    Sketch removed =
        Sketch.ended(3, 9, TaskState.SHUTDOWN, Duration.ofSeconds(1)).desired(DesiredState.REMOVE);
    Plan plan = new Scene().tasks(Sketch.running(1, 1, "n1"), removed).plan();

    assertThat(plan.memory().attemptFloor()).isEqualTo(9);
    assertThat(plan.steps()).as("written first").isEmpty();
  }

  /** S§5.2 rule 2: on a node that the new constraints allow, and on no other nor on none. */
  @Test
  void whatDiffersInPlacementOnlyIsCleanWhereItMayBe() {
    Placement elsewhere =
        new Placement(List.of(Constraint.parse("node.id != n1")), List.of("zone"), 9);
    Scene scene =
        new Scene()
            .replicas(4)
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .rollout(RolloutState.UPDATING, 1)
            .placedLike(2, 1, elsewhere)
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.running(2, 1, "n2"),
                Sketch.starting(3, 1, ""),
                Sketch.running(4, 1, "gone"));

    assertThat(scene.slots().kept().stream().filter(scene.slots()::dirty))
        .extracting(s -> s.id().number())
        .containsExactly(1, 3, 4);
  }
}
