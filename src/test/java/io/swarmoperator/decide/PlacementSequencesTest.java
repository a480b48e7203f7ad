package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.TimelineEntry;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Constraints, limits per node and faulty nodes in whole timelines, as recorded of Swarm. */
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

  /** Recorded: s19b. */
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

  /** The updater's tasks are not the enforcer's: they go one by one, not at once. */
  @Conformance("X65")
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

  /** Recorded: s20b. */
  @Conformance("X37")
  @Test
  void startFirstOnFullNodesWaitsUntilTheLimitIsRaised() {
    Simulation simulation =
        Simulation.of(service().replicas(5).maxReplicasPerNode(1).update(u -> u.monitor("1s")))
            .settle();
    assertThat(simulation.lines())
        .endsWith(
            """
            0.3 slot 3#1 running
            """)
        .contains(
            """
            0.0 slot 4#1 pending: no suitable node (max replicas per node limit exceed)
            0.0 slot 5#1 pending: no suitable node (max replicas per node limit exceed)
            """);

    simulation.fromHere().change(s -> s.image("app:2").replicas(3)).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 4#1 told to go
            0.0 slot 5#1 told to go
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 4#1 gone
            0.0 slot 5#1 gone
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
            """);

    simulation.fromHere().change(s -> s.image("app:3").update(u -> u.startFirst())).run("1h");
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#3 new r3 SpecChanged
            0.0 slot 1#3 pending: no suitable node (max replicas per node limit exceed)
            """);

    simulation.fromHere().change(s -> s.maxReplicasPerNode(2)).settle();
    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#4 new r4 SpecChanged
            0.3 slot 1#3 told to stop
            0.3 slot 1#2 told to stop
            0.3 slot 1#4 running
            0.3 slot 1#3 shutdown
            0.3 slot 2#3 new r4 SpecChanged
            0.4 slot 1#2 shutdown
            0.6 slot 2#2 told to stop
            0.6 slot 2#3 running
            0.6 slot 3#3 new r4 SpecChanged
            0.7 slot 2#2 shutdown
            0.9 slot 3#2 told to stop
            0.9 slot 3#3 running
            1.0 slot 3#2 shutdown
            1.9 completed: update completed
            """);
  }

  @Test
  void theProgressDeadlineEndsTheWait() {
    assertThat(
            Simulation.of(
                    service()
                        .replicas(3)
                        .maxReplicasPerNode(1)
                        .progressDeadline("10s")
                        .update(u -> u.startFirst()))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("12s")
                .lines())
        .startsWith(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.0 slot 1#2 pending: no suitable node (max replicas per node limit exceed)
            10.0 paused: update paused due to failure or early termination of task\
            """)
        .endsWith(
            """
            10.0 slot 1#2 failed: task: not running within the progress deadline: no suitable node\
             (max replicas per node limit exceed)
            10.0 slot 1#3 ready r2 TaskFailed
            """);
  }

  /** In Swarm a pending task of an older version is not tried again (Q2); here it is. */
  @Conformance("X58")
  @Test
  void pendingTasksGetTheCapacityThatAppearsAfterAScale() {
    Simulation simulation =
        Simulation.of(service().replicas(4).maxReplicasPerNode(1))
            .settle()
            .fromHere()
            .change(s -> s.replicas(5))
            .run("1s")
            .then(cluster -> cluster.addNode("n4"))
            .run("1s")
            .then(cluster -> cluster.addNode("n5"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 5#1 new r1 ScaledUp
            1.3 slot 4#1 running
            2.3 slot 5#1 running
            """);
  }

  /** Recorded: s24i. */
  @Conformance("C199")
  @Test
  void aNodeWhereItFailedFiveTimesIsAvoided() {
    Simulation simulation =
        Simulation.of(service().restart(RestartCondition.ANY, "1s", 0, "0s"))
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(100))))
            .run("24s");

    assertThat(nodes(simulation)).isEqualTo("n1 n1 n1 n1 n1 n2 n2 n2 n2 n2 n3 n3 n3 n3 n3 n1 n2");

    simulation.fromHere().change(s -> s.image("app:2")).run("9s");

    assertThat(nodes(simulation)).isEqualTo("n1 n1 n1 n1 n1 n2 n2");
  }

  /** Failures count for a revision and for five minutes. */
  @Conformance("C200")
  @Test
  void failuresOfAnotherRevisionOrOfLongAgoCountNoMore() {
    Simulation simulation =
        Simulation.of(service().replicas(2).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .settle()
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(100))).slot(2))
            .then(cluster -> cluster.availability("n3", Availability.PAUSE))
            .then(cluster -> cluster.deletePod(pod(cluster, 2)))
            .fromHere()
            .run("9s");
    assertThat(nodes(simulation)).isEqualTo("n2 n2 n2 n2 n1 n1");

    simulation.fromHere().change(s -> s.image("app:2")).run("2s");
    assertThat(nodes(simulation)).startsWith("n1 n2");

    simulation
        .behave()
        .run("290s")
        .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(100))).slot(2));
    simulation.fromHere().run("10s").then(cluster -> cluster.deletePod(pod(cluster, 2))).run("2s");
    assertThat(nodes(simulation)).isEqualTo("n2");
  }

  private static String pod(SimulatedCluster cluster, int slot) {
    return cluster.view().tasks().stream()
        .filter(t -> t.identity().slot().number() == slot)
        .filter(t -> t.pod().map(p -> !p.gone() && !p.finished()).orElse(false))
        .map(t -> t.identity().name())
        .findFirst()
        .orElseThrow();
  }

  /** The nodes on which tasks came to run, in order. */
  private static String nodes(Simulation simulation) {
    return simulation.cluster().timeline().entries().stream()
        .filter(TimelineEntry.TaskChanged.class::isInstance)
        .map(TimelineEntry.TaskChanged.class::cast)
        .filter(c -> c.task().state() == TaskState.RUNNING)
        .filter(c -> c.before().map(b -> b.state() != TaskState.RUNNING).orElse(true))
        .map(c -> c.task().nodeName())
        .collect(Collectors.joining(" "));
  }

  /** Recorded: s20a, of which the scale-down that knows no preferences is S§3.4. */
  @Test
  void preferencesShareTasksOutBetweenZonesWhateverTheirSize() {
    Simulation simulation =
        Simulation.of(service().replicas(6).spread("dc"))
            .then(cluster -> cluster.label("n1", "dc", "a"))
            .then(cluster -> cluster.label("n2", "dc", "a"))
            .then(cluster -> cluster.label("n3", "dc", "b"))
            .settle();
    assertThat(spread(simulation)).containsExactly("n1 2", "n2 1", "n3 3");
  }

  private static Set<String> spread(Simulation simulation) {
    return simulation.cluster().view().tasks().stream()
        .collect(
            Collectors.groupingBy(t -> t.pod().orElseThrow().nodeName(), Collectors.counting()))
        .entrySet()
        .stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
