package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Slots in which a worker of the updater finds the right task: it stays, what is beside it goes,
 * and the worker sleeps its delay all the same (S§5.4 a, b, d).
 */
class KeptTaskSequencesTest {
  private static final BehaviourRule SLOW =
      BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofMinutes(10))).revision(2);
  private static final Sketch RIGHT = Sketch.running(1, 1, "n1");
  private static final Sketch WRONG = Sketch.starting(1, 2, "n2").revision("hash-2");
  private static final Sketch NEXT = Sketch.running(2, 1, "n3").revision("hash-2");

  private static Simulation running(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service).settle().fromHere();
  }

  @Test
  void anUpdateTakenBackCostsItsDelayAllTheSame() {
    Simulation simulation =
        running(service().update(u -> u.startFirst().delay("10s")))
            .change(s -> s.image("app:b"))
            .run("200ms")
            .change(s -> s.image("app:1"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.2 updating: update in progress
            0.2 slot 1#2 told to stop
            0.2 slot 1#2 shutdown
            21.2 completed: update completed
            """);
  }

  @Test
  void aRollbackTouchesNoMoreSlotsAtOnceThanItMay() {
    Simulation simulation =
        running(
                service()
                    .replicas(4)
                    .update(u -> u.startFirst().parallelism(0))
                    .rollback(r -> r.parallelism(2).delay("10s")),
                SLOW)
            .change(s -> s.image("app:b"))
            .run("5s")
            .rollback("previous")
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.0 slot 2#2 new r2 SpecChanged
            0.0 slot 3#2 new r2 SpecChanged
            0.0 slot 4#2 new r2 SpecChanged
            5.0 rollback_started: manually requested rollback
            5.0 held on r1 instead of r2: RequestedByUser
            5.0 slot 1#2 told to stop
            5.0 slot 2#2 told to stop
            5.0 slot 1#2 shutdown
            5.0 slot 2#2 shutdown
            15.0 slot 3#2 told to stop
            15.0 slot 4#2 told to stop
            15.0 slot 3#2 shutdown
            15.0 slot 4#2 shutdown
            36.0 rollback_completed: rollback completed
            """);
  }

  @Test
  void aResumedUpdateGoesOnADelayAfterItHasTidiedUpASlot() {
    Simulation simulation =
        running(
                service().replicas(2).update(u -> u.startFirst().delay("10s")),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).slot(1).attempt(2))
            .change(s -> s.image("app:b"))
            .run("1h")
            .resume()
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 slot 1#3 ready r2 TaskFailed
            0.3 slot 1#2 failed: task: non-zero exit (1)
            5.3 slot 1#3 new
            5.6 slot 1#3 running
            3600.0 updating: update in progress
            3600.0 slot 1#1 told to stop
            3600.1 slot 1#1 shutdown
            3610.0 slot 2#2 new r2 SpecChanged
            3610.3 slot 2#1 told to stop
            3610.3 slot 2#2 running
            3610.4 slot 2#1 shutdown
            3631.3 completed: update completed
            """);
  }

  /** The mark is written alone, and what it stands for follows: nothing is lost in between. */
  @Test
  void thatATaskStaysIsWrittenBeforeTheOneBesideItIsToldToStop() {
    Scene scene = takenBack(RIGHT);

    assertThat(actions(scene))
        .singleElement()
        .isInstanceOfSatisfying(
            Action.SaveRecord.class,
            a -> assertThat(a.task().wanted().kept()).contains(new TaskRecord.Kept(1, NOW)));
  }

  @Test
  void anOperatorThatFindsTheMarkFinishesTheSlotAndTakesNoOther() {
    Scene scene = takenBack(RIGHT.keptIn(1, NOW.minusSeconds(9)));

    assertThat(deleted(scene)).containsExactly(name(WRONG));
  }

  /** The operator died before it had written that one down: it looks as if it had come later. */
  @Test
  void whatHasNoRecordGoesToo() {
    Scene scene =
        new Scene()
            .replicas(1)
            .rollout(RolloutState.UPDATING, 1)
            .tasks(RIGHT.keptIn(1, NOW.minusSeconds(60)), WRONG.noRecord());

    assertThat(deleted(scene)).containsExactly(name(WRONG));
    assertThat(scene.plan().memory().rollout().orElseThrow().state())
        .as("before the run ends")
        .isEqualTo(RolloutState.UPDATING);
  }

  /** A failure that stops the run in between leaves no half of a step (S§5.4 a, S§5.6). */
  @Test
  void aPauseAfterTheMarkLeavesNothingBesideTheTask() {
    Scene scene =
        new Scene()
            .replicas(1)
            .rollout(RolloutState.PAUSED, 1)
            .tasks(RIGHT.keptIn(1, NOW.minusSeconds(9)), WRONG.made(Duration.ofSeconds(20)));

    assertThat(deleted(scene)).containsExactly(name(WRONG));
  }

  @Test
  void theNextSlotComesWhenTheDelayIsOver() {
    assertThat(deleted(keptFor(9))).isEmpty();
    assertThat(keptFor(9).plan().wakeAt()).contains(NOW.plusSeconds(1));
    assertThat(deleted(keptFor(10))).containsExactly(name(NEXT));
  }

  private static Scene keptFor(int seconds) {
    return new Scene()
        .replicas(2)
        .rollout(RolloutState.UPDATING, 2)
        .update(Scene.policy(FailureAction.PAUSE, 0, "10s"))
        .tasks(RIGHT.keptIn(1, NOW.minusSeconds(seconds)), NEXT);
  }

  @Test
  void theMarkOfAnEarlierRunCostsNothing() {
    Scene scene =
        new Scene()
            .replicas(2)
            .rollout(RolloutState.UPDATING, 1)
            .update(Scene.policy(FailureAction.PAUSE, 0, "10s"))
            .tasks(RIGHT.keptIn(7, NOW), NEXT);

    assertThat(deleted(scene)).containsExactly(name(NEXT));
  }

  /** The run may be paused before the old one has stopped: the delay is over for good. */
  @Test
  void whatWaitsForItsDelayWaitsOnlyForTheOldOneThen() {
    Sketch waiting = Sketch.waiting(1, 2, NOW.plusSeconds(60)).keptIn(1, NOW.minusSeconds(1));
    Sketch stopping =
        Sketch.running(1, 1, "n1").desired(DesiredState.SHUTDOWN).pod(Pod.running("n1").deleting());
    Scene scene =
        new Scene().replicas(1).rollout(RolloutState.UPDATING, 1).tasks(stopping, waiting);

    assertThat(actions(scene))
        .filteredOn(Action.SaveRecord.class::isInstance)
        .singleElement()
        .satisfies(a -> assertThat(((Action.SaveRecord) a).task().startAfter()).isEmpty());
  }

  @Test
  void aTaskThatWasKeptIsReplacedLikeAnyOtherWhenItsNodeDrains() {
    Simulation simulation =
        running(service().update(u -> u.startFirst().delay("1m")))
            .change(s -> s.image("app:b"))
            .run("200ms")
            .change(s -> s.image("app:1"))
            .run("10s")
            .fromHere()
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("10s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#3 ready r1 NodeDrained
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#3 new
            0.4 slot 1#3 running
            """);
  }

  @Test
  void theMarkStaysInTheHistoryUntilTheRunIsOver() {
    Sketch marked =
        RIGHT.keptIn(1, NOW.minusSeconds(9)).ended(TaskState.FAILED, Duration.ofSeconds(5));
    Scene scene =
        new Scene()
            .replicas(1)
            .history(1)
            .rollout(RolloutState.UPDATING, 1)
            .tasks(marked, Sketch.waiting(1, 2, NOW));

    assertThat(dropped(scene)).isEmpty();
    assertThat(dropped(scene.memory(m -> m.withRollout(Optional.empty()))))
        .containsExactly(name(marked));
  }

  /** Slot 1 has its right task, and one that starts beside it; slot 2 is yet to come. */
  private static Scene takenBack(Sketch right) {
    return new Scene()
        .replicas(2)
        .rollout(RolloutState.UPDATING, 2)
        .update(Scene.policy(FailureAction.PAUSE, 0, "10s"))
        .tasks(right, WRONG, NEXT);
  }

  private static List<String> deleted(Scene scene) {
    return actions(scene)
        .filter(Action.DeletePod.class::isInstance)
        .map(a -> ((Action.DeletePod) a).pod())
        .toList();
  }

  private static List<String> dropped(Scene scene) {
    return actions(scene)
        .filter(Action.DeleteRecord.class::isInstance)
        .map(a -> ((Action.DeleteRecord) a).name())
        .toList();
  }

  private static Stream<Action> actions(Scene scene) {
    return scene.plan().steps().stream().flatMap(s -> s.actions().stream());
  }

  private static String name(Sketch sketch) {
    return sketch.identity().name();
  }
}
