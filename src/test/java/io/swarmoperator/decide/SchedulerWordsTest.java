package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a task has no node (S§9.3): seen from the nodes, and translated from the scheduler. */
class SchedulerWordsTest {
  private static final String NO_PREEMPTION =
      " no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims"
          + " found for incoming pod.";

  private final List<NodeView> nodes = new ArrayList<>();

  private SchedulerWordsTest node(
      int count, Availability availability, NodeView.Health health, Map<String, String> labels) {
    for (int i = 0; i < count; i++) {
      nodes.add(
          new NodeView(
              "n" + nodes.size(), availability, health, Optional.empty(), 0, labels, List.of()));
    }
    return this;
  }

  private SchedulerWordsTest active(int count) {
    return node(count, Availability.ACTIVE, NodeView.Health.READY, Map.of());
  }

  private SchedulerWordsTest unknown(int count) {
    return node(count, Availability.ACTIVE, NodeView.Health.UNKNOWN, Map.of());
  }

  private SchedulerWordsTest paused(int count) {
    return node(count, Availability.PAUSE, NodeView.Health.READY, Map.of());
  }

  private String words(String message) {
    return words(message, Placement.NONE);
  }

  private String words(String message, Placement placement) {
    return SchedulerWords.of(message, nodes, placement);
  }

  private static Placement constraint(String text) {
    return new Placement(List.of(Constraint.parse(text)), List.of(), 0);
  }

  private static final Placement LIMITED = new Placement(List.of(), List.of(), 1);

  @Conformance("C184")
  @Test
  void noNodes() {
    assertThat(words("no nodes available to schedule pods")).isEqualTo("no suitable node");
  }

  @Conformance("C185")
  @Test
  void theMostFrequentReasonComesFirst() {
    assertThat(
            active(1)
                .unknown(2)
                .words(
                    "0/3 nodes are available: 1 Insufficient memory, 2 node(s) had untolerated"
                        + " taint(s)."
                        + NO_PREEMPTION))
        .isEqualTo(
            "no suitable node (2 nodes not available for new tasks; insufficient resources on 1"
                + " node)");
  }

  @Conformance("C187")
  @Test
  void resources() {
    assertThat(active(1).words("0/1 nodes are available: 1 Insufficient memory." + NO_PREEMPTION))
        .isEqualTo("no suitable node (insufficient resources on 1 node)");
  }

  /** Recorded: s22a. */
  @Test
  void aNodeThatLacksTwoResourcesCountsOnce() {
    assertThat(
            active(3).words("0/3 nodes are available: 3 Insufficient cpu, 2 Insufficient memory."))
        .isEqualTo("no suitable node (insufficient resources on 3 nodes)");
  }

  @Test
  void differentNodesThatLackDifferentResourcesCountEach() {
    assertThat(
            active(3).words("0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient memory."))
        .isEqualTo("no suitable node (insufficient resources on 3 nodes)");
    assertThat(
            paused(1)
                .words(
                    "0/4 nodes are available: 1 Insufficient cpu, 2 Insufficient memory, 1 node(s)"
                        + " were unschedulable."))
        .isEqualTo(
            "no suitable node (insufficient resources on 3 nodes; 1 node not available for new"
                + " tasks)");
  }

  @Conformance("C193")
  @Test
  void maxReplicasPerNode() {
    assertThat(
            active(1)
                .words(
                    "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules."
                        + NO_PREEMPTION,
                    LIMITED))
        .isEqualTo("no suitable node (max replicas per node limit exceed)");
  }

  @Test
  void maxReplicasPerNodeSaysNoNumberButCountsForTheOrder() {
    assertThat(
            active(3)
                .words(
                    "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy existing"
                        + " pods anti-affinity rules.",
                    LIMITED))
        .isEqualTo(
            "no suitable node (max replicas per node limit exceed; insufficient resources on 1"
                + " node)");
  }

  @Conformance("C196")
  @Test
  void constraints() {
    assertThat(
            active(3)
                .words(
                    "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."
                        + NO_PREEMPTION,
                    constraint("node.hostname==node1")))
        .isEqualTo("no suitable node (scheduling constraints not satisfied on 3 nodes)");
  }

  /** The scheduler's one reason for both is told apart by what is seen of the nodes. */
  @Test
  void constraintsAndAvailability() {
    String words =
        active(2)
            .paused(1)
            .words(
                "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
                constraint("node.labels.a == b"));
    assertThat(words)
        .isEqualTo(
            "no suitable node (scheduling constraints not satisfied on 2 nodes; 1 node not"
                + " available for new tasks)");
    assertThat(Path.of("docs/how-to-placement.md")).content().contains(words);
  }

  @Test
  void aConstraintOnTheNameIsMetByNoOther() {
    assertThat(
            active(3)
                .words(
                    "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy"
                        + " plugin(s) [NodeAffinity].",
                    constraint("node.id == n0")))
        .isEqualTo(
            "no suitable node (scheduling constraints not satisfied on 2 nodes; insufficient"
                + " resources on 1 node)");
  }

