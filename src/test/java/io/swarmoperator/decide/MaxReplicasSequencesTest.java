package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.Writes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Max replicas per node in whole timelines. */
class MaxReplicasSequencesTest {

  /** Recorded: s20b. */
  @Conformance({"X37", "C194"})
  @Test
  void startFirstOnFullNodesWaitsUntilTheLimitIsRaised() {
    Simulation simulation =
        Simulation.of(service().replicas(5).maxReplicasPerNode(1).update(u -> u.monitor("1s")))
            .settle();
    assertThat(simulation.lines())
        .endsWith(
            """
            0.3 slot 3#1 running
            """)
        .contains(
            """
            0.0 slot 4#1 pending: no suitable node (max replicas per node limit exceed)
            0.0 slot 5#1 pending: no suitable node (max replicas per node limit exceed)
            """);

    simulation.fromHere().change(s -> s.image("app:2").replicas(3)).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 4#1 told to go
            0.0 slot 5#1 told to go
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 4#1 gone
            0.0 slot 5#1 gone
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 running
            0.4 slot 2#1 told to stop
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            0.8 slot 3#2 ready r2 SpecChanged
            0.8 slot 2#2 running
            0.8 slot 3#1 told to stop
            0.9 slot 3#1 shutdown
            0.9 slot 3#2 new
            1.2 slot 3#2 running
            2.2 completed: update completed
            """);

    simulation.fromHere().change(s -> s.image("app:3").update(u -> u.startFirst())).run("1h");
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#3 new r3 SpecChanged
            0.0 slot 1#3 pending: no suitable node (max replicas per node limit exceed)
            """);

