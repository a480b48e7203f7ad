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

/** What becomes of a global job's tasks when nodes go and come (S§8.3). */
class GlobalJobNodesTest {
  private static final ServiceBuilder JOB =
      service().mode(new Mode.GlobalJob()).restart(RestartCondition.ANY, "1s", 0, "0s");
  private static final BehaviourRule TEN_SECONDS =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10)));
  private static final BehaviourRule FIRST_FAILS_ON_N2 =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1)))
          .slot(SlotId.onNode("n2"))
          .attempt(1);

  private static Simulation started(BehaviourRule... rules) {
    return started(JOB, rules);
  }

  private static Simulation started(ServiceBuilder job, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(2).behaving(List.of(rules)), job);
  }

  private static String status(Simulation simulation) {
    ServiceStatus status = simulation.cluster().status().orElseThrow();
    return status.summary() + " " + status.conditions().get(0).reason().word();
  }

  /**
   * In Swarm the rejected task's replacement waits on its node, and the job stays open (S§8.3): a
   * node that doesn't fit can't hold it open here.
   */
  @Difference("D144")
  @Test
  void aNodeWhoseLabelGoesIsCountedNoLongerUntilItIsBack() {
    Simulation simulation =
        started(JOB.constraints("node.labels.x != y"), TEN_SECONDS)
            .run("2s")
            .then(c -> c.label("n2", "x", "y"))
            .settle();
    assertThat(status(simulation)).isEqualTo("0/0 (1/1 completed) Completed");

    simulation.then(c -> c.label("n2", "x", "")).settle();
    assertThat(status(simulation)).isEqualTo("0/0 (2/2 completed) Completed");
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            2.0 slot n2#1 rejected: assigned node no longer meets constraints
            10.3 slot n1#1 complete
            10.3 slot n2#2 new r1 JobStarted
            10.6 slot n2#2 running
            20.6 slot n2#2 complete
            """);
  }

  /** What is done stays done: nobody enforces constraints on what has ended (S§10.5). */
  @Test
  void aNodeWhoseLabelGoesAfterItsTaskHasCompletedStillCounts() {
    Simulation simulation =
        started(JOB.constraints("node.labels.x != y"), TEN_SECONDS)
            .settle()
            .fromHere()
            .then(c -> c.label("n2", "x", "y"))
            .settle();

    assertThat(simulation.lines()).isEmpty();
    assertThat(status(simulation)).isEqualTo("0/0 (2/2 completed) Completed");
  }

  /** An endpoint is none of what a job runs again for (D74), so it stops none of its tasks. */
  @Test
  void aChangeOfTheEndpointLeavesTheTaskOfAPausedNodeAloneThoughItsLabelIsGone() {
    Simulation simulation =
        started(JOB.constraints("node.labels.x != y"), TEN_SECONDS)
            .run("2s")
            .then(c -> c.availability("n2", Availability.PAUSE))
            .then(c -> c.label("n2", "x", "y"))
            .run("1s")
            .change(s -> s.endpoint("dnsrr"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            10.3 slot n1#1 complete
            10.3 slot n2#1 complete
            """);
    assertThat(status(simulation)).isEqualTo("0/0 (2/2 completed) Completed");
  }

  @Difference("D146")
  @Test
  void aDeletedNodesTaskIsStoppedAndDoneAgainWhenTheNodeJoinsAgain() {
    Simulation simulation = started(TEN_SECONDS).run("2s").then(c -> c.removeNode("n2")).settle();
    assertThat(status(simulation)).isEqualTo("0/0 (1/1 completed) Completed");

    simulation.then(c -> c.addNode("n2")).settle();
    assertThat(status(simulation)).isEqualTo("0/0 (2/2 completed) Completed");
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            2.0 slot n2#1 gone
            10.3 slot n1#1 complete
            10.3 slot n2#2 new r1 JobStarted
            10.6 slot n2#2 running
            20.6 slot n2#2 complete
            """);
  }

  @Difference("D145")
  @Test
  void whatCompletedOnADeletedNodeGoesWithItAndIsDoneAgainOnANodeOfItsName() {
    Simulation simulation = started(TEN_SECONDS).settle().then(c -> c.removeNode("n2")).run("1s");
    assertThat(status(simulation)).isEqualTo("0/0 (1/1 completed) Completed");

    simulation.then(c -> c.addNode("n2")).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            10.3 slot n1#1 complete
            10.3 slot n2#1 complete
            10.3 slot n2#1 gone
            11.3 slot n2#2 new r1 JobStarted
            11.6 slot n2#2 running
            21.6 slot n2#2 complete
            """);
    assertThat(status(simulation)).isEqualTo("0/0 (2/2 completed) Completed");
  }

  @Test
  void aTaskThatWaitsForItsRestartOnAPausedNodeStartsWhenTheNodeIsActive() {
    Simulation simulation =
        started(FIRST_FAILS_ON_N2, TEN_SECONDS)
            .run("1500ms")
            .then(c -> c.availability("n2", Availability.PAUSE))
            .run("20s");
    assertThat(status(simulation)).isEqualTo("0/1 (1/2 completed) JobInProgress");

    simulation.then(c -> c.availability("n2", Availability.ACTIVE)).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            1.3 slot n2#2 ready r1 TaskFailed
            1.3 slot n2#1 failed: task: non-zero exit (1)
            10.3 slot n1#1 complete
            21.5 slot n2#2 new
            21.8 slot n2#2 running
            31.8 slot n2#2 complete
            """);
  }

  @Test
  void aTaskThatFailsOnAPausedNodeIsTriedAgainWhenTheNodeIsActive() {
    Simulation simulation =
        started(FIRST_FAILS_ON_N2, TEN_SECONDS)
            .run("1s")
            .then(c -> c.availability("n2", Availability.PAUSE))
            .run("20s");
    assertThat(status(simulation)).isEqualTo("0/0 (1/1 completed) JobInProgress");
    assertThat(simulation.cluster().status().orElseThrow().conditions().get(0).message())
        .isEqualTo(
            "1/1 tasks completed, 0 running; the rest is on nodes that take no tasks now: n2");

    simulation.then(c -> c.availability("n2", Availability.ACTIVE)).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            1.3 slot n2#1 failed: task: non-zero exit (1)
            10.3 slot n1#1 complete
            21.0 slot n2#2 new r1 TaskFailed
            21.3 slot n2#2 running
            31.3 slot n2#2 complete
            """);
  }

  @Test
  void aNewNodeGetsItsTaskEvenAfterTheEnd() {
    Simulation simulation = started(TEN_SECONDS).settle().then(c -> c.addNode("n3")).run("1s");
    assertThat(status(simulation)).isEqualTo("1/1 (2/3 completed) JobInProgress");

    simulation.settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            10.3 slot n1#1 complete
            10.3 slot n2#1 complete
            10.3 slot n3#1 new r1 JobStarted
            10.6 slot n3#1 running
            20.6 slot n3#1 complete
            """);
  }
}
