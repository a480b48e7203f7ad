package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tasks under a limit of attempts within a window, on nodes that go (S§4.2): each is judged once,
 * by the time of what the node said last, or of the node's deletion.
 */
class AttemptsOnLostNodesSequencesTest {
  /** Its second task, a restart, runs on n1; none other is allowed within a minute. */
  private static Simulation onN1() {
    return Simulation.in(
            Setting.nodes(3)
                .behaving(
                    List.of(
                        BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2)))
                            .attempt(1))),
            service().restart(RestartCondition.ANY, "1s", 1, "1m"))
        .run("5m")
        .fromHere();
  }

  @Test
  void whatIsStoppedForGoodOnALostNodeStaysSoWhenThatIsDeleted() {
    assertThat(
            onN1()
                .then(c -> c.nodeDown("n1"))
                .run("5m")
                .then(c -> c.deleteNode("n1"))
                .run("5m")
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#2 told to stop
            352.0 slot 1#2 orphaned
            """);
  }

  @Test
  void whatRunsOnANodeThatIsDeletedIsJudgedThen() {
    assertThat(onN1().then(c -> c.deleteNode("n1")).run("5m").lines())
        .isEqualTo(
            """
            0.0 slot 1#1 gone
            0.0 slot 1#3 ready r1 NodeDown
            0.0 slot 1#2 told to stop
            1.0 slot 1#3 new
            1.3 slot 1#3 running
            52.0 slot 1#2 orphaned
            """);
  }

  /** Its second task is the last that is allowed, and fails. */
  @Test
  void aSlotThatStaysDownIsNotRevivedByTheNodeOfAnEarlierTaskThatIsDeleted() {
    Setting setting =
        Setting.nodes(3)
            .behaving(
                List.of(
                    BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2)))
                        .attempt(2)));
    assertThat(
            Simulation.in(setting, service().restart(RestartCondition.ANY, "1s", 1, "0s"))
                .run("5m")
                .fromHere()
                .then(c -> c.nodeDown("n1"))
                .run("5m")
                .then(c -> c.deleteNode("n1"))
                .run("5m")
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 NodeDown
            0.0 slot 1#1 told to stop
            1.0 slot 1#2 new
            1.3 slot 1#2 running
            3.3 slot 1#2 failed: task: non-zero exit (1)
            352.0 slot 1#1 orphaned
            """);
  }
}
