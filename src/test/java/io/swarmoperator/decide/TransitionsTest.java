package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets, holds and requests. */
class TransitionsTest {

  /** A service whose one task runs the given revision, fully rolled out. */
  private static Scene at(long revision) {
    return new Scene()
        .revision(2)
        .revision(3)
        .spec(revision)
        .memory(
            m ->
                m.withSpecRevision(revision)
                    .withTarget(revision, revision - 1)
                    .withRolledOut(List.of(1L, 2L, 3L).subList(0, (int) revision)))
        .tasks(Sketch.running(1, 1, "n1").revision("hash-" + revision));
  }

  private static List<String> notices(Scene scene) {
    return Transitions.of(scene.view(), Sketch.NOW).notices().stream()
        .map(Notice::message)
        .toList();
  }

  private static Scene rollBack(Scene scene, String to) {
    return scene.request(Request.Kind.ROLLBACK, to);
  }

  @Test
  void aServiceNeverSeenBeforeHasNoRollout() {
    Memory memory = new Scene().memory(m -> Memory.NONE).remember();

    assertThat(memory.currentRevision()).isEqualTo(1);
    assertThat(memory.previousRevision()).isZero();
    assertThat(memory.rollout()).isEmpty();
  }

  @Test
  void previousTogglesAtEachRollback() {
    Scene scene = rollBack(at(2), "previous");
    Memory first = scene.remember();
    assertThat(first.currentRevision()).isEqualTo(1);
    assertThat(first.previousRevision()).isEqualTo(2);
    assertThat(first.hold().orElseThrow().insteadOf()).isEqualTo(2);
    assertThat(first.rollout().orElseThrow().message()).isEqualTo("manually requested rollback");

    scene.noRequest().remember();
    Memory second = rollBack(scene, "previous").remember();
    assertThat(second.currentRevision()).isEqualTo(2);
    assertThat(second.previousRevision()).isEqualTo(1);
    assertThat(second.hold()).isEmpty();
  }

  @Test
  void aRequestIsCarriedOutOnce() {
    Scene scene = rollBack(at(2), "previous");
    Memory once = scene.remember();

    assertThat(scene.remember()).isEqualTo(once);
    assertThat(scene.plan().steps())
        .as("the annotation goes")
        .anyMatch(s -> s.actions().get(0) instanceof Action.RemoveRequest);
  }

  @Test
  void aRevisionCanBeNamed() {
    Memory memory = rollBack(at(3), "1").remember();

    assertThat(memory.hold().orElseThrow().revision()).isEqualTo(1);
    assertThat(memory.previousRevision()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "3", "x", "-1", ""})
  void aRevisionThatIsntThereOrRunsAlreadyIsRefused(String revision) {
    Scene scene = rollBack(at(3), revision);

    assertThat(notices(scene)).singleElement().asString().startsWith("rollback refused: ");
    assertThat(scene.remember().hold()).isEmpty();
  }

  @Test
  void withoutAPreviousRevisionARollbackIsRefused() {
    assertThat(notices(rollBack(at(1), "previous")))
        .containsExactly("rollback refused: service ping does not have a previous revision");
  }

  @Test
  void afterAnAutomaticRollbackPreviousIsNeverTheFailedRevision() {
    Scene scene =
        at(3)
            .update(Scene.policy(FailureAction.ROLLBACK, 0, "0S"))
            .memory(m -> m.withRolledOut(List.of(1L, 2L)))
            .rollout(RolloutState.UPDATING, 1)
            .tasks(
                Sketch.ended(1, 2, TaskState.FAILED, Duration.ofSeconds(1))
                    .revision("hash-3")
                    .by(1)
                    .made(Duration.ofSeconds(2)));
    scene.memory(
        m ->
            m.withRollout(
                Optional.of(
                    new Rollout(
                        RolloutState.UPDATING,
                        "update in progress",
                        Sketch.NOW.minusSeconds(9),
                        Optional.empty(),
                        2,
                        3,
                        1,
                        1,
                        0))));

    Memory memory = scene.remember();

    assertThat(memory.hold().orElseThrow())
        .isEqualTo(new Hold(2, 3, Hold.Cause.UPDATE_FAILED, Sketch.NOW));
    assertThat(memory.previousRevision()).isEqualTo(1);
    assertThat(memory.rollout().orElseThrow().startedAt())
        .as("the start of the update that failed is kept (S§5.9)")
        .isEqualTo(Sketch.NOW.minusSeconds(9));
  }

