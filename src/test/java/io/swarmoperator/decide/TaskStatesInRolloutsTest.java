package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static io.swarmoperator.decide.TaskStatesTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rollout, or a job's next iteration, has to say about the state of a task. */
class TaskStatesInRolloutsTest {

  /** A rollout's task waits for all older ones: each of them was told to stop (s07b). */
  @Test
  void aWaitingTaskOfARolloutTellsAllBeforeItWhyTheyHadToGo() {
    Sketch oldest = Sketch.running(1, 1, "n1").noPod();
    Sketch failed = Sketch.ended(1, 2, TaskState.FAILED, Duration.ofMinutes(1));
    Sketch waits = Sketch.waiting(1, 3, NOW);

    assertThat(shown(scene(oldest, failed, waits.because(Reason.SPEC_CHANGED))))
        .isEqualTo("SHUTDOWN shutdown");
    assertThat(shown(scene(oldest, failed, waits.because(Reason.TASK_FAILED))))
        .as("it waits for its delay")
        .isEqualTo("FAILED shutdown task: pod was deleted");
    assertThat(shown(scene(oldest, failed, Sketch.starting(1, 3, "n1").by(1))))
        .as("it waits for nothing")
        .isEqualTo("FAILED shutdown task: pod was deleted");
  }

  private static Scene scene(Sketch oldest, Sketch failed, Sketch last) {
    return new Scene().tasks(oldest, failed.because(Reason.TASK_FAILED), last);
  }

  @Test
  void aJobsTaskIsWhatItWasMeantToBeOnlyWhenItCompletes() {
    assertThat(ofAJob(0)).isEqualTo(DesiredState.COMPLETE);
    assertThat(ofAJob(1)).isEqualTo(DesiredState.SHUTDOWN);
  }

  private static DesiredState ofAJob(int exitCode) {
    return new Scene()
        .mode(new Mode.ReplicatedJob(1, 1))
        .iteration(0)
        .tasks(Sketch.running(0, 1, "n1").of(0).pod(Pod.running("n1").exited(exitCode)))
        .task(0, 1)
        .now()
        .desired();
  }

  /** D57: what a rollout has yet to reach is the updater's; after it the enforcer's. */
  @Test
  void aTaskOfAnotherRevisionOnANodeOutOfBoundsGoesWhenNoRolloutIsToReachIt() {
    assertThat(shown(outOfBounds(RolloutState.UPDATING))).isEqualTo("RUNNING running");
    assertThat(shown(outOfBounds(RolloutState.PAUSED))).isEqualTo("RUNNING running");
    assertThat(shown(outOfBounds(RolloutState.COMPLETED)))
        .isEqualTo("REJECTED shutdown " + TaskWords.UNFIT_NODE);
  }

  private static Scene outOfBounds(RolloutState state) {
    Placement elsewhere =
        new Placement(List.of(Constraint.parse("node.hostname != n1")), List.of(), 0);
    return new Scene()
        .spec(2)
        .placement(2, elsewhere)
        .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
        .rollout(state, 1)
        .tasks(Sketch.running(1, 1, "n1"));
  }
}
