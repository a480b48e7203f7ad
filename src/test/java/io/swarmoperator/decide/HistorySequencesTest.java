package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which tasks stay in a slot's history, and when the others go (S§11). */
class HistorySequencesTest {
  /** The first so many attempts of each slot fail, a second apart. */
  private static Simulation failing(int attempts, ServiceBuilder service) {
    Behaviour fails = Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1));
    List<BehaviourRule> rules =
        IntStream.rangeClosed(1, attempts)
            .mapToObj(attempt -> BehaviourRule.all(fails).attempt(attempt))
            .toList();
    return Simulation.in(Setting.nodes(3).behaving(rules), service);
  }

  private static List<String> kept(Simulation simulation) {
    return simulation.cluster().view().tasks().stream()
        .map(t -> t.identity().slot().word() + "#" + t.identity().attempt())
        .sorted()
        .toList();
  }

  @Conformance("C217")
  @Test
  void ofThreeTasksPerSlotTheOldestGoesWhenTwoAreToBeKept() {
    Simulation simulation =
        failing(2, service().replicas(2).history(2).restart(RestartCondition.ANY, "0s", 0, "0s"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            1.3 slot 1#1 failed: task: non-zero exit (1)
            1.3 slot 2#1 failed: task: non-zero exit (1)
            1.3 slot 1#2 new r1 TaskFailed
            1.3 slot 2#2 new r1 TaskFailed
            1.6 slot 1#2 running
            1.6 slot 2#2 running
            2.6 slot 1#1 gone
            2.6 slot 2#1 gone
            2.6 slot 1#2 failed: task: non-zero exit (1)
            2.6 slot 2#2 failed: task: non-zero exit (1)
            2.6 slot 1#3 new r1 TaskFailed
            2.6 slot 2#3 new r1 TaskFailed
            2.9 slot 1#3 running
            2.9 slot 2#3 running
            """);
    assertThat(kept(simulation)).containsExactly("1#2", "1#3", "2#2", "2#3");
  }

  @Conformance("C220")
  @Test
  void aFinishedTaskGoesWhenALiveOneIsAddedAndOnlyOneIsToBeKept() {
    Simulation simulation =
        failing(1, service().history(1).restart(RestartCondition.NONE, "0s", 0, "0s")).settle();

    assertThat(kept(simulation)).containsExactly("1#1");
    assertThat(simulation.change(s -> s.forceUpdate(1)).settle().lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            1.3 slot 1#1 failed: task: non-zero exit (1)
            1.3 updating: update in progress
            1.3 slot 1#2 ready r2 SpecChanged
            1.3 slot 1#1 gone
            1.3 slot 1#2 new
            1.6 slot 1#2 running
            6.6 completed: update completed
            """);
    assertThat(kept(simulation)).containsExactly("1#2");
  }

  @Conformance("X49")
  @Test
  void withALimitOfOneOnlyTheRunningTaskIsLeftOfAnUpdate() {
    Simulation simulation =
        Simulation.of(service().replicas(2).history(1))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 gone
            0.1 slot 1#2 new
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 running
            0.4 slot 2#1 told to stop
            0.5 slot 2#1 gone
            0.5 slot 2#2 new
            0.8 slot 2#2 running
            5.8 completed: update completed
            """);
    assertThat(kept(simulation)).containsExactly("1#2", "2#2");
  }

  @Conformance("X50")
  @Difference("D30")
  @Test
  void maxAttemptsOfOneKeepTwoTasksWhateverTheLimit() {
    Simulation simulation =
        failing(1, service().history(5).restart(RestartCondition.ANY, "1s", 1, "0s")).settle();

    assertThat(kept(simulation)).containsExactly("1#1", "1#2");
    assertThat(simulation.fromHere().change(s -> s.image("app:2")).settle().lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#1 gone
            0.0 slot 1#3 ready r2 SpecChanged
            0.0 slot 1#2 told to stop
            0.1 slot 1#2 shutdown
            0.1 slot 1#3 new
            0.4 slot 1#3 running
            5.4 completed: update completed
            """);
    assertThat(kept(simulation)).containsExactly("1#2", "1#3");
  }

  @Test
  void aLoweredLimitTakesNothingWhenATaskEndsButWhenTheNextOneComes() {
    Simulation simulation =
        failing(3, service().history(5).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .settle()
            .change(s -> s.restart(RestartCondition.NONE, "1s", 0, "0s"))
            .settle()
            .fromHere()
            .change(s -> s.history(2))
            .then(cluster -> cluster.deletePod(running(cluster)))
            .settle();
    assertThat(kept(simulation)).containsExactly("1#1", "1#2", "1#3", "1#4", "1#5");

    simulation.run("10s").change(s -> s.forceUpdate(1)).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#5 failed: task: pod was deleted
            10.1 updating: update in progress
            10.1 slot 1#1 gone
            10.1 slot 1#2 gone
            10.1 slot 1#3 gone
            10.1 slot 1#4 gone
            10.1 slot 1#6 new r3 SpecChanged
            10.4 slot 1#6 running
            15.4 completed: update completed
            """);
    assertThat(kept(simulation)).containsExactly("1#5", "1#6");
  }

  private static String running(SimulatedCluster cluster) {
    return cluster.view().tasks().stream()
        .filter(t -> t.pod().map(p -> p.ready() && !p.gone()).orElse(false))
        .map(t -> t.identity().name())
        .findFirst()
        .orElseThrow();
  }

  /**
   * The record of a task that has a pod comes a moment later; the one before it is not forgotten
   * before that, or nothing would tell which attempts there were.
   */
  @Difference("D36")
  @Test
  void attemptsDontBeginAnewWhenATaskVanishesUnseenBesideNoHistory() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).withLazyRecords(),
                service().history(1).restart(RestartCondition.ANY, "0s", 0, "0s"))
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1))).attempt(1))
            .run("1400ms")
            .then(SimulatedCluster::killOperator)
            .then(cluster -> cluster.deletePod(onlyPod(cluster)))
            .run("1s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.3 slot 1#1 running r1 ScaledUp
            1.3 slot 1#2 ready r1 TaskFailed
            1.3 slot 1#1 gone
            2.7 slot 1#2 running
            """);
  }

  /** It was told to stop before it began: it goes as one that has ended does (S§11). */
  @Test
  void aTaskThatStillWaitedLeavesWhenAnotherComesInItsPlace() {
    Simulation simulation =
        failing(1, service().history(1).restart(RestartCondition.ANY, "5s", 0, "0s"))
            .run("2s")
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            1.3 slot 1#2 ready r1 TaskFailed
            1.3 slot 1#1 gone
            2.0 updating: update in progress
            2.0 slot 1#3 ready r2 SpecChanged
            2.0 slot 1#2 gone
            2.0 slot 1#3 new
            2.3 slot 1#3 running
            7.3 completed: update completed
            """);
    assertThat(kept(simulation)).containsExactly("1#3");
  }

  private static String onlyPod(SimulatedCluster cluster) {
    return cluster.view().tasks().stream()
        .filter(t -> t.pod().filter(p -> !p.gone()).isPresent())
        .map(t -> t.identity().name())
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }
}
