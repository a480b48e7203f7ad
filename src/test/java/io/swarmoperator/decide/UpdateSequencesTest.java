package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Updates that go well, or are changed on the way, with their times. */
class UpdateSequencesTest {

  @Test
  void allAtOnceWithParallelismNought() {
    assertThat(
            Simulation.of(service().replicas(3).update(u -> u.parallelism(0)))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 2#2 ready r2 SpecChanged
            0.0 slot 3#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 2#1 told to stop
            0.0 slot 3#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 2#1 shutdown
            0.1 slot 3#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 2#2 new
            0.1 slot 3#2 new
            0.4 slot 1#2 running
            0.4 slot 2#2 running
            0.4 slot 3#2 running
            5.4 completed: update completed
            """);
  }

  @Test
  void aSpecChangedInMidUpdateReplacesTheHalfDoneToo() {
    assertThat(
            Simulation.of(service().replicas(3).update(u -> u.delay("10s")))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("12s")
                .change(s -> s.image("app:3"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            12.0 updating: update in progress
            12.0 slot 1#3 ready r3 SpecChanged
            12.0 slot 1#2 told to stop
            12.1 slot 1#2 shutdown
            12.1 slot 1#3 new
            12.4 slot 1#3 running
            22.4 slot 2#3 ready r3 SpecChanged
            22.4 slot 2#2 told to stop
            22.5 slot 2#2 shutdown
            22.5 slot 2#3 new
            22.8 slot 2#3 running
            32.8 slot 3#2 ready r3 SpecChanged
            32.8 slot 3#1 told to stop
            32.9 slot 3#1 shutdown
            32.9 slot 3#2 new
            33.2 slot 3#2 running
            54.2 completed: update completed
            """);
  }

  @Conformance("X34")
  @Test
  void theOriginalSpecInMidUpdateKeepsWhatWasNotTouched() {
    assertThat(
            Simulation.of(service().replicas(3).update(u -> u.delay("10s")))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("5s")
                .change(s -> s.image("app:1"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            5.0 updating: update in progress
            5.0 slot 1#3 ready r1 SpecChanged
            5.0 slot 1#2 told to stop
            5.1 slot 1#2 shutdown
            5.1 slot 1#3 new
            5.4 slot 1#3 running
            26.4 completed: update completed
            """);
  }

  @Test
  void aStartFirstStepThatIsTakenBackKeepsTheOriginalTask() {
    assertThat(
            Simulation.of(service().update(u -> u.startFirst()))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("200ms")
                .change(s -> s.image("app:1"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.2 updating: update in progress
            0.2 slot 1#2 told to stop
            0.2 slot 1#2 shutdown
            5.2 completed: update completed
            """);
  }

  @Test
  void scalingUpInMidUpdateTakesTheNewSpecAtOnce() {
    assertThat(
            Simulation.of(service().replicas(2).update(u -> u.delay("10s")))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("5s")
                .change(s -> s.replicas(3))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            5.0 slot 3#1 new r2 ScaledUp
            5.3 slot 3#1 running
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            31.8 completed: update completed
            """);
  }

  @Test
  void scalingDownInMidUpdateEndsIt() {
    assertThat(
            Simulation.of(service().replicas(3).update(u -> u.delay("10s")))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("5s")
                .change(s -> s.replicas(1))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            5.0 slot 2#1 told to go
            5.0 slot 3#1 told to go
            5.1 slot 2#1 gone
            5.1 slot 3#1 gone
            21.4 completed: update completed
            """);
  }

  @Test
  void aPausedRolloutHandsOutNothingUntilItGoesOn() {
    assertThat(
            Simulation.of(service().replicas(2).update(u -> u.delay("10s")))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("5s")
                .change(s -> s.paused(true))
                .run("60s")
                .change(s -> s.paused(false))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            65.0 slot 2#2 ready r2 SpecChanged
            65.0 slot 2#1 told to stop
            65.1 slot 2#1 shutdown
            65.1 slot 2#2 new
            65.4 slot 2#2 running
            86.4 completed: update completed
            """);
  }

  @Test
  void aStopThatTakesItsWholeGraceHoldsItsReplacementUp() {
    assertThat(
            Simulation.of(service().stopGrace("10s"))
                .behave(
                    BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofMinutes(1), 0))
                        .revision(1))
                .change(s -> s.replicas(0))
                .run("1s")
                .change(s -> s.replicas(1))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            10.0 slot 1#1 shutdown
            10.0 slot 1#2 new
            10.3 slot 1#2 running
            15.3 completed: update completed
            """);
  }

  @Conformance("X47")
  @Test
  void aNewScheduleOfARestartIsCutShortByAnUpdate() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3)
                        .behaving(
                            List.of(
                                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2)))
                                    .revision(1))),
                    service().restart(RestartCondition.ANY, "1m", 0, "0s"))
                .run("10s")
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 shutdown
            0.0 slot 1#3 new r2 SpecChanged
            0.3 slot 1#3 running
            5.3 completed: update completed
            """);
  }

  @Conformance(value = "X61", differs = "D16")
  @Test
  void aDrainInMidUpdateCountsNoFailure() {
    assertThat(
            Simulation.of(service().replicas(2).update(u -> u.delay("10s")))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("5s")
                .then(c -> c.availability("n1", Availability.DRAIN))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            5.0 slot 1#3 ready r2 NodeDrained
            5.0 slot 1#2 told to stop
            5.1 slot 1#2 shutdown
            5.1 slot 1#3 new
            5.4 slot 1#3 running
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            31.8 completed: update completed
            """);
  }
}
