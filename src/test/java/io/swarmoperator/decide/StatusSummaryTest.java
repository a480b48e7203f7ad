package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status shows and how kstatus reads it (mechanics 15). */
class StatusSummaryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private record Row(String what, Scene scene, Kstatus kstatus, String reason) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Scene running() {
    return new Scene().tasks(Sketch.running(1, 1, "n1"));
  }

  private static Scene held(Hold.Cause cause) {
    return running()
        .revision(2)
        .spec(2)
        .memory(
            m ->
                m.withSpecRevision(2)
                    .withTarget(1, 0)
                    .withHold(Optional.of(new Hold(1, 2, cause, NOW))));
  }

  private static Scene updating(RolloutState state) {
    return running().spec(2).memory(m -> m.withSpecRevision(2).withTarget(2, 1)).rollout(state, 1);
  }

  private static Scene none(Sketch task) {
    return new Scene().restart(1, never()).tasks(task);
  }

  /** A task that has run out of time, bound or not. */
  private static Sketch late(int slot, String node) {
    Sketch task = Sketch.starting(slot, 1, node);
    String why = TaskWords.OVERDUE + ": no suitable node";
    String message = node.isEmpty() ? TaskWords.PENDING : "preparing";
    return task.record(
        task.record().orElseThrow().ended(TaskState.FAILED, message, why, NOW.minusSeconds(70)));
  }

  /** The one after it, a minute old. */
  private static Sketch next(int slot, String node) {
    Pod pod = node.isEmpty() ? Pod.made("").unscheduled("no suitable node") : Pod.made(node);
    return Sketch.starting(slot, 2, node).made(MINUTE).pod(pod);
  }

  static Stream<Row> table() {
    Sketch unplaced = Sketch.starting(1, 1, "").pod(Pod.made("").unscheduled("no suitable node"));
    return Stream.of(
        new Row("nothing runs yet", new Scene(), Kstatus.IN_PROGRESS, "UpdateInProgress"),
        new Row("all run", running(), Kstatus.CURRENT, "Converged"),
        new Row("scaled to none", new Scene().replicas(0), Kstatus.CURRENT, "Converged"),
        new Row("scaling up", running().replicas(2), Kstatus.IN_PROGRESS, "UpdateInProgress"),
        new Row("scaling down", running().replicas(0), Kstatus.IN_PROGRESS, "UpdateInProgress"),
        new Row(
            "updating", updating(RolloutState.UPDATING), Kstatus.IN_PROGRESS, "UpdateInProgress"),
        new Row(
            "paused by its user",
            updating(RolloutState.UPDATING).paused(),
            Kstatus.IN_PROGRESS,
            "RolloutPaused"),
        new Row(
            "paused by a failure", updating(RolloutState.PAUSED), Kstatus.FAILED, "UpdatePaused"),
        new Row(
            "rolling back",
            updating(RolloutState.ROLLBACK_STARTED),
            Kstatus.IN_PROGRESS,
            "RollbackInProgress"),
        new Row(
            "rollback failed",
            updating(RolloutState.ROLLBACK_PAUSED),
            Kstatus.FAILED,
            "RollbackPaused"),
        new Row("rolled back", held(Hold.Cause.UPDATE_FAILED), Kstatus.FAILED, "RolledBack"),
        new Row(
            "rolled back on request",
            held(Hold.Cause.REQUESTED_BY_USER),
            Kstatus.FAILED,
            "RolledBack"),
        new Row(
            "no node takes a task",
            new Scene().tasks(unplaced),
            Kstatus.IN_PROGRESS,
            "NoSuitableNode"),
        new Row(
            "no node took a task in time",
            new Scene().deadline(MINUTE).tasks(unplaced),
            Kstatus.FAILED,
            "NoSuitableNode"),
        new Row(
            "no node took a task in time, the next one waits for its turn",
            new Scene()
                .deadline(MINUTE)
                .tasks(late(1, "").noPod(), Sketch.waiting(1, 2, NOW.plusSeconds(5))),
            Kstatus.FAILED,
            "NoSuitableNode"),
        new Row(
            "no node took a task in time, nor takes the next one",
            new Scene().deadline(HOUR).tasks(late(1, "").noPod(), next(1, "")),
            Kstatus.FAILED,
            "NoSuitableNode"),
        new Row(
            "no node took a task in time, one takes the next",
            new Scene().deadline(HOUR).tasks(late(1, "").noPod(), next(1, "n1")),
            Kstatus.IN_PROGRESS,
            "UpdateInProgress"),
        new Row(
            "a task on its node didn't come to run in time",
            new Scene().deadline(HOUR).tasks(late(1, "n1").noPod(), next(1, "n2")),
            Kstatus.IN_PROGRESS,
            "UpdateInProgress"),
        new Row(
            "no node took a task in time, and it is not restarted",
            none(late(1, "").noPod()).deadline(MINUTE),
            Kstatus.FAILED,
            "TasksEnded"),
        new Row(
            "no node took a task of an update in time",
            updating(RolloutState.UPDATING)
                .deadline(MINUTE)
                .tasks(late(1, "").noPod(), next(1, "")),
            Kstatus.IN_PROGRESS,
            "UpdateInProgress"),
        new Row(
            "waits for its restart",
            new Scene().tasks(Sketch.waiting(1, 1, NOW.plusSeconds(3))),
            Kstatus.IN_PROGRESS,
            "UpdateInProgress"),
        new Row(
            "a task ended for good",
            none(Sketch.ended(1, 1, TaskState.FAILED, HOUR)),
            Kstatus.FAILED,
            "TasksEnded"),
        new Row("a node is down", running().down("n1"), Kstatus.IN_PROGRESS, "UpdateInProgress"));
  }

  private static Scene globalJob() {
    return new Scene().mode(new Mode.GlobalJob()).nodes(2).iteration(0);
  }

  private static Scene job(int maxConcurrent, int total) {
    return new Scene().mode(new Mode.ReplicatedJob(maxConcurrent, total)).iteration(0);
  }

  private static RestartPolicy never() {
    return new RestartPolicy(RestartCondition.NONE, Duration.ZERO, 0, Duration.ZERO);
  }

  private static Sketch done(String node) {
    return Sketch.runningOn(node, 1).ended(TaskState.COMPLETE, Duration.ofHours(1)).of(0);
  }

  private static Sketch failed(String node) {
    return Sketch.runningOn(node, 1).ended(TaskState.FAILED, Duration.ofHours(1)).of(0);
  }

  private static Sketch stopped(String node) {
    return Sketch.runningOn(node, 1).ended(TaskState.SHUTDOWN, Duration.ofHours(1)).of(0);
  }

  static Stream<Row> jobs() {
    Sketch working = Sketch.runningOn("n2", 1).of(0);
    Sketch slot0 = Sketch.ended(0, 1, TaskState.COMPLETE, Duration.ofHours(1)).of(0);
    Sketch failed0 = Sketch.ended(0, 1, TaskState.FAILED, Duration.ofHours(1)).of(0);
    return Stream.of(
        new Row("nothing has begun", job(2, 5), Kstatus.IN_PROGRESS, "JobInProgress"),
        new Row("all completed", job(1, 1).tasks(slot0), Kstatus.CURRENT, "Completed"),
        new Row("nothing to do", job(1, 0), Kstatus.CURRENT, "Completed"),
        new Row("none at a time", job(0, 5), Kstatus.IN_PROGRESS, "JobInProgress"),
        new Row(
            "one is tried again", job(1, 1).tasks(failed0), Kstatus.IN_PROGRESS, "JobInProgress"),
        new Row(
            "no node took one in time, nor takes the next",
            job(1, 1).deadline(HOUR).tasks(late(0, "").of(0).noPod(), next(0, "").of(0)),
            Kstatus.FAILED,
            "NoSuitableNode"),
        new Row(
            "one was given up",
            job(1, 1).restart(1, never()).tasks(failed0),
            Kstatus.FAILED,
            "TasksEnded"),
        new Row(
            "one was given up, others go on",
            job(1, 2).restart(1, never()).tasks(failed0),
            Kstatus.IN_PROGRESS,
            "JobInProgress"),
        new Row(
            "each node has completed",
            globalJob().tasks(done("n1"), done("n2")),
            Kstatus.CURRENT,
            "Completed"),
        new Row(
            "one node works",
            globalJob().tasks(done("n1"), working),
            Kstatus.IN_PROGRESS,
            "JobInProgress"),
        new Row(
            "a paused node works",
            globalJob().node("n2", Availability.PAUSE).tasks(done("n1"), working),
            Kstatus.IN_PROGRESS,
            "JobInProgress"),
        new Row(
            "a paused node's is to be tried again",
            globalJob().node("n2", Availability.PAUSE).tasks(done("n1"), failed("n2")),
            Kstatus.IN_PROGRESS,
            "JobInProgress"),
        new Row(
            "a paused node's completed",
            globalJob().node("n2", Availability.PAUSE).tasks(done("n1"), done("n2")),
            Kstatus.CURRENT,
            "Completed"),
        new Row(
            "one node's was given up",
            globalJob().restart(1, never()).tasks(done("n1"), failed("n2")),
            Kstatus.FAILED,
            "TasksEnded"),
        new Row(
            "a drained node's was stopped",
            globalJob()
                .restart(1, never())
                .node("n2", Availability.DRAIN)
                .tasks(done("n1"), stopped("n2")),
            Kstatus.CURRENT,
            "Completed"),
        new Row(
            "a deleted node's failed",
            globalJob().restart(1, never()).noNode("n2").tasks(done("n1"), failed("n2")),
            Kstatus.CURRENT,
            "Completed"));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobIsCompleteWhenItIsReady(Row row) {
    ServiceStatus status =
        new StatusSummary(row.scene().world(), row.scene().slots(), row.scene().restarts())
            .status();

    assertThat(Kstatus.of(status.conditions())).isEqualTo(row.kstatus());
    assertThat(status.conditions()).allMatch(c -> c.reason().word().equals(row.reason()));
    assertThat(is(status, "Complete")).isEqualTo(is(status, "Ready"));
  }

  private static boolean is(ServiceStatus status, String type) {
    return status.conditions().stream()
        .filter(c -> c.type().equals(type))
        .findFirst()
        .orElseThrow()
        .status();
  }

  @ParameterizedTest
  @MethodSource("table")
  void conditionsSayOneThing(Row row) {
    ServiceStatus status =
        new StatusSummary(row.scene().world(), row.scene().slots(), row.scene().restarts())
            .status();

    assertThat(Kstatus.of(status.conditions())).isEqualTo(row.kstatus());
    assertThat(status.conditions()).allMatch(c -> c.reason().word().equals(row.reason()));
    assertThat(status.conditions().stream().filter(Condition::status))
        .as("never two at once")
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void onlyTasksMeantToRunThatRunCount() {
    Scene scene =
        new Scene()
            .replicas(4)
            .down("n3")
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.running(2, 1, "n2").desired(DesiredState.SHUTDOWN),
                Sketch.running(3, 1, "n3"),
                Sketch.starting(4, 1, "n1"));

    assertThat(scene.plan().status().summary()).isEqualTo("1/4");
  }

  @Test
  void aSlotWithTwoTasksCountsOnce() {
    Scene scene = new Scene().tasks(Sketch.running(1, 1, "n1"), Sketch.running(1, 2, "n2"));

    assertThat(scene.plan().status().summary()).isEqualTo("1/1");
  }

  @Test
  void theBudgetLeavesRoomForAnUpdate() {
    assertThat(new Scene().replicas(4).plan().status().minAvailable()).isEqualTo(3);
    assertThat(new Scene().replicas(1).plan().status().minAvailable()).isZero();
  }

  private static String message(Scene scene) {
    return scene.plan().status().conditions().get(0).message();
  }

  @Test
  void theMessageSaysWhy() {
    Sketch unplaced = Sketch.starting(1, 1, "").pod(Pod.made("").unscheduled("no room"));

    assertThat(message(held(Hold.Cause.UPDATE_FAILED)))
        .isEqualTo("revision 1 runs instead of 2: its update failed");
    assertThat(message(held(Hold.Cause.REQUESTED_BY_USER)))
        .isEqualTo("revision 1 runs instead of 2: a rollback was requested");
    assertThat(message(updating(RolloutState.UPDATING).replicas(2).tasks(at(2, unplaced))))
        .isEqualTo("update in progress; no room");
    assertThat(message(new Scene().tasks(unplaced))).isEqualTo("0/1 tasks running; no room");
    assertThat(message(new Scene().deadline(MINUTE).tasks(late(1, "").noPod())))
        .isEqualTo(
            "0/1 tasks running; task: not running within the progress deadline: no suitable node");
    assertThat(message(new Scene().tasks(Sketch.starting(1, 1, "").pod(Pod.made("")))))
        .as("nobody has looked for a node yet")
        .isEqualTo("0/1 tasks running");
  }

  @Test
  void theMessageSaysWhatATaskLacksOnItsNode() {
    Pod waits = Pod.made("n1").waits("ContainerCreating", "").obstacle("secret \"db\" not found");
    Sketch lacking = Sketch.starting(1, 1, "n1").pod(waits);

    assertThat(message(new Scene().tasks(lacking)))
        .isEqualTo("0/1 tasks running; secret \"db\" not found");
    assertThat(message(updating(RolloutState.UPDATING).tasks(lacking)))
        .isEqualTo("update in progress; secret \"db\" not found");
    assertThat(message(job(1, 1).tasks(Sketch.starting(0, 1, "n1").pod(waits).of(0))))
        .isEqualTo("0/1 tasks completed, 0 running; secret \"db\" not found");
  }

  private static Sketch at(int slot, Sketch task) {
    return Sketch.starting(slot, 1, "").pod(new Pod(task.pod().orElseThrow()));
  }
}
