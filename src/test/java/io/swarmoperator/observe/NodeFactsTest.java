package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Taint.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeFactsTest {
  private final TickingClock clock = new TickingClock();
  private final NodeFacts facts = new NodeFacts(clock, Duration.ofSeconds(15));

  @Test
  void availabilityIsDeclaredByLabel() {
    assertThat(view(node("True", "drain", false)).availability()).isEqualTo(Availability.DRAIN);
    assertThat(view(node("True", "pause", false)).availability()).isEqualTo(Availability.PAUSE);
    assertThat(view(node("True", "active", false)).availability()).isEqualTo(Availability.ACTIVE);
    assertThat(view(node("True", null, false)).availability()).isEqualTo(Availability.ACTIVE);
  }

  @Test
  void aCordonedNodeIsPausedAndADrainedOneStaysDrained() {
    assertThat(view(node("True", null, true)).availability()).isEqualTo(Availability.PAUSE);
    assertThat(view(node("True", "active", true)).availability()).isEqualTo(Availability.PAUSE);
    assertThat(view(node("True", "drain", true)).availability()).isEqualTo(Availability.DRAIN);
  }

  @Conformance(value = "C206", differs = "D121")
  @Test
  void aNodeThatTheControlPlaneLostIsDownAtOnce() {
    NodeView view = view(node("Unknown", null, false));

    assertThat(view.health()).isEqualTo(NodeView.Health.UNKNOWN);
    assertThat(view.downAt()).contains(clock.instant());
  }

  @Difference("D121")
  @Test
  void aNodeThatSaysNotReadyIsDownAfterTheGraceFromWhenItWasFirstSeen() {
    Instant first = clock.instant();
    facts.saw(node("False", null, false));
    clock.pass(Duration.ofSeconds(7));

    assertThat(view(node("False", null, false)).downAt()).contains(first.plusSeconds(15));
  }

  @Conformance(value = "C206", differs = "D41")
  @Test
  void aNodeThatComesBackStartsAnew() {
    facts.saw(node("False", null, false));
    clock.pass(Duration.ofSeconds(7));
    assertThat(view(node("True", null, false)).downAt()).isEmpty();

    clock.pass(Duration.ofSeconds(7));
    assertThat(view(node("False", null, false)).downAt()).contains(clock.instant().plusSeconds(15));
  }

  /** A decision may be taken from a view that is older than what was seen last. */
  @Test
  void whatWasSeenLastCounts() {
    Instant first = clock.instant();
    facts.saw(node("False", null, false));
    clock.pass(Duration.ofSeconds(7));

    assertThat(facts.of(node("True", null, false), 0).downAt()).isEmpty();
    assertThat(facts.of(node("False", null, false), 0).downAt()).contains(first.plusSeconds(15));
  }

  @Test
  void aHeartbeatDoesNotMatterAndALabelDoes() {
    assertThat(NodeFacts.matters(node("True", null, false), node("True", null, false))).isFalse();
    assertThat(NodeFacts.matters(node("True", null, false), node("False", null, false))).isTrue();
    assertThat(NodeFacts.matters(node("True", null, false), node("True", null, true))).isTrue();
    assertThat(NodeFacts.matters(node("True", null, false), node("True", "drain", false))).isTrue();
  }

  @Difference("D117")
  @Test
  void taintsThatKeepTasksAwayAreTakenOver() {
    Node node =
        tainted(
            new Taint("NoSchedule", "gpu", null, "a"),
            new Taint("NoExecute", "node.cloudprovider.kubernetes.io/shutdown", null, null));

    assertThat(view(node).taints())
        .containsExactly(
            new io.swarmoperator.decide.Taint("gpu", "a", Effect.NO_SCHEDULE),
            new io.swarmoperator.decide.Taint(
                "node.cloudprovider.kubernetes.io/shutdown", "", Effect.NO_EXECUTE));
    assertThat(NodeFacts.mattersToAll(tainted(), node)).isTrue();
    assertThat(NodeFacts.matters(Trim.node(tainted()), Trim.node(node))).isTrue();
  }

  @Test
  void taintsThatKeepNothingAwayOrSayWhatIsKnownAreNot() {
    Node node =
        tainted(
            new Taint("PreferNoSchedule", "gpu", null, "a"),
            new Taint("NoSchedule", "node.kubernetes.io/unschedulable", null, null),
            new Taint("NoExecute", "node.kubernetes.io/not-ready", null, null),
            new Taint("NoExecute", "node.kubernetes.io/unreachable", null, null));

    assertThat(view(node).taints()).isEmpty();
    assertThat(NodeFacts.matters(tainted(), node)).isFalse();
  }

  private static Node tainted(Taint... taints) {
    return new NodeBuilder(node("True", null, false))
        .editSpec()
        .withTaints(taints)
        .endSpec()
        .build();
  }

  private NodeView view(Node node) {
    facts.saw(node);
    return facts.of(node, 0);
  }

  private static Node node(String ready, String availability, boolean cordoned) {
    Map<String, String> labels =
        availability == null ? Map.of() : Map.of("swarmoperator.io/availability", availability);
    return new NodeBuilder()
        .withNewMetadata()
        .withName("n1")
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withUnschedulable(cordoned ? true : null)
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }
}
