package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many tasks are meant to be and are (S§2.4): what {@code docker service ls} counts. */
class TallyTest {
  private static final Duration LONG_AGO = Duration.ofHours(2);

  private static Tally of(Scene scene) {
    return Tally.of(scene.world(), scene.slots(), scene.restarts());
  }

  private static List<Sketch> each(int from, int to, IntFunction<Sketch> task) {
    return IntStream.rangeClosed(from, to).mapToObj(task).toList();
  }

  private static Sketch history(int slot, TaskState state) {
    return Sketch.ended(slot, 1, state, LONG_AGO);
  }

  @Conformance("C049")
  @Test
  void endedTasksOfTheHistoryDoNotCount() {
    Scene scene =
        new Scene()
            .replicas(3)
            .tasks(each(1, 3, slot -> Sketch.running(slot, 2, "n1")))
            .tasks(history(1, TaskState.FAILED), history(2, TaskState.FAILED))
            .tasks(
                history(3, TaskState.SHUTDOWN), Sketch.ended(3, 0, TaskState.SHUTDOWN, LONG_AGO));

    assertThat(of(scene).summary(new Mode.Replicated(3))).isEqualTo("3/3");
  }

  @Conformance("C050")
  @Test
  void newTasksAreMeantToRunAndDoNotYet() {
    Scene scene =
        new Scene()
            .replicas(7)
            .tasks(each(1, 4, slot -> Sketch.running(slot, 2, "n1")))
            .tasks(each(5, 7, slot -> Sketch.starting(slot, 2, "").state(TaskState.NEW)))
            .tasks(history(1, TaskState.FAILED), history(5, TaskState.SHUTDOWN));

    assertThat(of(scene).summary(new Mode.Replicated(7))).isEqualTo("4/7");
  }

  @Conformance("C052")
  @Test
  void aGlobalServiceIsMeantToHaveATaskOnEveryNode() {
    Scene scene =
        new Scene()
            .mode(new Mode.Global())
            .nodes(5)
            .tasks(each(1, 4, n -> Sketch.runningOn("n" + n, 3)))
            .tasks(Sketch.runningOn("n5", 2).pod(Pod.made("n5")).state(TaskState.NEW).node("n5"))
            .tasks(each(1, 4, n -> Sketch.runningOn("n" + n, 2).ended(TaskState.FAILED, LONG_AGO)))
            .tasks(each(1, 2, n -> Sketch.runningOn("n" + n, 1).ended(TaskState.FAILED, LONG_AGO)));

    assertThat(of(scene).summary(new Mode.Global())).isEqualTo("4/5");
  }

  @Conformance(value = "C053", differs = "D39")
  @Test
  void tasksThatAreToGoDoNotCount() {
    Scene scene = new Scene().replicas(2).tasks(each(1, 4, slot -> Sketch.running(slot, 1, "n1")));

    assertThat(of(scene).summary(new Mode.Replicated(2))).isEqualTo("2/2");
  }

  @Conformance("C055")
  @Test
  void onlyTheJobsPresentIterationCounts() {
    Mode job = new Mode.ReplicatedJob(2, 10);
    Scene scene =
        new Scene()
            .mode(job)
            .iteration(1)
            .tasks(each(0, 9, s -> Sketch.ended(s, 1, TaskState.COMPLETE, LONG_AGO).of(0)))
            .tasks(each(0, 2, s -> Sketch.ended(s, 2, TaskState.COMPLETE, LONG_AGO).of(1)))
            .tasks(Sketch.running(3, 2, "n1").of(1));

    assertThat(of(scene).summary(job)).isEqualTo("1/2 (3/10 completed)");
    assertThat(of(scene).completed()).isEqualTo(3);
  }

  @Conformance("C056")
  @Test
  void aGlobalJobIsMeantToRunWhereItHasNotCompleted() {
    Scene scene =
        new Scene()
            .mode(new Mode.GlobalJob())
            .nodes(8)
            .iteration(0)
            .tasks(each(1, 5, n -> Sketch.runningOn("n" + n, 1).of(0)))
            .tasks(
                each(
                    6,
                    8,
                    n -> Sketch.runningOn("n" + n, 1).ended(TaskState.COMPLETE, LONG_AGO).of(0)));

    assertThat(of(scene).summary(new Mode.GlobalJob())).isEqualTo("5/5 (3/8 completed)");
  }

  @Test
  void theTaskOfAPausedNodeCountsAndThatOfADrainedOneDoesNot() {
    Scene scene =
        new Scene()
            .mode(new Mode.Global())
            .node("n1", Availability.PAUSE)
            .node("n2", Availability.DRAIN)
            .tasks(each(1, 3, n -> Sketch.runningOn("n" + n, 1)));

    assertThat(of(scene).summary(new Mode.Global())).isEqualTo("2/2");
  }

