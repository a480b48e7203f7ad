package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Old tasks that end, and nodes that go, between the beginning of an update and their turn. */
class BeforeItsTurnSequencesTest {

  private static Simulation running(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service).settle().fromHere();
  }

  @Difference("D70")
  @Test
  void aNodeDrainedBeforeItsTurnIsPassedOverAtOnce() {
    Simulation simulation =
        running(service().mode(new Mode.Global()).update(u -> u.delay("10s")))
            .change(s -> s.image("app:b"))
            .run("5s")
            .then(c -> c.availability("n2", Availability.DRAIN))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            5.0 slot n2#1 told to stop
            5.1 slot n2#1 shutdown
            10.4 slot n3#2 ready r2 SpecChanged
            10.4 slot n3#1 told to stop
            10.5 slot n3#1 shutdown
            10.5 slot n3#2 new
            10.8 slot n3#2 running
            31.8 completed: update completed
            """);
  }

  @Test
  void aNodePausedBeforeItsTurnIsPassedOverAtOnce() {
    Simulation simulation =
        running(service().mode(new Mode.Global()).update(u -> u.delay("10s")))
            .change(s -> s.image("app:b"))
            .run("5s")
            .then(c -> c.availability("n2", Availability.PAUSE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            10.4 slot n3#2 ready r2 SpecChanged
            10.4 slot n3#1 told to stop
            10.5 slot n3#1 shutdown
            10.5 slot n3#2 new
            10.8 slot n3#2 running
            31.8 completed: update completed
            """);
  }

  @Difference("D15")
  @Test
  void aSlotThatIsDownForGoodIsUpdatedInItsTurn() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(20)))
                                .slot(2)
                                .attempt(1))),
                service()
                    .replicas(3)
                    .restart(RestartCondition.NONE, "5s", 0, "0s")
                    .update(u -> u.delay("10s")))
            .run("15s")
            .fromHere()
            .change(s -> s.image("app:b"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            5.3 slot 2#1 failed: task: non-zero exit (1)
            10.4 slot 2#2 new r2 SpecChanged
            10.7 slot 2#2 running
            20.7 slot 3#2 ready r2 SpecChanged
            20.7 slot 3#1 told to stop
            20.8 slot 3#1 shutdown
            20.8 slot 3#2 new
            21.1 slot 3#2 running
            42.1 completed: update completed
            """);
  }

  @Difference("D14")
  @Test
  void anOldTaskThatEndsBesideItsSuccessorIsNotRestarted() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(30)))
                                .revision(2),
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(20)))
                                .slot(1)
                                .attempt(1))),
                service().replicas(2).update(u -> u.startFirst().delay("10s")))
            .run("15s")
            .fromHere()
            .change(s -> s.image("app:b"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            5.3 slot 1#1 failed: task: non-zero exit (1)
            30.0 slot 1#2 running
            40.0 slot 2#2 new r2 SpecChanged
            70.0 slot 2#1 told to stop
            70.0 slot 2#2 running
            70.1 slot 2#1 shutdown
            91.0 completed: update completed
            """);
  }

  @Difference("D68")
  @Test
  void aTaskThatEndedOnAPausedNodeWaitsForItsDelay() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(20)))
                                .slot(SlotId.onNode("n2"))
                                .attempt(1))),
                service().mode(new Mode.Global()).restart(RestartCondition.ANY, "5s", 0, "0s"))
            .run("15s")
            .fromHere()
            .then(c -> c.availability("n2", Availability.PAUSE))
            .run("8s")
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            5.3 slot n2#1 failed: task: non-zero exit (1)
            8.0 slot n2#2 ready r1 TaskFailed
            10.3 slot n2#2 new
            10.6 slot n2#2 running
            """);
  }

  /** Swarm starts it at 4.3 and it runs on beside what is refused. */
  @Difference("D14")
  @Test
  void anOldTaskThatWaitsForItsRestartGivesWayToItsSuccessor() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED))
                                .revision(2),
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(10)))
                                .attempt(1))),
                service().update(u -> u.startFirst()))
            .run("11s")
            .fromHere()
            .change(s -> s.image("app:b"))
            .run("6s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 shutdown
            0.0 slot 1#3 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzwo319qq0yds9v1m0p77wv
            0.3 slot 1#3 rejected: Back-off pulling image "app:b"
            0.3 slot 1#4 ready r2 TaskRejected
            5.3 slot 1#4 new
            5.6 slot 1#4 rejected: Back-off pulling image "app:b"
            5.6 slot 1#5 ready r2 TaskRejected
            """);
  }
}
