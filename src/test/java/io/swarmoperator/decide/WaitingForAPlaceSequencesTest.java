package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Restarted tasks that wait for a place under max replicas per node: one that is made again for
 * another place is no restart more (S§4.2, mechanics 5).
 */
class WaitingForAPlaceSequencesTest {
  private static BehaviourRule ends(int slot, int seconds) {
    return BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(seconds))).slot(slot);
  }

  /** Slot 1 fails, slot 3 takes its place; slot 1 gets slot 2's in the end, and that of n2. */
  @Test
  void aTaskThatIsMadeAgainForAnotherPlaceCostsNoAttempt() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(ends(1, 10), ends(2, 30).attempt(1))),
                service()
                    .replicas(3)
                    .maxReplicasPerNode(2)
                    .restart(RestartCondition.ANY, "5s", 2, "0s"))
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
            10.3 slot 1#2 ready r1 TaskFailed
            10.3 slot 1#1 failed: task: non-zero exit (1)
            10.6 slot 3#1 running
            15.3 slot 1#2 new
            15.3 slot 1#2 pending: no suitable node (max replicas per node limit exceed)
            30.3 slot 1#2 told to stop
            30.3 slot 1#3 ready r1 TaskFailed
            30.3 slot 2#2 ready r1 TaskFailed
            30.3 slot 2#1 failed: task: non-zero exit (1)
            30.3 slot 1#2 shutdown
            30.3 slot 1#3 new
            30.6 slot 1#3 running
            35.3 slot 2#2 new
            35.3 slot 2#2 pending: no suitable node (max replicas per node limit exceed)
            40.6 slot 1#1 gone
            40.6 slot 1#4 ready r1 TaskFailed
            40.6 slot 2#2 told to stop
            40.6 slot 2#3 ready r1 TaskFailed
            40.6 slot 1#3 failed: task: non-zero exit (1)
            40.6 slot 2#2 shutdown
            40.6 slot 2#3 new
            40.9 slot 2#3 running
            45.6 slot 1#4 new
            45.6 slot 1#4 pending: no suitable node (max replicas per node limit exceed)
            """);

    assertThat(simulation.fromHere().then(c -> c.addNode("n2")).settle().lines())
        .isEqualTo(
            """
            0.3 slot 1#4 running
            10.3 slot 1#4 failed: task: non-zero exit (1)
            """);
  }

  /** While places go from old tasks to new ones slot 3's restarted task stands back. */
  @Test
  void aTaskThatStandsBackWhileAnUpdateGoesOnKeepsItsAttempts() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(ends(3, 10).revision(1))),
                service()
                    .replicas(3)
                    .maxReplicasPerNode(1)
                    .restart(RestartCondition.ANY, "5s", 2, "0s"))
            .run("1s")
            .change(s -> s.replicas(4))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 3#1 new r1 ScaledUp
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            0.3 slot 3#1 running
            1.0 slot 4#1 new r1 ScaledUp
            1.0 slot 4#1 pending: no suitable node (max replicas per node limit exceed)
            10.3 slot 3#2 ready r1 TaskFailed
            10.3 slot 3#1 failed: task: non-zero exit (1)
            10.6 slot 4#1 running
            15.3 slot 3#2 new
            15.3 slot 3#2 pending: no suitable node (max replicas per node limit exceed)
            """);

    assertThat(
            simulation
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("0.5s")
                .change(s -> s.paused(true))
                .settle()
                .then(c -> c.addNode("n4"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 3#2 told to stop
            0.0 slot 3#3 ready r1 TaskFailed
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 3#2 shutdown
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 3#3 new
            0.1 slot 3#3 pending: no suitable node (max replicas per node limit exceed)
            0.4 slot 3#3 told to stop
            0.4 slot 3#1 gone
            0.4 slot 3#4 ready r1 TaskFailed
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 running
            0.4 slot 2#1 told to stop
            0.4 slot 3#3 shutdown
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            0.5 slot 3#4 new
            0.5 slot 3#4 pending: no suitable node (max replicas per node limit exceed)
            0.8 slot 2#2 running
            1.1 slot 3#4 running
            11.1 slot 3#2 gone
            11.1 slot 3#5 ready r2 TaskFailed
            11.1 slot 3#4 failed: task: non-zero exit (1)
            16.1 slot 3#5 new
            16.4 slot 3#5 running
            """);
  }

  private static Simulation threeNodes(ServiceBuilder service) {
    Simulation simulation = Simulation.in(Setting.nodes(3), service);
    simulation.cluster().room("n3", 0);
    return simulation;
  }

  /** The spread sends the last one to n3, where it has no room: it takes the place left on n2. */
  @Test
  void aPlaceOnANodeWithoutRoomIsGivenUpForOneElsewhere() {
    assertThat(threeNodes(service().replicas(4).maxReplicasPerNode(2)).settle().lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 3#1 new r1 ScaledUp
            0.0 slot 4#1 new r1 ScaledUp
            0.0 slot 3#1 pending: no suitable node (max replicas per node limit exceed; insufficient resources on 1 node)
            0.0 slot 3#2 ready r1 ScaledUp
            0.0 slot 3#1 shutdown
            0.0 slot 3#2 new
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            0.3 slot 3#2 running
            0.3 slot 4#1 running
            """);
  }

  @Test
  void soIsThatOfAnUpdate() {
    assertThat(
            threeNodes(service().replicas(4).maxReplicasPerNode(2))
                .settle()
                .fromHere()
                .change(s -> s.forceUpdate(1))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 running
            0.4 slot 2#1 told to stop
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            0.8 slot 3#3 ready r2 SpecChanged
            0.8 slot 2#2 running
            0.8 slot 3#2 told to stop
            0.9 slot 3#2 shutdown
            0.9 slot 3#3 new
            0.9 slot 3#3 pending: no suitable node (max replicas per node limit exceed; insufficient resources on 1 node)
            0.9 slot 3#4 ready r2 SpecChanged
            0.9 slot 3#3 shutdown
            0.9 slot 3#4 new
            1.2 slot 4#2 ready r2 SpecChanged
            1.2 slot 3#4 running
            1.2 slot 4#1 told to stop
            1.3 slot 4#1 shutdown
            1.3 slot 4#2 new
            1.3 slot 4#2 pending: no suitable node (max replicas per node limit exceed; insufficient resources on 1 node)
            1.3 slot 4#3 ready r2 SpecChanged
            1.3 slot 4#2 shutdown
            1.3 slot 4#3 new
            1.6 slot 4#3 running
            6.6 completed: update completed
            """);
  }

  /** What waits for room as well takes the place that is free where the room comes. */
  @Test
  void roomThatComesIsFound() {
    Simulation simulation =
        Simulation.in(Setting.nodes(3), service().replicas(5).maxReplicasPerNode(3));
    simulation.cluster().room("n1", 1);
    simulation.cluster().room("n2", 1);
    simulation.cluster().room("n3", 1);
    simulation.settle();
    simulation.cluster().room("n2", 3);
    simulation.settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 3#1 new r1 ScaledUp
            0.0 slot 4#1 new r1 ScaledUp
            0.0 slot 5#1 new r1 ScaledUp
            0.0 slot 4#1 pending: no suitable node (insufficient resources on 3 nodes)
            0.0 slot 5#1 pending: no suitable node (insufficient resources on 3 nodes)
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            0.3 slot 3#1 running
            0.3 slot 5#1 pending: no suitable node (insufficient resources on 2 nodes; max replicas per node limit exceed)
            0.3 slot 5#2 ready r1 ScaledUp
            0.3 slot 5#1 shutdown
            0.3 slot 5#2 new
            0.6 slot 4#1 running
            0.6 slot 5#2 running
            """);
  }
}
