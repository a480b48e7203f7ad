package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when a node drains or is paused, and when it is back (S§10.2, S§10.3). */
class NodeDrainSequencesTest {

  private static List<String> nodes(Simulation simulation) {
    return simulation.cluster().view().tasks().stream()
        .map(t -> t.record().orElseThrow())
        .filter(r -> !r.desired().stops())
        .map(r -> r.identity().slot().word() + " on " + r.nodeName())
        .toList();
  }

  /**
   * Slots 1 to 5 run on n1 to n5, slot 6 finds no node. A node that says for a moment that it isn't
   * ready is the equivalent of one in state UNKNOWN.
   */
  @Conformance("C202")
  @Test
  void onlyTasksOnDownAndDrainedNodesAreToldToStop() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(5)
                    .behaving(
                        List.of(
                            BehaviourRule.all(
                                    Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES))
                                .slot(6))),
                service().replicas(6).restart(RestartCondition.NONE, "5s", 0, "0s"))
            .run("1s")
            .fromHere()
            .then(SimulatedCluster::killOperator)
            .then(c -> c.nodeDown("n2"))
            .then(c -> c.nodeNotReady("n3"))
            .then(c -> c.availability("n4", Availability.PAUSE))
            .then(c -> c.availability("n5", Availability.DRAIN))
            .then(SimulatedCluster::startOperator)
            .run("10s")
            .then(c -> c.nodeUp("n3"))
            .run("1h");

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 2#1 told to stop
            0.0 slot 5#1 told to stop
            0.0 slot 6#1 pending: no suitable node (4 nodes not available for new tasks; insufficient resources on 1 node)
            0.1 slot 5#1 shutdown
            10.0 slot 6#1 pending: no suitable node (3 nodes not available for new tasks; insufficient resources on 2 nodes)
            """);
    assertThat(nodes(simulation)).containsExactly("1 on n1", "3 on n3", "4 on n4", "6 on ");
  }

  @Conformance("X38")
  @Test
  void aDrainedNodesTaskIsReplacedWhenItHasStoppedWithoutTheRestartDelay() {
    Simulation simulation =
        Simulation.of(service().restart(RestartCondition.ANY, "5s", 0, "0s"))
            .behave(BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(4), 0)))
            .change(s -> s.replicas(2))
            .settle()
            .fromHere()
            .then(c -> c.availability("n1", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 NodeDrained
            0.0 slot 1#1 told to stop
            4.0 slot 1#1 shutdown
            4.0 slot 1#2 new
            4.3 slot 1#2 running on n3
            """);
  }

  @Conformance("X40")
  @Test
  void whatRunsStaysWhereItIsWhenTheNodeIsBackAndOnlyNewTasksLandThere() {
    Simulation simulation =
        Simulation.of(service().replicas(3))
            .settle()
            .then(c -> c.availability("n3", Availability.DRAIN))
            .settle()
            .fromHere()
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .run("1h");

    assertThat(simulation.linesWithNodes()).isEmpty();
    assertThat(simulation.change(s -> s.replicas(4)).settle().lines())
        .isEqualTo(
            """
            3600.0 slot 4#1 new r1 ScaledUp
            3600.3 slot 4#1 running
            """);
    assertThat(nodes(simulation)).containsExactly("1 on n1", "2 on n2", "3 on n1", "4 on n3");
  }

  @Conformance("X41")
  @Test
  void aTaskThatIsKilledOnAPausedNodeComesBackElsewhere() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(137, Duration.ofSeconds(10)))
                                .slot(1)
                                .attempt(1))),
                service().replicas(2))
            .run("1s")
            .then(c -> c.availability("n1", Availability.PAUSE))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.3 slot 1#1 running on n1
            0.3 slot 2#1 running on n2
            10.3 slot 1#2 ready r1 TaskFailed
            10.3 slot 1#1 failed: task: non-zero exit (137)
            15.3 slot 1#2 new
            15.6 slot 1#2 running on n2
            """);
    assertThat(nodes(simulation)).containsExactly("1 on n2", "2 on n2");
  }

  /** It does not count meanwhile, as one that ends on a paused node does not. */
  @Difference("D25")
  @Test
  void aGlobalTaskInItsRestartDelayComesWhenItsNodeIsActiveAgain() {
    Simulation simulation =
        Simulation.of(service().mode(new Mode.Global()))
            .settle()
            .fromHere()
            .then(c -> c.deletePod(c.view().tasks().get(0).identity().name()))
            .run("1s")
            .then(c -> c.availability("n1", Availability.PAUSE))
            .run("60s");

    assertThat(simulation.cluster().status().orElseThrow().summary()).isEqualTo("2/2");
    simulation.then(c -> c.availability("n1", Availability.ACTIVE)).settle();
    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot n1#2 ready r1 PodDeleted
            0.0 slot n1#1 failed: task: pod was deleted
            61.0 slot n1#2 new
            61.3 slot n1#2 running on n1
            """);
  }
}