  @Test
  void aNodeThatCannotTakeATaskYetIsNotMeantToHaveOne() {
    Optional<Instant> in15 = Optional.of(Sketch.NOW.plusSeconds(15));
    Scene scene =
        new Scene()
            .mode(new Mode.Global())
            .node("n1", Availability.ACTIVE, NodeView.Health.NOT_READY, in15, 0)
            .down("n2");

    assertThat(of(scene).summary(new Mode.Global())).isEqualTo("0/1");
    assertThat(scene.slots().missing()).containsExactly(SlotId.onNode("n3"));
  }

  @Test
  void whatIsUpToDateAndWhatHasAPod() {
    Scene scene =
        new Scene()
            .replicas(4)
            .revision(2)
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.running(2, 1, "n2").revision("hash-2"),
                Sketch.starting(3, 1, "n3"),
                Sketch.waiting(4, 1, Sketch.NOW.plusSeconds(9)));

    assertThat(of(scene).updated()).isEqualTo(3);
    assertThat(of(scene).pods()).isEqualTo(3);
  }

  private static Scene global(int parallelism, RestartCondition condition) {
    return new Scene()
        .mode(new Mode.Global())
        .restart(1, new RestartPolicy(condition, Duration.ZERO, 0, Duration.ZERO))
        .update(
            new RolloutPolicy(
                parallelism,
                Duration.ZERO,
                UpdateOrder.STOP_FIRST,
                FailureAction.PAUSE,
                Duration.ZERO,
                0));
  }

  /** A task that ended for good is none that a node is still to have. */
  @Test
  void ofAGlobalServiceWhatEndedForGoodIsNotDesired() {
    Scene scene =
        global(1, RestartCondition.NONE)
            .tasks(
                Sketch.runningOn("n1", 1),
                Sketch.runningOn("n2", 1),
                Sketch.runningOn("n3", 1).ended(TaskState.FAILED, LONG_AGO));
    Tally tally = of(scene);

    assertThat(tally.summary(new Mode.Global())).isEqualTo("2/2");
    assertThat(tally.finished()).isEqualTo(1);
    assertThat(tally.ended(new Mode.Global())).as("what doesn't run ended for good").isTrue();
    assertThat(tally.minAvailable(new Mode.Global(), 1)).isEqualTo(1);
  }

  @Test
  void aGlobalServiceHasNotEndedWhileATaskIsToCome() {
    Tally starting =
        of(
            global(1, RestartCondition.NONE)
                .tasks(
                    Sketch.runningOn("n1", 1),
                    Sketch.runningOn("n2", 1).state(TaskState.STARTING).pod(Pod.made("n2")),
                    Sketch.runningOn("n3", 1).ended(TaskState.FAILED, LONG_AGO)));
    Tally all =
        of(global(1, RestartCondition.NONE).tasks(each(1, 3, n -> Sketch.runningOn("n" + n, 1))));

    assertThat(starting.summary(new Mode.Global())).isEqualTo("1/2");
    assertThat(starting.ended(new Mode.Global())).isFalse();
    assertThat(all.ended(new Mode.Global())).isFalse();
  }

  @Test
  void ofAReplicatedServiceWhatEndedForGoodBlocksNoDrain() {
    Mode mode = new Mode.Replicated(4);
    Scene scene =
        global(1, RestartCondition.NONE)
            .mode(mode)
            .tasks(each(1, 3, slot -> Sketch.running(slot, 1, "n1")))
            .tasks(history(4, TaskState.FAILED));

    assertThat(of(scene).summary(mode)).isEqualTo("3/4");
    assertThat(of(scene).minAvailable(mode, 1)).isEqualTo(2);
    assertThat(of(scene).minAvailable(mode, 2)).isEqualTo(1);
    assertThat(of(scene).minAvailable(mode, 0)).isZero();
  }

  /** One that waits for its restart delay is one of them, though it isn't meant to run yet. */
  @Difference("D72")
  @Test
  void aGlobalTaskThatWaitsForItsDelayIsWanted() {
    Scene scene =
        global(1, RestartCondition.ANY)
            .tasks(
                Sketch.runningOn("n1", 1),
                Sketch.runningOn("n2", 1),
                Sketch.runningOn("n3", 1).ended(TaskState.FAILED, Duration.ofSeconds(1)),
                Sketch.runningOn("n3", 2).state(TaskState.NEW).desired(DesiredState.READY).noPod());

    assertThat(of(scene).summary(new Mode.Global())).isEqualTo("2/3");
  }
}
