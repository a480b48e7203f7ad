package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Constraints in whole timelines, as recorded of Swarm. */
class PlacementSequencesTest {

  /** Recorded: s19a. */
  @Test
  void tasksFollowTheLabelsOfNodes() {
    assertThat(
            Simulation.of(service().constraints("node.labels.x == y"))
                .settle()
                .run("2s")
                .then(cluster -> cluster.label("n2", "x", "y"))
                .run("2s")
                .then(cluster -> cluster.label("n3", "x", "y"))
                .run("1500ms")
                .then(cluster -> cluster.label("n2", "x", ""))
                .run("8s")
                .then(cluster -> cluster.label("n3", "x", ""))
                .run("8s")
                .change(s -> s.constraints().update(u -> u.monitor("100ms")))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 1#1 pending: no suitable node (scheduling constraints not satisfied on 3 nodes)
            2.3 slot 1#1 running
            5.5 slot 1#1 rejected: assigned node no longer meets constraints
            5.5 slot 1#2 ready r1 TaskRejected
            10.5 slot 1#2 new
            10.8 slot 1#2 running
            13.5 slot 1#2 rejected: assigned node no longer meets constraints
            13.5 slot 1#3 ready r1 TaskRejected
            18.5 slot 1#3 new
            18.5 slot 1#3 pending: no suitable node (scheduling constraints not satisfied on 3 nodes)
            21.5 updating: update in progress
            21.5 slot 1#4 ready r2 SpecChanged
            21.5 slot 1#3 shutdown
            21.5 slot 1#4 new
            21.8 slot 1#4 running
            21.9 completed: update completed
            """);
  }

  /** S§5.2: what its node still meets is left alone. */
  @Conformance("X65")
  @Test
  void aNewConstraintMovesOnlyWhatItRulesOut() {
    Simulation simulation =
        Simulation.of(service().replicas(3))
            .then(cluster -> cluster.label("n2", "x", "y"))
            .then(cluster -> cluster.label("n3", "x", "y"))
            .settle()
            .fromHere()
            .change(s -> s.constraints("node.labels.x == y"))
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
            5.4 completed: update completed
            """);

    simulation.fromHere().change(s -> s.constraints()).settle();

    assertThat(simulation.lines()).isEmpty();
    assertThat(simulation.cluster().memory().rollout()).isEmpty();
    assertThat(simulation.cluster().status().orElseThrow().updatedTasks()).isEqualTo(3);
  }