  @Test
  void aTaintOfSomebodyElsesMakesANodeUnavailable() {
    assertThat(
            active(2)
                .paused(1)
                .words(
                    "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) had"
                        + " untolerated taint(s)."))
        .isEqualTo("no suitable node (3 nodes not available for new tasks)");
  }

  /** Its own rule leaves a tainted node out before its constraints are looked at. */
  @Difference("D117")
  @Test
  void aNodeWithATaintThatTheTaskDoesNotTolerateIsUnavailable() {
    Taint taint = new Taint("gpu", "", Taint.Effect.NO_SCHEDULE);
    nodes.add(
        new NodeView(
            "n9",
            Availability.ACTIVE,
            NodeView.Health.READY,
            Optional.empty(),
            0,
            Map.of(),
            List.of(taint)));

    assertThat(
            active(2)
                .words(
                    "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't"
                        + " match Pod's node affinity/selector.",
                    constraint("node.labels.a == b")))
        .isEqualTo(
            "no suitable node (scheduling constraints not satisfied on 2 nodes; 1 node not"
                + " available for new tasks)");
  }

  @Conformance("C197")
  @Test
  void ports() {
    assertThat(
            active(2)
                .words(
                    "0/2 nodes are available: 2 node(s) didn't have free ports for the requested"
                        + " pod ports."))
        .isEqualTo("no suitable node (host-mode port already in use on 2 nodes)");
  }

  @Test
  void equallyFrequentReasonsComeInTheOrderOfSwarmsFilters() {
    assertThat(
            active(3)
                .paused(1)
                .words(
                    "0/4 nodes are available: 1 node(s) didn't have free ports for the requested pod"
                        + " ports, 1 Insufficient cpu, 1 node(s) were unschedulable, 1 node(s)"
                        + " didn't match pod anti-affinity rules.",
                    LIMITED))
        .isEqualTo(
            "no suitable node (1 node not available for new tasks; insufficient resources on 1"
                + " node; host-mode port already in use on 1 node; max replicas per node limit"
                + " exceed)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0/1 nodes are available: 1 node(s) have a mood. | no suitable node (1 node(s) have a mood)",
        "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. | no suitable node (1 node(s) didn't match pod anti-affinity rules)",
        "0/2 nodes are available: pod affinity terms conflict. | no suitable node (pod affinity terms conflict)",
        "pod has unbound immediate PersistentVolumeClaims | pod has unbound immediate PersistentVolumeClaims",
        "'' | ''"
      })
  @Difference("D49")
  void whatSwarmHasNoWordForIsHandedOn(String message, String words) {
    assertThat(active(2).words(message)).isEqualTo(words);
  }

  /**
   * Of a task that belongs to a node only that one counts, without a prefix: what keeps it from the
   * others is its binding (S§9.3).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "active | 0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector. | insufficient resources on 1 node",
        "active | 0/3 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. | insufficient resources on 1 node",
        "active | 0/3 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, 2 node(s) didn't match Pod's node affinity/selector. | host-mode port already in use on 1 node",
        "active | 0/3 nodes are available: 1 node(s) didn't match pod anti-affinity rules, 2 node(s) didn't match Pod's node affinity/selector. | max replicas per node limit exceed",
        "paused | 0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector. | 1 node not available for new tasks",
        "active | 0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. | 1 node not available for new tasks",
        "unfit | 0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. | scheduling constraints not satisfied on 1 node",
        "gone | 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. | 1 node not available for new tasks",
        "active | 0/3 nodes are available: 1 node(s) have a mood, 2 node(s) didn't match Pod's node affinity/selector. | 1 node(s) have a mood",
        "active | pod has unbound immediate PersistentVolumeClaims | pod has unbound immediate PersistentVolumeClaims"
      })
  void ofATaskThatBelongsToANodeOnlyThatOneCounts(String own, String message, String words) {
    Optional<NodeView> node =
        switch (own) {
          case "gone" -> Optional.empty();
          case "paused" -> Optional.of(paused(1).nodes.get(0));
          default -> Optional.of(active(1).nodes.get(0));
        };
    Placement placement =
        switch (own) {
          case "unfit" -> constraint("node.labels.a == b");
          default -> LIMITED;
        };

    assertThat(SchedulerWords.ofPreassigned(message, node, placement)).isEqualTo(words);
  }

  /** It counts a node for each resource that it lacks, and leaves others out for other reasons. */
  @Test
  void aNodeThatLacksTwoResourcesIsOneNode() {
    assertThat(
            active(2)
                .paused(1)
                .words(
                    "0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu,"
                        + " 2 Insufficient memory."
                        + NO_PREEMPTION))
        .isEqualTo(
            "no suitable node (insufficient resources on 2 nodes; 1 node not available for new"
                + " tasks)");
  }
}
