package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Simulation;
import org.junit.jupiter.api.Test;

/**
 * How parallelism, delay and monitor make the time that an update takes (S§5.3, S§5.7), slot by
 * slot.
 */
class UpdateTimingSequencesTest {
  private static final ServiceBuilder FOUR = service().replicas(4);

  private static String updated(ServiceBuilder service) {
    return Simulation.of(service)
        .settle()
        .fromHere()
        .change(s -> s.image("app:2"))
        .settle()
        .lines();
  }

  @Conformance("X10")
  @Test
  void theLastSlotsDelayAndThenTheMonitorPassBeforeAnUpdateIsComplete() {
    assertThat(updated(FOUR.update(u -> u.delay("2s").monitor("5s"))))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            2.4 slot 2#2 ready r2 SpecChanged
            2.4 slot 2#1 told to stop
            2.5 slot 2#1 shutdown
            2.5 slot 2#2 new
            2.8 slot 2#2 running
            4.8 slot 3#2 ready r2 SpecChanged
            4.8 slot 3#1 told to stop
            4.9 slot 3#1 shutdown
            4.9 slot 3#2 new
            5.2 slot 3#2 running
            7.2 slot 4#2 ready r2 SpecChanged
            7.2 slot 4#1 told to stop
            7.3 slot 4#1 shutdown
            7.3 slot 4#2 new
            7.6 slot 4#2 running
            14.6 completed: update completed
            """);
  }

  @Conformance("X11")
  @Test
  void aMonitorThatIsNoLongerThanTheDelayCountsAsTheDelayAndASecond() {
    assertThat(updated(service().replicas(2).update(u -> u.delay("2s").monitor("1s"))))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            2.4 slot 2#2 ready r2 SpecChanged
            2.4 slot 2#1 told to stop
            2.5 slot 2#1 shutdown
            2.5 slot 2#2 new
            2.8 slot 2#2 running
            7.8 completed: update completed
            """);
  }

  @Conformance("X13")
  @Test
  void withParallelismNoughtAllFourSlotsAreReplacedAtOnce() {
    assertThat(updated(FOUR.update(u -> u.parallelism(0))))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 2#2 ready r2 SpecChanged
            0.0 slot 3#2 ready r2 SpecChanged
            0.0 slot 4#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 2#1 told to stop
            0.0 slot 3#1 told to stop
            0.0 slot 4#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 2#1 shutdown
            0.1 slot 3#1 shutdown
            0.1 slot 4#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 2#2 new
            0.1 slot 3#2 new
            0.1 slot 4#2 new
            0.4 slot 1#2 running
            0.4 slot 2#2 running
            0.4 slot 3#2 running
            0.4 slot 4#2 running
            5.4 completed: update completed
            """);
  }

  @Conformance({"C106", "C107"})
  @Test
  void oneAfterTheOtherThenWithADelayThenStartFirstAlwaysInThreeSlots() {
    Simulation simulation =
        Simulation.of(service().replicas(3).update(u -> u.monitor("1s")).history(2))
            .settle()
            .fromHere()
            .change(s -> s.image("app:3"))
            .settle()
            .change(s -> s.image("app:4").update(u -> u.delay("10ms")))
            .settle();

    assertThat(simulation.lines())
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
            0.8 slot 3#2 ready r2 SpecChanged
            0.8 slot 2#2 running
            0.8 slot 3#1 told to stop
            0.9 slot 3#1 shutdown
            0.9 slot 3#2 new
            1.2 slot 3#2 running
            2.2 completed: update completed
            2.2 updating: update in progress
            2.2 slot 1#1 gone
            2.2 slot 1#3 ready r3 SpecChanged
            2.2 slot 1#2 told to stop
            2.3 slot 1#2 shutdown
            2.3 slot 1#3 new
            2.6 slot 1#3 running
            2.61 slot 2#1 gone
            2.61 slot 2#3 ready r3 SpecChanged
            2.61 slot 2#2 told to stop
            2.71 slot 2#2 shutdown
            2.71 slot 2#3 new
            3.01 slot 2#3 running
            3.02 slot 3#1 gone
            3.02 slot 3#3 ready r3 SpecChanged
            3.02 slot 3#2 told to stop
            3.12 slot 3#2 shutdown
            3.12 slot 3#3 new
            3.42 slot 3#3 running
            4.43 completed: update completed
            """);
    assertThat(
            simulation
                .fromHere()
                .change(s -> s.image("app:5").update(u -> u.startFirst()))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 gone
            0.0 slot 1#4 new r4 SpecChanged
            0.3 slot 1#3 told to stop
            0.3 slot 1#4 running
            0.31 slot 2#2 gone
            0.31 slot 2#4 new r4 SpecChanged
            0.4 slot 1#3 shutdown
            0.61 slot 2#3 told to stop
            0.61 slot 2#4 running
            0.62 slot 3#2 gone
            0.62 slot 3#4 new r4 SpecChanged
            0.71 slot 2#3 shutdown
            0.92 slot 3#3 told to stop
            0.92 slot 3#4 running
            1.02 slot 3#3 shutdown
            1.93 completed: update completed
            """);
    assertThat(simulation.cluster().view().tasks())
        .filteredOn(t -> !t.record().orElseThrow().desired().stops())
        .extracting(t -> t.identity().slot().word() + " " + t.identity().image())
        .containsExactly("1 app:5", "2 app:5", "3 app:5");
  }
}
