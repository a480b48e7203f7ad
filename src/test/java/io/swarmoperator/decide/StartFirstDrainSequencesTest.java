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
 * Tasks that leave a draining node when their replacements run ({@code drain.order}), and those
 * that can't wait for that.
 */
class StartFirstDrainSequencesTest {
  private static final BehaviourRule STOPS_SLOWLY =
      BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(4), 0));
  private static final ServiceBuilder TWO = service().replicas(2).drain(UpdateOrder.START_FIRST);

  private static Simulation of(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service);
  }

  @Test
  void theOldTaskRunsUntilTheNewOneDoes() {
    Simulation simulation =
        of(TWO, STOPS_SLOWLY)
            .settle()
            .fromHere()
            .then(c -> c.availability("n1", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 new r1 NodeDrained
            0.3 slot 1#1 told to stop
            0.3 slot 1#2 running on n3
            4.3 slot 1#1 shutdown
            """);
  }

  @Test
  void aTaskThatDoesNotRunYetIsStoppedFirst() {
    Simulation simulation =
        of(TWO, BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(10))))
            .run("1s")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            1.0 slot 1#2 ready r1 NodeDrained
            1.0 slot 1#1 told to stop
            1.0 slot 1#1 shutdown
            1.0 slot 1#2 new
            10.0 slot 2#1 running on n2
            11.0 slot 1#2 running on n3
            """);
  }

  @Test
  void aNodeThatIsLostLeavesNothingToWaitFor() {
    Simulation simulation = of(TWO).settle().fromHere().then(c -> c.nodeDown("n1")).settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 NodeDown
            0.0 slot 1#1 told to stop
            5.0 slot 1#2 new
            5.3 slot 1#2 running on n3
            """);
  }

  @Test
  void aNodeThatIsLostWhileItDrainsIsWaitedForNoLonger() {
    Simulation simulation =
        of(TWO, BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(10))).attempt(2))
            .settle()
            .fromHere()
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("2s")
            .then(c -> c.nodeDown("n1"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 new r1 NodeDrained
            2.0 slot 1#1 told to stop
            10.0 slot 1#2 running on n3
            """);
  }

  /** Two executions at once would be one too many (S§8.2). */
  @Test
  void aJobsTaskIsStoppedFirst() {
    ServiceBuilder job = TWO.mode(new Mode.ReplicatedJob(1, 1));
    Simulation simulation =
        of(job, BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10))))
            .run("2s")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 0#1 new r1 JobStarted
            0.3 slot 0#1 running on n1
            2.0 slot 0#2 ready r1 NodeDrained
            2.0 slot 0#1 told to stop
            2.1 slot 0#1 shutdown
            2.1 slot 0#2 new
            2.4 slot 0#2 running on n2
            12.4 slot 0#2 complete
            """);
  }

  @Test
  void aPausedUpdateDoesNotKeepTheOldTask() {
    Simulation simulation =
        of(
                TWO,
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO))
                    .revision(2)
                    .slot(1)
                    .attempt(2))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("20s")
            .then(c -> c.availability("n2", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.4 slot 1#3 ready r2 TaskFailed
            0.4 slot 1#2 failed: task: non-zero exit (1)
            5.4 slot 1#3 new
            5.7 slot 1#3 running on n1
            20.0 slot 2#2 new r2 NodeDrained
            20.3 slot 2#1 told to stop
            20.3 slot 2#2 running on n3
            20.4 slot 2#1 shutdown
            """);
  }
}