  private static Scene held() {
    return at(3)
        .memory(
            m ->
                m.withTarget(2, 1)
                    .withHold(Optional.of(new Hold(2, 3, Hold.Cause.UPDATE_FAILED, Sketch.NOW))));
  }

  @Test
  void aHoldStandsWhileTheSpecSaysTheSame() {
    assertThat(held().remember().hold()).isPresent();
    assertThat(held().remember().currentRevision()).isEqualTo(2);
  }

  @Test
  void aHoldLapsesWithTheRevisionItStandsAgainst() {
    Memory memory = held().spec(4).remember();

    assertThat(memory.hold()).isEmpty();
    assertThat(memory.currentRevision()).isEqualTo(4);
  }

  @Test
  void aHoldOnARevisionThatIsGoneLapses() {
    assertThat(held().noRevision(2).remember().hold()).isEmpty();
  }

  @Test
  void resumeLiftsAHoldAndTriesTheSpecAgain() {
    Memory memory = held().request(Request.Kind.RESUME, "true").remember();

    assertThat(memory.hold()).isEmpty();
    assertThat(memory.currentRevision()).isEqualTo(3);
  }

  @Test
  void resumeGoesOnWithAPausedUpdateAsANewRun() {
    Scene scene =
        at(2)
            .replicas(2)
            .rollout(RolloutState.PAUSED, 2)
            .tasks(Sketch.running(2, 1, "n2"))
            .request(Request.Kind.RESUME, "true");

    Rollout resumed = scene.remember().rollout().orElseThrow();

    assertThat(resumed.state()).isEqualTo(RolloutState.UPDATING);
    assertThat(resumed.number()).isEqualTo(2);
    assertThat(resumed.slots()).as("what is still dirty").isEqualTo(1);
    assertThat(resumed.failures()).isZero();
  }

  @Test
  void resumeWithNothingToResumeIsRefused() {
    assertThat(notices(at(1).request(Request.Kind.RESUME, "true")))
        .containsExactly("resume refused: nothing is paused or held back");
  }

  @Test
  void aChangeOfTheSpecEndsAPause() {
    Memory memory =
        at(2)
            .rollout(RolloutState.PAUSED, 1)
            .tasks(Sketch.running(2, 1, "n2"))
            .replicas(2)
            .spec(3)
            .remember();

    assertThat(memory.rollout().orElseThrow().state()).isEqualTo(RolloutState.UPDATING);
    assertThat(memory.rollout().orElseThrow().slots()).isEqualTo(2);
  }

  @Test
  void aChangeOfReplicasDoesntEndAPause() {
    Memory memory = at(2).rollout(RolloutState.PAUSED, 1).replicas(3).remember();

    assertThat(memory.rollout().orElseThrow().state()).isEqualTo(RolloutState.PAUSED);
  }

  @Test
  void anUpdateThatFindsNothingToDoLeavesNoTrace() {
    Scene scene = new Scene().replicas(0).spec(2);

    assertThat(scene.remember().rollout()).isEmpty();
    assertThat(scene.remember().currentRevision()).isEqualTo(2);
  }

  @Test
  void aRollbackThatFindsNothingToDoIsCompleteAtOnce() {
    Scene empty = rollBack(new Scene().replicas(0).revision(2).spec(2), "1");
    empty.memory(m -> m.withSpecRevision(2).withTarget(2, 1));

    assertThat(empty.remember().rollout().orElseThrow().state())
        .isEqualTo(RolloutState.ROLLBACK_COMPLETED);
  }

