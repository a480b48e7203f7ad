package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A node with a taint that a service doesn't tolerate is none of its nodes (D117). */
@Difference("D117")
class TaintSequencesTest {
  private static final Taint NO_SCHEDULE = new Taint("gpu", "", Taint.Effect.NO_SCHEDULE);
  private static final Taint NO_EXECUTE = new Taint("gpu", "", Taint.Effect.NO_EXECUTE);
  private static final Toleration TOLERATES =
      new Toleration("gpu", Toleration.Operator.EXISTS, "", Optional.empty());
  private static final ServiceBuilder GLOBAL =
      service()
          .mode(new Mode.Global())
          .restart(RestartCondition.ANY, "1s", 0, "0s")
          .update(p -> p.monitor("1s"));

  /** The first node is tainted: its slot would be the first that an update takes. */
  private static Simulation tainted(ServiceBuilder service) {
    return Simulation.in(Setting.nodes(3), service).then(c -> c.taint("n1", NO_SCHEDULE));
  }

  private static String summary(Simulation simulation) {
    return simulation.cluster().status().orElseThrow().summary();
  }

  @Test
  void aGlobalServiceIsCompleteWithoutIt() {
    Simulation simulation = tainted(GLOBAL).settle().change(s -> s.image("app:2")).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 new r1 NodeJoined
            0.0 slot n3#1 new r1 NodeJoined
            0.3 slot n2#1 running
            0.3 slot n3#1 running
            0.3 updating: update in progress
            0.3 slot n2#2 ready r2 SpecChanged
            0.3 slot n2#1 told to stop
            0.4 slot n2#1 shutdown
            0.4 slot n2#2 new
            0.7 slot n3#2 ready r2 SpecChanged
            0.7 slot n2#2 running
            0.7 slot n3#1 told to stop
            0.8 slot n3#1 shutdown
            0.8 slot n3#2 new
            1.1 slot n3#2 running
            2.1 completed: update completed
            """);
    assertThat(summary(simulation)).isEqualTo("2/2");
  }

  @Test
  void itsTaskComesWhenTheTaintGoes() {
    Simulation simulation =
        tainted(GLOBAL).settle().fromHere().then(c -> c.untaint("n1", "gpu")).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.3 slot n1#1 running
            """);
  }

  @Test
  void aTaskThatIsThereStaysAndIsUpdatedWhenTheTaintGoes() {
    Simulation simulation =
        Simulation.of(GLOBAL)
            .settle()
            .fromHere()
            .then(c -> c.taint("n1", NO_SCHEDULE))
            .run("60s")
            .change(s -> s.image("app:2"))
            .settle()
            .then(c -> c.untaint("n1", "gpu"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            60.0 updating: update in progress
            60.0 slot n2#2 ready r2 SpecChanged
            60.0 slot n2#1 told to stop
            60.1 slot n2#1 shutdown
            60.1 slot n2#2 new
            60.4 slot n3#2 ready r2 SpecChanged
            60.4 slot n2#2 running
            60.4 slot n3#1 told to stop
            60.5 slot n3#1 shutdown
            60.5 slot n3#2 new
            60.8 slot n3#2 running
            61.8 completed: update completed
            61.8 slot n1#2 ready r2 SpecChanged
            61.8 slot n1#1 told to stop
            61.9 slot n1#1 shutdown
            61.9 slot n1#2 new
            62.2 slot n1#2 running
            """);
  }

  @Test
  void aTaskThatIsEvictedFromItComesBackWhenTheTaintGoes() {
    Simulation simulation =
        Simulation.of(GLOBAL)
            .settle()
            .fromHere()
            .then(c -> c.taint("n1", NO_EXECUTE))
            .then(c -> c.evict(pod(c, "n1")))
            .run("5s")
            .then(c -> c.untaint("n1", "gpu"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            5.0 slot n1#2 new r1 NodeJoined
            5.3 slot n1#2 running
            """);
  }

  @Test
  void aServiceThatToleratesItHasATaskThereAndLosesItWithTheToleration() {
    Simulation simulation =
        tainted(GLOBAL.tolerations(TOLERATES))
            .settle()
            .change(ServiceBuilder::tolerations)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.0 slot n2#1 new r1 NodeJoined
            0.0 slot n3#1 new r1 NodeJoined
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            0.3 slot n3#1 running
            0.3 updating: update in progress
            0.3 slot n1#1 told to stop
            0.3 slot n2#2 ready r2 SpecChanged
            0.3 slot n2#1 told to stop
            0.4 slot n1#1 shutdown
            0.4 slot n2#1 shutdown
            0.4 slot n2#2 new
            0.7 slot n3#2 ready r2 SpecChanged
            0.7 slot n2#2 running
            0.7 slot n3#1 told to stop
            0.8 slot n3#1 shutdown
            0.8 slot n3#2 new
            1.1 slot n3#2 running
            2.1 completed: update completed
            """);
  }

  @Test
  void aGlobalJobIsCompleteWithoutIt() {
    Simulation simulation =
        tainted(
                service()
                    .mode(new Mode.GlobalJob())
                    .restart(RestartCondition.ON_FAILURE, "5s", 0, "0s"))
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(1))))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 new r1 JobStarted
            0.0 slot n3#1 new r1 JobStarted
            0.3 slot n2#1 running
            0.3 slot n3#1 running
            1.3 slot n2#1 complete
            1.3 slot n3#1 complete
            """);
    assertThat(summary(simulation)).isEqualTo("0/0 (2/2 completed)");
  }

  @Test
  void theSpreadGoesElsewhere() {
    Simulation simulation = tainted(service().replicas(4)).settle();

    assertThat(nodes(simulation)).containsExactly("n2", "n3", "n2", "n3");
    assertThat(hints(simulation)).containsExactly("n2", "n3", "n2", "n3");
  }

  @Test
  void itsPlacesUnderMaxReplicasPerNodeAreNone() {
    Simulation simulation = tainted(service().replicas(3).maxReplicasPerNode(1)).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 3#1 new r1 ScaledUp
            0.0 slot 3#1 pending: no suitable node (max replicas per node limit exceed; 1 node not available for new tasks)
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            """);
    simulation.fromHere().then(c -> c.untaint("n1", "gpu")).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.3 slot 3#1 running
            """);
  }

  private static String pod(SimulatedCluster cluster, String node) {
    return cluster.view().tasks().stream()
        .filter(t -> t.identity().slot().node().equals(node) && t.pod().isPresent())
        .findFirst()
        .orElseThrow()
        .identity()
        .name();
  }

  private static List<String> nodes(Simulation simulation) {
    return simulation.cluster().view().tasks().stream()
        .map(t -> t.pod().orElseThrow().nodeName())
        .toList();
  }

  private static List<String> hints(Simulation simulation) {
    return simulation.cluster().view().tasks().stream()
        .map(t -> t.pod().orElseThrow().spot().hint().orElse("none"))
        .toList();
  }
}
