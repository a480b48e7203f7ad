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

/** Old tasks that end, and nodes that go, between the beginning of an update and their turn. */
class BeforeItsTurnSequencesTest {

  private static Simulation running(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service).settle().fromHere();
  }

  @Test
  void drained() {
    Simulation simulation =
        running(service().mode(new Mode.Global()).update(u -> u.delay("10s")))
            .change(s -> s.image("app:b"))
            .run("5s")
            .then(c -> c.availability("n2", Availability.DRAIN))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
"""
""");
  }

  @Test
  void paused() {
    Simulation simulation =
        running(service().mode(new Mode.Global()).update(u -> u.delay("10s")))
            .change(s -> s.image("app:b"))
            .run("5s")
            .then(c -> c.availability("n2", Availability.PAUSE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
"""
""");
  }

  @Test
  void none() {
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
""");
  }

  @Test
  void startFirst() {
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
""");
  }

  @Test
  void pausedEnds() {
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
""");
  }
}
