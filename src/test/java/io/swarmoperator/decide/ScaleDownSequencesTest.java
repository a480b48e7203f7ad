package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ClusterListener;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.TaskScript;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which slots go when a service is scaled down (S§3.4), with its times. */
class ScaleDownSequencesTest {
  private static final BehaviourRule NEVER_RUNS =
      BehaviourRule.all(Behaviour.DEFAULT.readyAfter(Duration.ofHours(1)));
  private static final BehaviourRule FINDS_NO_NODE =
      BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES));

  /** Puts the first tasks of slots on nodes. */
  private static TaskScript on(Map<Integer, String> nodes) {
    return new TaskScript() {
      @Override
      public Optional<Behaviour> behaviour(TaskIdentity task) {
        return Optional.empty();
      }

      @Override
      public Optional<String> node(TaskIdentity task) {
        return Optional.ofNullable(nodes.get(task.slot().number()))
            .filter(node -> task.attempt() == 1);
      }
    };
  }

  private static Simulation placed(
      ServiceBuilder service, Map<Integer, String> nodes, BehaviourRule... rules) {
    return Simulation.of(service.replicas(0))
        .settle()
        .then(c -> c.follow(on(nodes)))
        .behave(rules)
        .change(s -> s.replicas(service.replicas()))
        .run("1m")
        .fromHere();
  }

  @Conformance({"C067", "C068"})
  @Test
  void aSlotWithoutANodeGoesFirstThenTheLastCopiesOnTheFullestNode() {
    Simulation simulation =
        placed(
            service().replicas(7),
            Map.of(1, "n1", 2, "n2", 3, "n2", 4, "n3", 5, "n3", 6, "n3"),
            NEVER_RUNS.slot(1),
            FINDS_NO_NODE.slot(7));

    assertThat(simulation.change(s -> s.replicas(6)).run("1m").lines())
        .isEqualTo(
            """
            0.0 slot 7#1 told to go
            0.0 slot 7#1 gone
            """);
    assertThat(simulation.fromHere().change(s -> s.replicas(4)).run("1m").lines())
        .isEqualTo(
            """
            0.0 slot 5#1 told to go
            0.0 slot 6#1 told to go
            0.1 slot 5#1 gone
            0.1 slot 6#1 gone
            """);
    assertThat(simulation.fromHere().change(s -> s.replicas(2)).run("1m").lines())
        .as("of those that are the first on their node the one that does not run goes first")
        .isEqualTo(
            """
            0.0 slot 1#1 told to go
            0.0 slot 3#1 told to go
            0.1 slot 1#1 gone
            0.1 slot 3#1 gone
            """);
  }

  @Conformance("X02")
  @Test
  void secondCopiesGoBeforeFirstOnesAndOfTheseTheHighest() {
    assertThat(
            placed(service().replicas(5), Map.of(1, "n1", 2, "n2", 3, "n3", 4, "n1", 5, "n2"))
                .change(s -> s.replicas(2))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 3#1 told to go
            0.0 slot 4#1 told to go
            0.0 slot 5#1 told to go
            0.1 slot 3#1 gone
            0.1 slot 4#1 gone
            0.1 slot 5#1 gone
            """);
  }

  /** In the middle of a start-first update. */
  @Conformance("X05")
  @Test
  void aSlotWithTwoTasksGoesBeforeOthersAndBothItsTasksDo() {
    assertThat(
            placed(
                    service().replicas(3).update(u -> u.startFirst().monitor("1s")),
                    Map.of(1, "n1", 2, "n2", 3, "n3"),
                    NEVER_RUNS.slot(2).revision(2))
                .change(s -> s.image("app:2"))
                .run("10s")
                .change(s -> s.replicas(2))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 slot 1#1 told to stop
            0.3 slot 1#2 running
            0.3 slot 2#2 new r2 SpecChanged
            0.4 slot 1#1 shutdown
            10.0 slot 2#2 told to go
            10.0 slot 2#1 told to go
            10.0 slot 3#2 new r2 SpecChanged
            10.1 slot 2#1 gone
            10.1 slot 2#2 gone
            10.3 slot 3#1 told to stop
            10.3 slot 3#2 running
            10.4 slot 3#1 shutdown
            11.3 completed: update completed
            """);
  }

  /** Recorded: s10a. */
  @Conformance("X68")
  @Test
  void ofTenSlotsThreeStayAndTheLowestNumbersComeBackFirst() {
    Simulation simulation =
        placed(
            service().replicas(10),
            Map.of(
                1, "n2", 2, "n1", 3, "n1", 4, "n3", 5, "n2", 6, "n1", 7, "n3", 8, "n3", 9, "n3", 10,
                "n2"));

    assertThat(simulation.change(s -> s.replicas(3)).settle().lines())
        .isEqualTo(
            """
            0.0 slot 3#1 told to go
            0.0 slot 5#1 told to go
            0.0 slot 7#1 told to go
            0.0 slot 6#1 told to go
            0.0 slot 8#1 told to go
            0.0 slot 10#1 told to go
            0.0 slot 9#1 told to go
            0.1 slot 3#1 gone
            0.1 slot 5#1 gone
            0.1 slot 6#1 gone
            0.1 slot 7#1 gone
            0.1 slot 8#1 gone
            0.1 slot 9#1 gone
            0.1 slot 10#1 gone
            """);
    assertThat(simulation.fromHere().change(s -> s.replicas(5)).settle().lines())
        .isEqualTo(
            """
            0.0 slot 3#2 new r1 ScaledUp
            0.0 slot 5#2 new r1 ScaledUp
            0.3 slot 3#2 running
            0.3 slot 5#2 running
            """);
  }

  /**
   * A replacement that waits until the old task has stopped counts on its node, as one that is
   * ready there in Swarm (S§5.5).
   */
  @Difference("D19")
  @Test
  void aSlotInMidUpdateStaysWhereItIsTheOnlyOneOfItsNode() {
    assertThat(
            placed(
                    service().replicas(4).stopGrace("30s"),
                    Map.of(1, "n1", 2, "n2", 3, "n2", 4, "n3"),
                    BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(20), 0))
                        .attempt(1))
                .change(s -> s.image("app:2"))
                .run("1s")
                .change(s -> s.replicas(3))
                .run("25s")
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            1.0 slot 3#1 told to go
            20.0 slot 1#1 shutdown
            20.0 slot 1#2 new
            20.3 slot 2#2 ready r2 SpecChanged
            20.3 slot 1#2 running
            20.3 slot 2#1 told to stop
            21.0 slot 3#1 gone
            """);
  }

  @Difference("D25")
  @Test
  void aSlotInItsRestartDelayStaysWhereItWasTheOnlyOneOfItsNode() {
    assertThat(
            placed(
                    service().replicas(4).restart(RestartCondition.ANY, "30s", 0, "0s"),
                    Map.of(1, "n1", 2, "n2", 3, "n2", 4, "n3"),
                    BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(70)))
                        .attempt(1)
                        .slot(1))
                .run("20s")
                .change(s -> s.replicas(3))
                .run("1m")
                .lines())
        .isEqualTo(
            """
            10.3 slot 1#2 ready r1 TaskFailed
            10.3 slot 1#1 failed: task: non-zero exit (1)
            20.0 slot 3#1 told to go
            20.1 slot 3#1 gone
            40.3 slot 1#2 new
            40.6 slot 1#2 running
            """);
  }

  /** Nor would it come back there in Swarm. */
  @Test
  void butNotWhereThatNodeIsDrained() {
    assertThat(
            placed(
                    service().replicas(4).stopGrace("30s"),
                    Map.of(1, "n1", 2, "n2", 3, "n2", 4, "n3"),
                    BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(20), 0))
                        .attempt(1))
                .then(c -> c.availability("n1", Availability.DRAIN))
                .run("1s")
                .change(s -> s.replicas(3))
                .run("25s")
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 NodeDrained
            0.0 slot 1#1 told to stop
            1.0 slot 1#2 told to go
            1.0 slot 1#2 shutdown
            20.0 slot 1#1 gone
            20.0 slot 1#2 gone
            """);
  }

  /** Its failed step is history once the slot goes; else the next look would take a slot for it. */
  @Test
  void oneSlotGoesWhereThatHasAFailedStartFirstStep() {
    assertThat(
            placed(
                    service()
                        .replicas(4)
                        .restart(RestartCondition.NONE, "1s", 0, "0s")
                        .update(u -> u.startFirst().onFailure(FailureAction.CONTINUE)),
                    Map.of(1, "n1", 2, "n2", 3, "n1", 4, "n2"),
                    BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2))
                .change(s -> s.image("app:2"))
                .run("30s")
                .fromHere()
                .change(s -> s.replicas(3))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 4#1 told to go
            0.1 slot 4#1 gone
            0.1 slot 4#2 gone
            """);
  }

  /** Slot 2 goes, as it would have without that. */
  @Test
  void aSlotOfTwoTasksGoesThoughTheOperatorDiesInBetween() {
    BehaviourRule slow =
        BehaviourRule.all(Behaviour.DEFAULT.readyAfter(Duration.ofSeconds(20))).revision(2).slot(2);
    Simulation simulation =
        Simulation.of(service().replicas(3).update(u -> u.startFirst()))
            .behave(slow, BehaviourRule.all(Behaviour.DEFAULT))
            .run("5s")
            .change(s -> s.image("app:2"))
            .run("3s")
            .fromHere();
    simulation.cluster().listen(new DiesAfterTheFirstRemoval(simulation));

    simulation.then(c -> c.scale(2)).run("1s").then(SimulatedCluster::startOperator).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 2#2 told to go
            1.0 slot 2#1 told to go
            1.0 slot 3#2 new r2 SpecChanged
            1.1 slot 2#1 gone
            1.1 slot 2#2 gone
            1.3 slot 3#1 told to stop
            1.3 slot 3#2 running
            1.4 slot 3#1 shutdown
            6.3 completed: update completed
            """);
  }

  private static final class DiesAfterTheFirstRemoval implements ClusterListener {
    private final Simulation simulation;
    private boolean died;

    DiesAfterTheFirstRemoval(Simulation simulation) {
      this.simulation = simulation;
    }

    @Override
    public void recordSaved(Optional<TaskRecord> before, TaskRecord after) {
      if (!died && after.desired() == DesiredState.REMOVE) {
        died = true;
        simulation.cluster().killOperator();
      }
    }
  }
}
