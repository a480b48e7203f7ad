package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder.Policy;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When tasks leave a slot's history whose containers still stop (S§11). */
class HistoryOfStoppingTasksSequencesTest {
  private static final BehaviourRule STOPS_AFTER_20_S =
      BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(20), 0));

  private static List<String> kept(Simulation simulation) {
    return simulation.cluster().view().tasks().stream()
        .map(t -> t.identity().slot().word() + "#" + t.identity().attempt())
        .sorted()
        .toList();
  }

  private static String running(SimulatedCluster cluster) {
    return cluster.view().tasks().stream()
        .filter(t -> t.pod().map(p -> p.ready() && !p.gone()).orElse(false))
        .map(t -> t.identity().name())
        .findFirst()
        .orElseThrow();
  }

  /** Without a record its pod would count as a task should the label come back (S§10.5). */
  @Test
  void aTaskThatWasRejectedStaysInTheHistoryWhileItsContainerStops() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(STOPS_AFTER_20_S)),
                service()
                    .history(1)
                    .stopGrace("30s")
                    .constraints("node.labels.zone == a")
                    .restart(RestartCondition.ANY, "1s", 0, "0s"))
            .then(c -> c.label("n1", "zone", "a"))
            .then(c -> c.label("n2", "zone", "a"))
            .settle()
            .fromHere()
            .then(c -> c.label("n1", "zone", ""))
            .run("5s")
            .change(s -> s.forceUpdate(1))
            .run("5s")
            .change(s -> s.forceUpdate(2))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 rejected: assigned node no longer meets constraints
            0.0 slot 1#2 ready r1 TaskRejected
            5.0 updating: update in progress
            5.0 slot 1#3 ready r2 SpecChanged
            5.0 slot 1#2 gone
            10.0 updating: update in progress
            10.0 slot 1#4 ready r3 SpecChanged
            10.0 slot 1#3 gone
            20.0 slot 1#1 gone
            20.0 slot 1#4 new
            20.3 slot 1#4 running
            25.3 completed: update completed
            """);
  }

  /** Nothing else happens in the slot that would have it looked at (S§11). */
  @Test
  void aTaskThatStillStoppedWhenAnotherStartedBesideItLeavesWhenItHasStopped() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(STOPS_AFTER_20_S)),
                service().history(1).stopGrace("30s").update(Policy::startFirst))
            .run("1s")
            .fromHere()
            .then(cluster -> cluster.deletePod(running(cluster)))
            .run("1s")
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 PodDeleted
            0.0 slot 1#1 failed: task: pod was deleted
            1.0 updating: update in progress
            1.0 slot 1#3 ready r2 SpecChanged
            1.0 slot 1#2 gone
            1.0 slot 1#3 new
            1.3 slot 1#3 running
            6.3 completed: update completed
            20.0 slot 1#1 gone
            """);
    assertThat(kept(simulation)).containsExactly("1#3");
  }

  /** It is the slot's newest until the other one has come. */
  @Test
  void aTaskThatIsNotRestartedLeavesWhenItHasStoppedBesideTheNextOne() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(STOPS_AFTER_20_S)),
                service()
                    .history(1)
                    .stopGrace("30s")
                    .restart(RestartCondition.NONE, "0s", 0, "0s")
                    .update(Policy::startFirst))
            .run("1s")
            .fromHere()
            .then(cluster -> cluster.deletePod(running(cluster)))
            .run("1s")
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 failed: task: pod was deleted
            1.0 updating: update in progress
            1.0 slot 1#2 new r2 SpecChanged
            1.3 slot 1#2 running
            6.3 completed: update completed
            20.0 slot 1#1 gone
            """);
    assertThat(kept(simulation)).containsExactly("1#2");
  }

  /** It counts no more from when it was the one to go: the others stay. */
  @Test
  void aTaskThatLeavesWhenItHasStoppedTakesNoOtherWithIt() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(STOPS_AFTER_20_S.attempt(1))),
                service()
                    .history(2)
                    .stopGrace("30s")
                    .restart(RestartCondition.NONE, "0s", 0, "0s")
                    .update(Policy::startFirst))
            .run("1s")
            .fromHere()
            .then(cluster -> cluster.deletePod(running(cluster)))
            .change(s -> s.image("app:2"))
            .run("1s")
            .change(s -> s.image("app:3"))
            .run("5s")
            .change(s -> s.image("app:4"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 failed: task: pod was deleted
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 slot 1#2 running
            1.0 updating: update in progress
            1.0 slot 1#3 new r3 SpecChanged
            1.3 slot 1#2 told to stop
            1.3 slot 1#3 running
            1.4 slot 1#2 shutdown
            6.0 updating: update in progress
            6.0 slot 1#2 gone
            6.0 slot 1#4 new r4 SpecChanged
            6.3 slot 1#3 told to stop
            6.3 slot 1#4 running
            6.4 slot 1#3 shutdown
            11.3 completed: update completed
            20.0 slot 1#1 gone
            """);
    assertThat(kept(simulation)).containsExactly("1#3", "1#4");
  }

  /** Its container can't be told to stop: the replacement comes all the same. */
  @Test
  void aTaskThatFailedBeforeItsNodeDidLeavesWhenTheNodeIsBack() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(STOPS_AFTER_20_S)),
                service().history(1).stopGrace("30s").restart(RestartCondition.ANY, "5s", 0, "0s"))
            .run("1s")
            .fromHere()
            .then(cluster -> cluster.deletePod(running(cluster)))
            .run("1s")
            .then(cluster -> cluster.nodeDown("n1"))
            .run("2m")
            .then(cluster -> cluster.nodeUp("n1"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 PodDeleted
            0.0 slot 1#1 failed: task: pod was deleted
            5.0 slot 1#2 new
            5.3 slot 1#2 running
            121.0 slot 1#1 gone
            """);
    assertThat(kept(simulation)).containsExactly("1#2");
  }
}
