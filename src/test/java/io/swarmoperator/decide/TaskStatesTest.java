package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of states in docs/reference-swarmtask.md, and what can be told after a crash of the
 * operator.
 */
class TaskStatesTest {

  /** What is observed, and the state, desired state and error that follow. */
  private record Row(String what, Sketch task, String expected) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row row(String what, Sketch task, String expected) {
    return new Row(what, task, expected);
  }

  static Stream<Row> table() {
    Sketch starting = Sketch.starting(1, 1, "n1");
    Sketch running = Sketch.running(1, 1, "n1");
    Sketch told = running.desired(DesiredState.SHUTDOWN);
    Pod made = Pod.made("n1");
    Pod up = Pod.running("n1");
    return Stream.of(
        row("waits for its delay", Sketch.waiting(1, 1, NOW.plusSeconds(3)), "READY ready"),
        row("pod without a node", starting.node("").pod(Pod.made("")), "PENDING running"),
        row(
            "pod that finds no node",
            starting.node("").pod(Pod.made("").unscheduled("no suitable node")),
            "PENDING running no suitable node"),
        row("scheduled, nothing reported", starting.pod(made), "ASSIGNED running"),
        row(
            "container waits",
            starting.pod(made.waits("ContainerCreating", "")),
            "PREPARING running"),
        row(
            "volume can't be mounted",
            starting.pod(made.waits("ContainerCreating", "").obstacle("secret \"db\" not found")),
            "PREPARING running secret \"db\" not found"),
        row(
            "nothing found that keeps it",
            starting.pod(made.waits("ContainerCreating", "").obstacle("")),
            "PREPARING running"),
        row(
            "variable of a Secret that isn't there",
            starting.pod(made.waits("CreateContainerConfigError", "secret \"db\" not found")),
            "PREPARING running secret \"db\" not found"),
        row(
            "variable of a ConfigMap that isn't there",
            starting.pod(made.waits("CreateContainerConfigError", "configmap \"es\" not found")),
            "PREPARING running configmap \"es\" not found"),
        row(
            "variable of a key that isn't there",
            starting.pod(
                made.waits(
                    "CreateContainerConfigError", "couldn't find key p in Secret default/db")),
            "PREPARING running couldn't find key p in Secret default/db"),
        row(
            "root where none may be",
            starting.pod(
                made.waits(
                    "CreateContainerConfigError",
                    "container has runAsNonRoot and image will run as root")),
            "REJECTED shutdown container has runAsNonRoot and image will run as root"),
        row(
            "claim that isn't there",
            starting
                .node("")
                .pod(
                    Pod.made("")
                        .unscheduled(
                            "0/3 nodes are available: persistentvolumeclaim \"x\" not found."
                                + " preemption: 0/3 nodes are available: 3 Preemption is not"
                                + " helpful for scheduling.")),
            "PENDING running no suitable node (persistentvolumeclaim \"x\" not found)"),
        row("started, not yet ready", starting.pod(made.started()), "STARTING running"),
        row("ready", starting.pod(up), "RUNNING running"),
        row("was ready once", running.pod(made.started()), "RUNNING running"),
        row("ended with 0", running.pod(up.exited(0)), "COMPLETE shutdown"),
        row(
            "ended with 137",
            running.pod(up.exited(137)),
            "FAILED shutdown task: non-zero exit (137)"),
        row(
            "killed for memory",
            running.pod(up.exited(137).says("OOMKilled", "", "")),
            "FAILED shutdown task: non-zero exit (137): OOMKilled"),
        row(
            "ended by its deadline",
            running.pod(up.exited(137).says("Error", "", "DeadlineExceeded")),
            "FAILED shutdown task: non-zero exit (137): DeadlineExceeded"),
        row(
            "never started",
            starting.pod(made.exited(128).says("StartError", "exec: no such file", "")),
            "FAILED shutdown exec: no such file"),
        row(
            "the kubelet refused the pod",
            starting.pod(made.refused("OutOfcpu", "Node didn't have enough resource: cpu")),
            "REJECTED shutdown Node didn't have enough resource: cpu"),
        row("told to stop, still stops", told.pod(up.deleting()), "RUNNING shutdown"),
        row("told to stop, ended with 0", told.pod(up.deleting().exited(0)), "SHUTDOWN shutdown"),
        row("told to stop, killed", told.pod(up.deleting().exited(137)), "SHUTDOWN shutdown"),
        row("told to stop, pod gone", told.noPod(), "SHUTDOWN shutdown"),
        row("told to stop, last facts", told.pod(up.deleting().gone()), "SHUTDOWN shutdown"),
        row("deleted by hand", running.pod(up.deleting()), "FAILED shutdown task: pod was deleted"),
        row(
            "deleted by hand and gone",
            running.pod(up.deleting().gone()),
            "FAILED shutdown task: pod was deleted"),
        row(
            "deleted by hand, nobody looked",
            running.noPod(),
            "FAILED shutdown task: pod was deleted"),
        row(
            "deleted by hand, ended with 0 then",
            running.pod(up.deleting().exited(0)),
            "FAILED shutdown task: pod was deleted"),
        row(
            "finished, then deleted by hand",
            Sketch.ended(1, 1, TaskState.FAILED, Duration.ofMinutes(1))
                .pod(up.exited(1).deleting()),
            "FAILED shutdown task: non-zero exit (1)"),
        row("evicted", running.pod(up.deleting().disrupted()), "RUNNING shutdown"),
        row(
            "evicted and ended",
            running.pod(up.deleting().disrupted().exited(137)),
            "SHUTDOWN shutdown"),
        row("evicted and gone", running.pod(up.disrupted().deleting().gone()), "SHUTDOWN shutdown"),
        row("no record, pod runs", running.noRecord(), "RUNNING running"),
        row(
            "no record, ended with 1",
            running.noRecord().pod(up.exited(1)),
            "FAILED shutdown task: non-zero exit (1)"),
        row(
            "scaled away, still stops",
            running.desired(DesiredState.REMOVE).pod(up.deleting()),
            "RUNNING remove"),
        row(
            "scaled away and ended",
            running.desired(DesiredState.REMOVE).pod(up.deleting().exited(0)),
            "SHUTDOWN remove"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void stateFollowsFromWhatIsObserved(Row row) {
    assertThat(shown(new Scene().tasks(row.task()))).isEqualTo(row.expected());
  }

  static String shown(Scene scene) {
    TaskRecord now = scene.task(1, 1).now();
    String desired = now.desired().name().toLowerCase(java.util.Locale.ROOT);
    return (now.state() + " " + desired + " " + now.error()).strip();
  }

  /** Kubelets say so of a runtime that is slow, too, and try again. */
  @Difference("D150")
  @Test
  void aContainerThatCouldNotBeMadeIsStillPrepared() {
    Sketch task =
        Sketch.starting(1, 1, "n1")
            .pod(Pod.made("n1").waits("CreateContainerError", "context deadline exceeded"));

    assertThat(shown(new Scene().tasks(task)))
        .isEqualTo("PREPARING running context deadline exceeded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ErrImagePull",
        "ImagePullBackOff",
        "InvalidImageName",
        "ErrImageNeverPull",
        "CreateContainerConfigError"
      })
  void anImageOrConfigurationThatCantBeHadIsARejection(String reason) {
    Sketch task = Sketch.starting(1, 1, "n1").pod(Pod.made("n1").waits(reason, "no such thing"));

    TaskRecord now = new Scene().tasks(task).task(1, 1).now();

    assertThat(now.state()).isEqualTo(TaskState.REJECTED);
    assertThat(now.error()).isEqualTo("no such thing");
    assertThat(new Scene().tasks(task).plan().steps())
        .as("its pod is deleted")
        .anyMatch(s -> s.actions().stream().anyMatch(Action.DeletePod.class::isInstance));
  }

  @Test
  void aTaskToldToStopKeepsItsExitCodeAndNoError() {
    Sketch task =
        Sketch.running(1, 1, "n1")
            .desired(DesiredState.SHUTDOWN)
            .pod(Pod.running("n1").deleting().exited(7));

    TaskRecord now = new Scene().tasks(task).task(1, 1).now();

    assertThat(now.exitCode()).hasValue(7);
    assertThat(now.error()).isEmpty();
  }

  @Test
  void anEndedTaskNeverChanges() {
    Sketch task =
        Sketch.ended(1, 1, TaskState.COMPLETE, Duration.ofMinutes(1)).pod(Pod.running("n1"));

    assertThat(new Scene().tasks(task).task(1, 1).now()).isEqualTo(task.record().orElseThrow());
  }

  @Test
  void aTaskNobodySawRunningRanForAsLongAsTheKubeletSays() {
    Pod ended = Pod.made("n1").exited(1, "Error", Optional.of(Duration.ofSeconds(4)));
    Sketch task = Sketch.starting(1, 1, "n1").pod(ended);

    TaskRecord now = new Scene().tasks(task).task(1, 1).now();

    assertThat(now.runningAt()).contains(NOW.minusSeconds(4));
    assertThat(now.finishedAt()).contains(NOW);
  }

  @Test
  void anErrorOfTheSchedulerLeavesWithItsCause() {
    Sketch task = Sketch.starting(1, 1, "");
    Scene scene = new Scene().tasks(task.pod(Pod.made("").unscheduled("no suitable node")));
    TaskRecord pending = scene.task(1, 1).now();

    Sketch later = task.record(pending).pod(Pod.made("n1"));

    assertThat(new Scene().tasks(later).task(1, 1).now().error()).isEmpty();
  }

  @Test
  void whatKeepsATaskIsRememberedUntilSomebodyLooksAgain() {
    Sketch task = Sketch.starting(1, 1, "n1");
    Pod waits = Pod.made("n1").waits("ContainerCreating", "");
    TaskRecord kept =
        new Scene().tasks(task.pod(waits.obstacle("secret \"db\" not found"))).task(1, 1).now();

    Sketch unasked = task.record(kept).pod(waits);
    Sketch gone = task.record(kept).pod(waits.obstacle(""));
    Sketch started = task.record(kept).pod(Pod.made("n1").started());

    assertThat(new Scene().tasks(unasked).task(1, 1).now().error())
        .isEqualTo("secret \"db\" not found");
    assertThat(new Scene().tasks(gone).task(1, 1).now().error()).isEmpty();
    assertThat(new Scene().tasks(started).task(1, 1).now().error()).isEmpty();
  }

  @Test
  void aTaskOfADeletedNodeIsOrphanedWhenItsPodIsGone() {
    Scene scene = new Scene().noNode("n1").tasks(Sketch.running(1, 1, "n1").noPod());

    assertThat(shown(scene)).isEqualTo("ORPHANED shutdown");
    assertThat(scene.task(1, 1).now().message()).isEqualTo(TaskWords.NODE_DELETED);
  }

  /** S§10.4; whether anybody looked before its pod was gone makes no difference. */
  @Test
  void soIsOneThatHadBeenToldToStop() {
    Sketch told = Sketch.running(1, 1, "n1").desired(DesiredState.SHUTDOWN);

    assertThat(shown(new Scene().noNode("n1").tasks(told.noPod()))).isEqualTo("ORPHANED shutdown");
    assertThat(shown(new Scene().noNode("n1").tasks(told.pod(Pod.running("n1").gone()))))
        .isEqualTo("ORPHANED shutdown");
  }

  @Difference("D28")
  @Test
  void aPodThatWentFromACordonedNodeWhileNobodyLookedWasDrained() {
    Scene scene =
        new Scene().node("n1", Availability.PAUSE).tasks(Sketch.running(1, 1, "n1").noPod());

    assertThat(shown(scene)).isEqualTo("SHUTDOWN shutdown");
  }

  /** After a crash the waiting replacement is the evidence of why its predecessor had to go. */
  @ParameterizedTest
  @ValueSource(strings = {"SpecChanged", "RolledBack", "NodeDrained", "NodeDown", "Evicted"})
  void aWaitingReplacementTellsThatItsPredecessorWasToldToStop(String word) {
    Reason reason = Reason.of(word);
    Sketch next = Sketch.waiting(1, 2, NOW).because(reason);
    for (UnaryOperator<Pod> fate : java.util.List.<UnaryOperator<Pod>>of(p -> p, Pod::deleting)) {
      Sketch old = Sketch.running(1, 1, "n1").pod(fate.apply(Pod.running("n1")));
      assertThat(shown(new Scene().tasks(old, next))).isEqualTo("RUNNING shutdown");
    }
    Sketch gone = Sketch.running(1, 1, "n1").noPod();
    assertThat(shown(new Scene().tasks(gone, next))).isEqualTo("SHUTDOWN shutdown");
  }

  @Test
  void aTaskThatEndedBeforeItCouldBeToldToStopEndedByItself() {
    Sketch next = Sketch.waiting(1, 2, NOW).because(Reason.ROLLED_BACK);
    Sketch running = Sketch.running(1, 1, "n1").pod(Pod.running("n1").exited(1));
    Sketch rejected =
        Sketch.starting(1, 1, "n1").pod(Pod.made("n1").waits("ErrImagePull", "no such image"));

    assertThat(shown(new Scene().tasks(running, next)))
        .isEqualTo("FAILED shutdown task: non-zero exit (1)");
    assertThat(shown(new Scene().tasks(rejected, next)))
        .isEqualTo("REJECTED shutdown no such image");
  }

  @Test
  void aReplacementOfAFailureDoesntSayThatItsPredecessorWasTold() {
    Sketch next = Sketch.waiting(1, 2, NOW).because(Reason.TASK_FAILED);

    assertThat(
            shown(
                new Scene()
                    .tasks(Sketch.running(1, 1, "n1").pod(Pod.running("n1").exited(1)), next)))
        .isEqualTo("FAILED shutdown task: non-zero exit (1)");
  }

  @Test
  void aStartFirstSuccessorDoesntStopTheOldTaskByItsMereExistence() {
    Sketch next = Sketch.starting(1, 2, "n2").by(1);

    assertThat(shown(new Scene().tasks(Sketch.running(1, 1, "n1"), next)))
        .isEqualTo("RUNNING running");
  }

  @Test
  void aTaskThatIsntRunningByItsDeadlineFailed() {
    Sketch task = Sketch.starting(1, 1, "").made(Duration.ofSeconds(60));
    Pod pending = Pod.made("").unscheduled("no suitable node");

    assertThat(shown(new Scene().deadline(Duration.ofSeconds(61)).tasks(task.pod(pending))))
        .isEqualTo("PENDING running no suitable node");
    assertThat(shown(new Scene().deadline(Duration.ofSeconds(60)).tasks(task.pod(pending))))
        .isEqualTo(
            "FAILED shutdown task: not running within the progress deadline: no suitable node");
  }

  @Test
  void theDeadlineRunsFromTheStartOfATaskThatWaited() {
    Instant due = NOW.minusSeconds(10);
    Sketch waited = Sketch.waiting(1, 1, due);
    TaskRecord record = waited.record().orElseThrow().startedAt(DesiredState.RUNNING, due);
    Sketch started = waited.record(record).pod(Pod.made("n1"));

    assertThat(shown(new Scene().deadline(Duration.ofSeconds(60)).tasks(started)))
        .isEqualTo("ASSIGNED running");
  }

  @Test
  void whatIsKnownOfAnEndStaysKnown() {
    Scene deleted =
        new Scene().tasks(Sketch.running(1, 1, "n1").pod(Pod.running("n1").deleting().exited(137)));
    Scene waits =
        new Scene().tasks(Sketch.running(1, 1, "n1").pod(Pod.made("n1").waits("CrashLoop", "")));

    assertThat(deleted.task(1, 1).now().exitCode()).hasValue(137);
    assertThat(waits.task(1, 1).now().imageId()).as("the pod says none").isEqualTo("sha256:1");
  }

  @Test
  void theDeadlineOfATaskThatHadNotToWaitRunsFromItsRecord() {
    Sketch task = Sketch.waiting(1, 1, NOW.minusSeconds(90)).made(Duration.ofSeconds(50));
    TaskRecord record =
        task.record().orElseThrow().startedAt(DesiredState.RUNNING, NOW.minusSeconds(90));

    assertThat(
            shown(
                new Scene()
                    .deadline(Duration.ofSeconds(60))
                    .tasks(task.record(record).pod(Pod.made("n1")))))
        .isEqualTo("ASSIGNED running");
  }

  /** S§1.5: a watch of pods may be behind the records. */
  @Test
  void whatWasSeenOfATaskNeverGoesBack() {
    Sketch preparing = Sketch.starting(1, 1, "n1").state(TaskState.PREPARING);

    assertThat(shown(new Scene().tasks(preparing.pod(Pod.made("")))))
        .isEqualTo("PREPARING running");
  }
}
