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

    assertThat(scene.slots().kept()).allMatch(scene.slots().dirtiness()::dirty);
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

    assertThat(scene.slots().kept().stream().filter(scene.slots().dirtiness()::dirty))
        .extracting(s -> s.id().number())
        .containsExactly(1, 3, 4);
  }

  /** Scaled away, its records gone, its pod still on its way: another task may have the slot. */
  @Test
  void aSlotOfWhichOnlyAStoppingPodIsLeftIsFree() {
    Sketch forgotten = Sketch.running(2, 4, "n2").noRecord().pod(Pod.running("n2").deleting());
    Scene scene = new Scene().replicas(2).tasks(Sketch.running(1, 1, "n1"), forgotten);

    assertThat(scene.memory(m -> m.withAttemptFloor(4)).slots().missing())
        .extracting(SlotId::number)
        .containsExactly(2);
    assertThat(scene.memory(m -> m.withAttemptFloor(3)).slots().missing())
        .as("its attempts are not remembered: it was no farewell")
        .isEmpty();
  }

  @Test
  void aPodThatEndedWithoutARecordIsRememberedUnlessItGoes() {
    Scene ended =
        new Scene().tasks(Sketch.running(1, 1, "n1").noRecord().pod(Pod.running("n1").exited(1)));
    Scene going =
        new Scene()
            .tasks(
                Sketch.running(1, 1, "n1").noRecord().pod(Pod.running("n1").deleting()),
                Sketch.running(1, 2, "n2"));

    assertThat(ended.task(1, 1).newlyEnded()).isTrue();
    assertThat(going.task(1, 1).newlyEnded()).isFalse();
    assertThat(going.plan().records()).isEmpty();
  }

  @Test
  void aPodThatIsGoneWithoutARecordIsNoTask() {
    Scene scene =
        new Scene()
            .replicas(2)
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.running(2, 1, "n2").noRecord().pod(Pod.running("n2").deleting().gone()));

    assertThat(scene.slots().missing()).extracting(SlotId::number).containsExactly(2);
  }

  /** A slot that is filled while its last task still stops goes on with its own numbers. */
  @Test
  void aSlotThatStillHasTasksGoesOnFromTheirAttempts() {
    Sketch removed =
        Sketch.running(2, 4, "n2").desired(DesiredState.REMOVE).pod(Pod.running("n2").deleting());
    Scene service =
        new Scene()
            .replicas(2)
            .memory(m -> m.withAttemptFloor(9))
            .tasks(Sketch.running(1, 1, "n1"), removed);
    Scene job =
        new Scene()
            .mode(new Mode.ReplicatedJob(1, 1))
            .iteration(1)
            .memory(m -> m.withAttemptFloor(9))
            .tasks(Sketch.running(0, 4, "n2").pod(Pod.running("n2").deleting()).of(0));

    assertThat(saved(service)).containsExactly(5);
    assertThat(saved(job)).as("its newer ones may be gone already").containsExactly(10);
  }

  private static List<Integer> saved(Scene scene) {
    return scene.plan().steps().stream()
        .flatMap(s -> s.actions().stream())
        .filter(Action.SaveRecord.class::isInstance)
        .map(a -> ((Action.SaveRecord) a).task().identity().attempt())
        .toList();
  }

  /** The name of a revision may be known under two numbers: it is one and the same. */
  @Test
  void tasksOfARevisionThatIsThereTwiceAreClean() {
    Scene scene =
        new Scene()
            .revision(
                new Revision(
                    7,
                    "hash-1",
                    "app:1",
                    RestartPolicy.DEFAULT,
                    Placement.NONE,
                    "hash-1",
                    "hash-1"))
            .tasks(Sketch.running(1, 1, "n1"));

    assertThat(scene.world().known("hash-1").orElseThrow().image()).isEqualTo("app:1");
    assertThat(scene.plan().idle()).isTrue();
  }

  /**
   * S§6.2: a rollback takes what broke of another revision; to an update it comes back up to date
   * by itself, whenever it ended (S§4.1-5).
   */
  @Test
  void whatWaitsForItsRestartIsDirtyToARollbackAndNotToAnUpdate() {
    Sketch broken = Sketch.ended(1, 1, TaskState.FAILED, Duration.ofSeconds(1));
    Sketch before = Sketch.ended(1, 1, TaskState.FAILED, Duration.ofHours(1));

    assertThat(dirty(RolloutState.UPDATING, broken)).isFalse();
    assertThat(dirty(RolloutState.UPDATING, before)).isFalse();
    assertThat(dirty(RolloutState.ROLLBACK_STARTED, broken)).isTrue();
    assertThat(dirty(RolloutState.ROLLBACK_STARTED, broken.revision("hash-2"))).isFalse();
    assertThat(dirty(RolloutState.UPDATING, broken.revision("hash-2"))).isFalse();
  }

  private static boolean dirty(RolloutState state, Sketch task) {
    Scene scene =
        new Scene()
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .rollout(state, 1)
            .tasks(task);
    return scene.slots().dirtiness().dirty(scene.slots().kept().get(0));
  }
}