  /**
   * The updater's tasks are not the enforcer's: they go one by one, not at once. That differs
   * (D57): when labels of a node change, a task of an older version that an update has yet to reach
   * is judged by the service's present constraints (S§10.5).
   */
  @Difference("D57")
  @Test
  void aTaskThatTheUpdateHasYetToReachIsNotRejected() {
    Simulation simulation =
        Simulation.of(service().replicas(3).update(u -> u.delay("10s")))
            .then(cluster -> cluster.label("n3", "x", "y"))
            .settle()
            .fromHere()
            .change(s -> s.constraints("node.labels.x == y"))
            .run("5s")
            .then(cluster -> cluster.label("n2", "unrelated", "z"))
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
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            31.8 completed: update completed
            """);
  }

  /** Differs by the same row, also while the update is paused. */
  @Difference("D57")
  @Test
  void norIsOneOfAPausedUpdateAsLongAsItsOwnConstraintsHold() {
    Simulation simulation =
        Simulation.of(
                service()
                    .replicas(2)
                    .constraints("node.labels.old != no")
                    .update(u -> u.delay("2s")))
            .settle()
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1))))
            .change(s -> s.image("app:2").constraints("node.labels.new == yes"))
            .then(cluster -> cluster.label("n3", "new", "yes"))
            .run("3s")
            .behave()
            .settle()
            .fromHere();
    assertThat(simulation.cluster().memory().rollout().orElseThrow().state())
        .isEqualTo(RolloutState.PAUSED);

    assertThat(simulation.then(c -> c.label("n2", "other", "label")).settle().lines()).isEmpty();

    assertThat(simulation.then(c -> c.label("n2", "old", "no")).settle().lines())
        .isEqualTo(
            """
            0.0 slot 2#1 rejected: assigned node no longer meets constraints
            0.0 slot 2#2 ready r2 TaskRejected
            5.0 slot 2#2 new
            5.3 slot 2#2 running
            """);
  }

  /** A paused or drained node is not examined (S§10.5). */
  @Test
  void onAPausedNodeATaskStays() {
    assertThat(
            Simulation.of(service().constraints("node.labels.x != y"))
                .settle()
                .fromHere()
                .then(cluster -> cluster.availability("n1", Availability.PAUSE))
                .then(cluster -> cluster.label("n1", "x", "y"))
                .run("10s")
                .then(cluster -> cluster.availability("n1", Availability.ACTIVE))
                .settle()
                .lines())
        .isEqualTo(
            """
            10.0 slot 1#1 rejected: assigned node no longer meets constraints
            10.0 slot 1#2 ready r1 TaskRejected
            15.0 slot 1#2 new
            15.3 slot 1#2 running
            """);
  }

  /** A node that gets another role (ce › TestConstraintEnforcer). */
  @Conformance("C211")
  @Test
  void aNodeThatBecomesAManagerLosesItsWorkersTasks() {
    assertThat(
            Simulation.of(service().constraints("node.role == worker"))
                .settle()
                .fromHere()
                .then(cluster -> cluster.label("n1", NodeAttribute.MANAGER_LABEL, "true"))
                .run("1s")
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 rejected: assigned node no longer meets constraints
            0.0 slot 1#2 ready r1 TaskRejected
            """);
  }

  /** Nor does it lose those that ask for no role, be they a service's or a job's. */
  @Conformance("C211")
  @Test
  void aNodeThatBecomesAManagerKeepsWhatIsNotConstrained() {
    Simulation service =
        Simulation.in(Setting.nodes(1), service())
            .settle()
            .fromHere()
            .then(cluster -> cluster.label("n1", NodeAttribute.MANAGER_LABEL, "true"))
            .settle();
    BehaviourRule done =
        BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(5))).slot(0);
    Simulation job =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(done)),
                service().mode(new Mode.ReplicatedJob(2, 2)))
            .run("10s")
            .fromHere()
            .then(cluster -> cluster.label("n1", NodeAttribute.MANAGER_LABEL, "true"))
            .run("1h");

    assertThat(service.lines()).isEmpty();
    assertThat(job.lines()).isEmpty();
    assertThat(job.cluster().status().orElseThrow().summary()).isEqualTo("1/2 (1/2 completed)");
  }

  @Test
  void underNoRestartARejectedTaskIsNotReplaced() {
    assertThat(
            Simulation.of(
                    service()
                        .constraints("node.labels.x != y")
                        .restart(RestartCondition.NONE, "1s", 0, "0s"))
                .settle()
                .fromHere()
                .then(cluster -> cluster.label("n1", "x", "y"))
                .settle()
                .lines())
        .isEqualTo("0.0 slot 1#1 rejected: assigned node no longer meets constraints\n");
  }

  /** Recorded: s17b. */
  @Test
  void aGlobalTaskIsRejectedAndNotReplaced() {
    assertThat(
            Simulation.of(service().mode(new Mode.Global()).constraints("node.labels.g == 1"))
                .settle()
                .then(cluster -> cluster.label("n2", "g", "1"))
                .run("2s")
                .then(cluster -> cluster.label("n2", "g", ""))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot n2#1 new r1 NodeJoined
            0.3 slot n2#1 running
            2.0 slot n2#1 rejected: assigned node no longer meets constraints
            """);
  }

  /** Recorded: s24d. */
  @Test
  void aConstraintThatNoNodeMeetsHoldsTheUpdateUpUntilTheNext() {
    Simulation simulation =
        Simulation.of(service().replicas(3).update(u -> u.monitor("1s")))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2").constraints("node.labels.none == 1"))
            .run("60s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 1#2 pending: no suitable node (scheduling constraints not satisfied on 3 nodes)
            """);

    assertThat(simulation.fromHere().change(s -> s.constraints()).settle().lines())
        .startsWith(
            """
            0.0 updating: update in progress
            0.0 slot 1#3 ready r3 SpecChanged
            """)
        .endsWith("completed: update completed\n");
  }

  @Conformance("C184")
  @Test
  void withoutAnyNodeATaskWaitsForTheFirst() {
    assertThat(
            Simulation.in(Setting.nodes(0), service())
                .run("60s")
                .then(cluster -> cluster.addNode("n1"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 1#1 pending: no suitable node
            60.3 slot 1#1 running
            """);
  }

  @Conformance("C188")
  @Test
  void aTaskThatHasEndedAndStillExistsTakesNoRoom() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(1)))
                                .slot(1))),
                service().replicas(2).restart(RestartCondition.NONE, "1s", 0, "0s"))
            .then(cluster -> cluster.room("n1", 1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 2#1 pending: no suitable node (insufficient resources on 1 node)
            0.3 slot 1#1 running
            1.3 slot 1#1 complete
            1.6 slot 2#1 running
            """);
    assertThat(simulation.cluster().view().tasks())
        .filteredOn(t -> t.pod().map(p -> p.finished() && !p.gone()).orElse(false))
        .hasSize(1);
  }

  /** Which has no node yet that could meet the new ones. */
  @Difference("D50")
  @Test
  void aChangeOfConstraintsReplacesWhatWaitsForItsDelay() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1)))
                                .attempt(1))),
                service().restart(RestartCondition.ANY, "5s", 0, "0s"))
            .run("2s")
            .fromHere()
            .change(s -> s.constraints("node.role == worker").update(u -> u.monitor("1s")))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 shutdown
            0.0 slot 1#3 new r2 SpecChanged
            0.3 slot 1#3 running
            1.3 completed: update completed
            """);
  }

  @Difference("D62")
  @Test
  void ofTheTasksOfANodeEachIsJudged() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2),
                service()
                    .replicas(3)
                    .constraints("node.labels.x != y")
                    .restart(RestartCondition.NONE, "5s", 0, "0s"))
            .then(cluster -> cluster.label("n2", "x", "y"))
            .settle()
            .fromHere()
            .then(cluster -> cluster.label("n1", "x", "y"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 rejected: assigned node no longer meets constraints
            0.0 slot 2#1 rejected: assigned node no longer meets constraints
            0.0 slot 3#1 rejected: assigned node no longer meets constraints
            """);
  }
}
