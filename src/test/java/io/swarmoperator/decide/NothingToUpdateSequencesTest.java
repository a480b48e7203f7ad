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
 * What happens to nodes after a change that tasks didn't have to follow (S§5.2-2) is no cause for
 * an update: nobody has changed the service.
 */
class NothingToUpdateSequencesTest {
  private static final BehaviourRule DONE =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(20)));

  private static Simulation of(int nodes, ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(nodes).behaving(List.of(rules)), service);
  }

  @Test
  void whatIsDoneIsNotRunAgainWhenItsNodeGoes() {
    Simulation simulation =
        of(1, service().restart(RestartCondition.NONE, "1s", 0, "0s"), DONE)
            .run("1s")
            .change(s -> s.spread("zone"))
            .run("2m")
            .then(c -> c.addNode("n9"))
            .fromHere()
            .then(c -> c.removeNode("n1"))
            .run("2m");

    assertThat(simulation.lines()).isEmpty();
  }

  @Test
  void norIsAnythingRolledBackForIt() {
    Simulation simulation =
        of(
                1,
                service()
                    .restart(RestartCondition.NONE, "1s", 0, "0s")
                    .update(u -> u.onFailure(FailureAction.ROLLBACK)),
                BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(20))).attempt(2),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2))).attempt(3))
            .run("1s")
            .change(s -> s.image("app:b"))
            .run("10s")
            .change(s -> s.spread("zone"))
            .run("2m")
            .then(c -> c.addNode("n9"))
            .fromHere()
            .then(c -> c.removeNode("n1"))
            .run("2m");

    assertThat(simulation.lines()).isEmpty();
  }

  @Test
  void aTaskThatIsRejectedForItsLabelsGetsAnotherOnlyByItsRestartPolicy() {
    Simulation simulation =
        labelled(service().restart(RestartCondition.NONE, "1s", 0, "0s"))
            .then(c -> c.label("n1", "x", "b"))
            .run("2m");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 rejected: assigned node no longer meets constraints
            """);
  }

  /** S§10.5: nobody enforces constraints on a paused node. */
  @Test
  void aTaskOnAPausedNodeStaysWhateverItsLabels() {
    Simulation simulation =
        labelled(service())
            .then(c -> c.availability("n1", Availability.PAUSE))
            .run("10s")
            .then(c -> c.label("n1", "x", "b"))
            .run("2m");

    assertThat(simulation.lines()).isEmpty();
  }

  private static Simulation labelled(ServiceBuilder service) {
    return of(2, service)
        .then(c -> c.label("n1", "x", "a"))
        .run("1s")
        .change(s -> s.constraints("node.labels.x == a"))
        .run("1m")
        .fromHere();
  }
}
