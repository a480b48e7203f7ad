package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a restart brings that is made while a run is under way: what the service is then meant to
 * run (S§4.1-5, S§4.5, S§7). Only a replacement that waited before the run began is of the version
 * of that time, and the run replaces it (s06c).
 */
class RestartRevisionSequencesTest {
  private static final ServiceBuilder GLOBAL =
      service().mode(new Mode.Global()).update(u -> u.delay("60s"));
  private static final BehaviourRule FIRST_ENDS_ON_N3 =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(50)))
          .slot(SlotId.onNode("n3"))
          .attempt(1);

  /** The task of n3 ended while n3 was paused; then the service is changed. */
  private static Simulation changed(ServiceBuilder service, BehaviourRule... more) {
    Simulation simulation =
        Simulation.in(Setting.nodes(3).behaving(List.of(FIRST_ENDS_ON_N3)), service)
            .run("10s")
            .then(c -> c.availability("n3", Availability.PAUSE))
            .run("90s")
            .fromHere();
    return simulation.behave(more).change(s -> s.image("app:b"));
  }

  @Test
  void aNodeThatReturnsInMidUpdateGetsTheNewVersion() {
    Simulation simulation =
        changed(GLOBAL).run("5s").then(c -> c.availability("n3", Availability.ACTIVE)).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            5.0 slot n3#2 new r2 TaskFailed
            5.3 slot n3#2 running
            60.4 slot n2#2 ready r2 SpecChanged
            60.4 slot n2#1 told to stop
            60.5 slot n2#1 shutdown
            60.5 slot n2#2 new
            60.8 slot n2#2 running
            241.8 completed: update completed
            """);
  }

  @Test
  void aNodeThatReturnsInMidRollbackGetsTheVersionThatIsRestored() {
    Simulation simulation =
        changed(
                GLOBAL
                    .update(u -> u.onFailure(FailureAction.ROLLBACK))
                    .rollback(r -> r.delay("20s")),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2)))
                    .slot(SlotId.onNode("n1"))
                    .revision(2))
            .run("5s")
            .then(c -> c.availability("n3", Availability.ACTIVE))
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
            2.4 slot n1#2 failed: task: non-zero exit (1)
            2.4 slot n1#3 ready r2 TaskFailed
            2.4 rollback_started: update rolled back due to failure or early termination of task zzzzxfo0slkbmrg4ppj69u6cz
            2.4 held on r1 instead of r2: UpdateFailed
            2.4 slot n1#3 shutdown
            2.4 slot n1#4 new r1 RolledBack
            2.7 slot n1#4 running
            5.0 slot n3#2 new r1 TaskFailed
            5.3 slot n3#2 running
            43.7 rollback_completed: rollback completed
            """);
  }

  @Test
  void whatEndsWhenAnUpdateIsResumedComesBackAsTheNewVersion() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO))
                                .revision(2)
                                .attempt(2)
                                .slot(1),
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(60)))
                                .attempt(1)
                                .slot(3))),
                service().replicas(3).update(u -> u.delay("60s")))
            .run("10s")
            .change(s -> s.image("app:b"))
            .run("40s")
            .then(SimulatedCluster::killOperator)
            .resume()
            .run("15s")
            .fromHere()
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 3#1 failed: task: non-zero exit (1)
            0.0 slot 3#2 ready r2 TaskFailed
            0.0 updating: update in progress
            0.0 slot 2#2 ready r2 SpecChanged
            0.0 slot 2#1 told to stop
            0.1 slot 2#1 shutdown
            0.1 slot 2#2 new
            0.4 slot 2#2 running
            5.0 slot 3#2 new
            5.3 slot 3#2 running
            121.4 completed: update completed
            """);
  }

  /** Of two slots that fail at once the second one's turn comes when its delay is long over. */
  @Test
  void whatWaitedWhenARollbackBeganStartsAfterItsDelayAndIsReplacedInItsTurn() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2)))
                                .revision(2)
                                .attempt(2))),
                service()
                    .replicas(3)
                    .update(u -> u.parallelism(2).delay("10s").onFailure(FailureAction.ROLLBACK))
                    .rollback(r -> r.delay("10s")))
            .settle()
            .fromHere()
            .change(s -> s.image("app:b"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 2#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 2#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 2#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 2#2 new
            0.4 slot 1#2 running
            0.4 slot 2#2 running
            2.4 slot 1#2 failed: task: non-zero exit (1)
            2.4 slot 1#3 ready r2 TaskFailed
            2.4 slot 2#2 failed: task: non-zero exit (1)
            2.4 slot 2#3 ready r2 TaskFailed
            2.4 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            2.4 held on r1 instead of r2: UpdateFailed
            2.4 slot 1#3 shutdown
            2.4 slot 1#4 new r1 RolledBack
            2.7 slot 1#4 running
            7.4 slot 2#3 new
            7.7 slot 2#3 running
            12.7 slot 2#4 ready r1 RolledBack
            12.7 slot 2#3 told to stop
            12.8 slot 2#3 shutdown
            12.8 slot 2#4 new
            13.1 slot 2#4 running
            34.1 rollback_completed: rollback completed
            """);
  }
}