    simulation.fromHere().change(s -> s.maxReplicasPerNode(2)).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#4 new r4 SpecChanged
            0.3 slot 1#3 told to stop
            0.3 slot 1#2 told to stop
            0.3 slot 1#4 running
            0.3 slot 1#3 shutdown
            0.3 slot 2#3 new r4 SpecChanged
            0.4 slot 1#2 shutdown
            0.6 slot 2#2 told to stop
            0.6 slot 2#3 running
            0.6 slot 3#3 new r4 SpecChanged
            0.7 slot 2#2 shutdown
            0.9 slot 3#2 told to stop
            0.9 slot 3#3 running
            1.0 slot 3#2 shutdown
            1.9 completed: update completed
            """);
  }

  /** One that waited in vain is made again beside the old task, which runs on until that runs. */
  @Test
  void whileAStartFirstTaskIsMadeAgainForAnotherPlaceTheOldOneRunsOn() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2),
                service()
                    .replicas(3)
                    .maxReplicasPerNode(2)
                    .update(u -> u.startFirst().parallelism(0).delay("6s")))
            .settle()
            .fromHere()
            .change(s -> s.forceUpdate(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.0 slot 2#2 new r2 SpecChanged
            0.0 slot 3#2 new r2 SpecChanged
            0.0 slot 2#2 pending: no suitable node (max replicas per node limit exceed)
            0.0 slot 3#2 pending: no suitable node (max replicas per node limit exceed)
            0.3 slot 1#1 told to stop
            0.3 slot 1#2 running
            0.4 slot 1#1 shutdown
            0.7 slot 2#1 told to stop
            0.7 slot 2#2 running
            0.8 slot 3#2 told to stop
            0.8 slot 2#1 shutdown
            0.8 slot 3#3 new r2 SpecChanged
            0.8 slot 3#2 shutdown
            1.1 slot 3#1 told to stop
            1.1 slot 3#3 running
            1.2 slot 3#1 shutdown
            14.1 completed: update completed
            """);
  }

  /** What is there stays until something else moves it (S§10.5, S§12.1 no. 25). */
  @Test
  void aLowerLimitMovesNothing() {
    Simulation simulation =
        Simulation.in(Setting.nodes(2), service().replicas(4).maxReplicasPerNode(2))
            .settle()
            .fromHere()
            .change(s -> s.maxReplicasPerNode(1))
            .settle();

    assertThat(simulation.lines()).isEmpty();
    assertThat(simulation.cluster().status().orElseThrow().summary()).isEqualTo("4/4");
  }

  @Test
  void theProgressDeadlineEndsTheWait() {
    assertThat(
            Simulation.of(
                    service()
                        .replicas(3)
                        .maxReplicasPerNode(1)
                        .progressDeadline("10s")
                        .update(u -> u.startFirst()))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("12s")
                .lines())
        .startsWith(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.0 slot 1#2 pending: no suitable node (max replicas per node limit exceed)
            10.0 paused: update paused due to failure or early termination of task\
            """)
        .endsWith(
            """
            10.0 slot 1#2 failed: task: not running within the progress deadline: no suitable node\
             (max replicas per node limit exceed)
            10.0 slot 1#3 ready r2 TaskFailed
            """);
  }

  /**
   * Each time that a place goes from an old task to a new one slot 4's stands back, and the update
   * comes to its end but for slot 4 itself. Recorded, with other slots: s24c.
   */
  @Test
  void aSlotThatIsUpdatedKeepsItsPlaceFromTasksThatWait() {
    Simulation simulation =
        Simulation.of(service().replicas(4).maxReplicasPerNode(1).update(u -> u.monitor("1s")))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("1h");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 4#1 told to stop
            0.0 slot 4#2 ready r1 ScaledUp
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 4#1 shutdown
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 4#2 new
            0.1 slot 4#2 pending: no suitable node (max replicas per node limit exceed)
            0.4 slot 4#2 told to stop
            0.4 slot 4#3 ready r1 ScaledUp
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 running
            0.4 slot 2#1 told to stop
            0.4 slot 4#2 shutdown
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            0.5 slot 4#3 new
            0.5 slot 4#3 pending: no suitable node (max replicas per node limit exceed)
            0.8 slot 4#3 told to stop
            0.8 slot 4#4 ready r1 ScaledUp
            0.8 slot 3#2 ready r2 SpecChanged
            0.8 slot 2#2 running
            0.8 slot 3#1 told to stop
            0.8 slot 4#3 shutdown
            0.9 slot 3#1 shutdown
            0.9 slot 3#2 new
            0.9 slot 4#4 new
            0.9 slot 4#4 pending: no suitable node (max replicas per node limit exceed)
            1.2 slot 4#5 ready r2 SpecChanged
            1.2 slot 3#2 running
            1.2 slot 4#4 shutdown
            1.2 slot 4#5 new
            1.2 slot 4#5 pending: no suitable node (max replicas per node limit exceed)
            """);

    assertThat(simulation.fromHere().then(c -> c.addNode("n4")).settle().lines())
        .isEqualTo(
            """
            0.3 slot 4#5 running
            1.3 completed: update completed
            """);
  }

  /** In Swarm a pending task of an older version is not tried again (Q2); here it is. */
  @Conformance(value = "X58", differs = "D58")
  @Test
  void pendingTasksGetTheCapacityThatAppearsAfterAScale() {
    Simulation simulation =
        Simulation.of(service().replicas(4).maxReplicasPerNode(1))
            .settle()
            .fromHere()
            .change(s -> s.replicas(5))
            .run("1s")
            .then(cluster -> cluster.addNode("n4"))
            .run("1s")
            .then(cluster -> cluster.addNode("n5"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 5#1 new r1 ScaledUp
            1.3 slot 4#1 running
            2.3 slot 5#1 running
            """);
  }

  @Conformance("X04")
  @Test
  void slotsThatHaveNoNodeGoFirst() {
    assertThat(
            Simulation.of(service().replicas(5).maxReplicasPerNode(1))
                .behave(
                    BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES))
                        .slot(1))
                .settle()
                .fromHere()
                .change(s -> s.replicas(3))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 told to go
            0.0 slot 5#1 told to go
            0.0 slot 1#1 gone
            0.0 slot 5#1 gone
            """);
  }

  /** Whoever may not label pods can still stop them and write down what became of them. */
  @Test
  void whileNoPodCanBeNumberedNoneIsMadeAndAllElseGoesOn() {
    Set<String> denied = new HashSet<>(Set.of("LabelPod"));
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).withFaults(writes -> denying(writes, denied)),
                service().replicas(4))
            .settle()
            .fromHere()
            .change(s -> s.maxReplicasPerNode(2))
            .then(c -> c.availability("n2", Availability.DRAIN))
            .run("10s")
            .change(s -> s.replicas(5))
            .run("10s")
            .then(c -> denied.clear())
            .run("10s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 2#2 ready r2 NodeDrained
            0.0 slot 2#1 told to stop
            0.1 slot 2#1 shutdown
            20.1 slot 2#2 new
            20.1 slot 5#1 new r2 ScaledUp
            20.1 slot 5#1 pending: no suitable node (max replicas per node limit exceed; 1 node not available for new tasks)
            20.4 slot 2#2 running
            """);
  }

  private static Writes denying(Writes writes, Set<String> kinds) {
    return new Writes() {
      @Override
      public Outcome write(Action action) {
        return kinds.contains(action.getClass().getSimpleName())
            ? Outcome.FAILED
            : writes.write(action);
      }

      @Override
      public Outcome write(Memory expected, Memory memory, ServiceStatus status) {
        return writes.write(expected, memory, status);
      }
    };
  }

  /** Places are numbered: a task that waits for the wrong one lets another take its turn. */
  @Test
  void aTaskThatWaitsForAPlaceThatIsTakenTakesAnother() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10)))
                                .slot(2))),
                service()
                    .replicas(3)
                    .maxReplicasPerNode(2)
                    .restart(RestartCondition.NONE, "5s", 0, "0s"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 3#1 new r1 ScaledUp
            0.0 slot 3#1 pending: no suitable node (max replicas per node limit exceed)
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            10.3 slot 3#1 told to stop
            10.3 slot 3#2 ready r1 ScaledUp
            10.3 slot 2#1 complete
            10.3 slot 3#1 shutdown
            10.3 slot 3#2 new
            10.6 slot 3#2 running
            """);
  }
}