  @Test
  void aTaskThatEndedIsRecordedBeforeTheRunThatItStarts() {
    Scene scene =
        at(2)
            .update(Scene.policy(FailureAction.ROLLBACK, 0, "0S"))
            .memory(m -> m.withRolledOut(List.of(1L)))
            .rollout(RolloutState.UPDATING, 2)
            .replicas(2)
            .tasks(
                Sketch.running(1, 2, "n1")
                    .revision("hash-2")
                    .because(Reason.SPEC_CHANGED)
                    .by(1)
                    .made(Duration.ofSeconds(1))
                    .pod(Pod.running("n1").exited(1)),
                Sketch.running(2, 1, "n2"));

    Plan plan = scene.plan();

    assertThat(plan.memory()).isEqualTo(scene.view().memory());
    assertThat(plan.steps())
        .singleElement()
        .satisfies(
            s ->
                assertThat(((Action.SaveRecord) s.actions().get(0)).task().state())
                    .isEqualTo(TaskState.FAILED));
    assertThat(plan.notices()).extracting(Notice::reason).containsExactly("TaskFailed");
    assertThat(plan.wakeAt()).as("goes on at once").contains(Sketch.NOW);
  }

  @Test
  void anotherValueIsAnotherRequest() {
    Scene scene = rollBack(at(3), "1");
    assertThat(scene.remember().currentRevision()).isEqualTo(1);

    assertThat(rollBack(scene, "2").remember().currentRevision()).isEqualTo(2);
  }

  @Difference("D6")
  @Test
  void aRequestThatIsDeclaredIsRefusedAndStays() {
    Scene scene = at(2).declared(Request.Kind.ROLLBACK, "previous");

    assertThat(notices(scene)).containsExactly("rollback refused: " + Request.DECLARED);
    assertThat(scene.remember().currentRevision()).isEqualTo(2);
    assertThat(notices(scene)).as("told once").isEmpty();
    assertThat(scene.remember().handled()).isPresent();
    assertThat(scene.plan().steps()).as("it is the user's to take away").isEmpty();
    assertThat(scene.plan().status().conditions().get(0).message())
        .isEqualTo("1/1 tasks running; request refused: " + Request.DECLARED);
  }

  private static Rollout over(RolloutState state) {
    return new Rollout(
        state, "", Sketch.NOW.minusSeconds(600), Optional.of(Sketch.NOW), 1, 2, 1, 1, 0);
  }

  @Test
  void aSlotThatWasLeftBehindIsUpdatedByAnotherRun() {
    Scene scene =
        at(2)
            .replicas(2)
            .memory(m -> m.withRollout(Optional.of(over(RolloutState.COMPLETED))))
            .tasks(Sketch.running(2, 1, "n2"));

    Rollout run = scene.remember().rollout().orElseThrow();

    assertThat(run.state()).isEqualTo(RolloutState.UPDATING);
    assertThat(run.message()).isEqualTo("update in progress");
    assertThat(run.slots()).isEqualTo(1);
  }

  @Difference("D127")
  @Test
  void aSlotThatARollbackLeftBehindIsRolledBackByAnotherRun() {
    Scene scene =
        held()
            .replicas(2)
            .memory(m -> m.withRollout(Optional.of(over(RolloutState.ROLLBACK_COMPLETED))))
            .noTasks()
            .tasks(
                Sketch.running(1, 1, "n1").revision("hash-2"),
                Sketch.running(2, 1, "n2").revision("hash-3"));

    Rollout run = scene.remember().rollout().orElseThrow();

    assertThat(run.state()).isEqualTo(RolloutState.ROLLBACK_STARTED);
    assertThat(run.message()).isEqualTo("rollback in progress");
  }

  /** What failed for good in a start-first step is not tried again: its old task runs on. */
  @Test
  void aSlotWhoseNewTaskFailedForGoodIsNotLeftBehind() {
    Sketch failed = Sketch.ended(1, 2, TaskState.FAILED, Duration.ofHours(1)).revision("hash-2");
    Scene scene =
        at(2)
            .memory(m -> m.withRollout(Optional.of(over(RolloutState.COMPLETED))))
            .noTasks()
            .tasks(Sketch.running(1, 1, "n1"), failed);

    assertThat(scene.remember().rollout().orElseThrow().state()).isEqualTo(RolloutState.COMPLETED);

    Scene stopped =
        at(2)
            .memory(m -> m.withRollout(Optional.of(over(RolloutState.COMPLETED))))
            .noTasks()
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.ended(1, 2, TaskState.SHUTDOWN, Duration.ofHours(1)).revision("hash-2"));

    assertThat(stopped.remember().rollout().orElseThrow().state())
        .as("one that was stopped was not tried in vain")
        .isEqualTo(RolloutState.UPDATING);
  }
}
