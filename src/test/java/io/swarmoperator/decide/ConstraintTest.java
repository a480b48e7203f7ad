package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constraints as S§9.1 and the conformance cases A10 have them. */
class ConstraintTest {

  @Conformance("C158")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''              ; constraint expected one operator from ==, !=
          ' '             ; constraint expected one operator from ==, !=
          nodeabc         ; constraint expected one operator from ==, !=
          node ~ abc      ; constraint expected one operator from ==, !=
          node.role=a     ; constraint expected one operator from ==, !=
          1node==a2       ; key '1node' is invalid
          no de== node1   ; key 'no de' is invalid
          no*de==node1    ; key 'no*de' is invalid
          ==node1         ; key '' is invalid
          n==node1        ; key 'n' is invalid
          no$de==node1    ; key 'no$de' is invalid
          no/de==node1    ; key 'no/de' is invalid
          node==          ; value '' is invalid
          'node== '       ; value '' is invalid
          node==a,b       ; value 'a,b' is invalid
          node==a!=b      ; value 'a!=b' is invalid
          node!=a==b      ; key 'node!=a' is invalid
          """)
  @Difference("D52")
  void whatIsNoConstraintIsRefused(String text, String reason) {
    assertThatThrownBy(() -> Constraint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "node.ip == 10.0.0.1,          node.ip",
    "Node.IP != 10.0.0.0/8,        node.ip",
    "engine.labels.disk == ssd,    engine.labels",
    "Engine.Labels.disk != ssd,    engine.labels"
  })
  void whatNodesDontHaveHereIsRefusedWithTheReason(String text, String key) {
    assertThatThrownBy(() -> Constraint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " can't be asked for: ")
        .hasMessageContaining("use node.");
  }

  @Conformance("C160")
  @ParameterizedTest
  @CsvSource({
    "node.labels.a == foo, foo,  true",
    "node.labels.a == foo, fo,   false",
    "node.labels.a == foo, fooE, false",
    "node.labels.a != foo, foo,  false",
    "node.labels.a != foo, bar,  true"
  })
  void comparesWhole(String constraint, String value, boolean matches) {
    assertThat(matches(constraint, Map.of("a", value))).isEqualTo(matches);
  }

  @Conformance(value = "C161", differs = "D51")
  @ParameterizedTest
  @CsvSource({"fo, false", "f*o, true", "F*o, false"})
  void comparesLiterallyAndExactly(String value, boolean matches) {
    assertThat(matches("node.labels.a ==f*o", Map.of("a", value))).isEqualTo(matches);
  }

  @Conformance(value = "C163", differs = "D51")
  @ParameterizedTest
  @CsvSource({"'', true", "node-2, true", "node-1, false", "NODe-1, true"})
  void hostnames(String hostname, boolean matches) {
    Map<String, String> labels =
        hostname.isEmpty() ? Map.of() : Map.of(NodeAttribute.HOSTNAME_LABEL, hostname);
    assertThat(matches("node.hostname != node-1", labels)).isEqualTo(matches);
  }

  @Conformance(value = "C164", differs = "D54")
  @Test
  void addressesCantBeAskedFor() {
    assertThatThrownBy(() -> Constraint.parse("node.ip == 186.17.9.41"))
        .hasMessage(
            "node.ip can't be asked for: a node's address is no label; use node.id, node.hostname"
                + " or node.labels.<key>");
  }

  @Conformance("C166")
  @ParameterizedTest
  @CsvSource({"n1, true", "n11, false", "n, false"})
  void idIsTheNodesName(String id, boolean matches) {
    assertThat(matches("node.id == " + id, Map.of())).isEqualTo(matches);
    assertThat(matches("node.id != " + id, Map.of())).isEqualTo(!matches);
  }

  @Conformance("C167")
  @ParameterizedTest
  @CsvSource({
    "worker,         true,  false",
    "manager,        false, true",
    "worker-manager, false, false"
  })
  void roles(String role, boolean ofWorker, boolean ofManager) {
    Map<String, String> manager = Map.of(NodeAttribute.MANAGER_LABEL, "");
    assertThat(matches("node.role == " + role, Map.of())).isEqualTo(ofWorker);
    assertThat(matches("node.role != " + role, Map.of())).isEqualTo(!ofWorker);
    assertThat(matches("node.role == " + role, manager)).isEqualTo(ofManager);
    assertThat(matches("NODE.Role != " + role, manager)).isEqualTo(!ofManager);
  }

  @ParameterizedTest
  @CsvSource({
    "node.platform.arch == amd64,   true",
    "node.platform.arch == x86_64,  true",
    "node.platform.arch != x86_64,  false",
    "node.platform.arch == arm64,   false",
    "node.platform.arch != aarch64, true",
    "node.platform.os == linux,     true",
    "node.platform.os == windows,   false",
    "node.platform.os == x86_64,    false"
  })
  @Difference("D53")
  void platforms(String constraint, boolean matches) {
    Map<String, String> node =
        Map.of(NodeAttribute.OS_LABEL, "linux", NodeAttribute.ARCH_LABEL, "amd64");
    assertThat(matches(constraint, node)).isEqualTo(matches);
  }

  @Conformance("C169")
  @Test
  void labelsOfNodes() {
    String constraint = "node.labels.security == high";
    assertThat(matches(constraint, Map.of())).isFalse();
    assertThat(matches(constraint, Map.of("other", "high"))).isFalse();
    assertThat(matches(constraint, Map.of("Security", "high"))).isFalse();
    assertThat(matches(constraint, Map.of("security", "high"))).isTrue();
    assertThat(matches("NODE.LABELS.security == high", Map.of("security", "high"))).isTrue();
  }

  @Conformance(value = "C170", differs = "D54")
  @Test
  void labelsOfEnginesCantBeAskedFor() {
    assertThatThrownBy(() -> Constraint.parse("engine.labels.disk != ssd"))
        .hasMessage(
            "engine.labels can't be asked for: nodes have one set of labels; use"
                + " node.labels.<key>");
  }

  @Difference("D55")
  @Test
  void keysOfLabelsMayHaveASlash() {
    Map<String, String> labels = Map.of("topology.kubernetes.io/zone", "a");
    assertThat(matches("node.labels.topology.kubernetes.io/zone == a", labels)).isTrue();
    assertThat(matches("node.labels.topology.kubernetes.io/zone != a", labels)).isFalse();
  }

  @Test
  void whatNoLabelCanBeNeverEqualsAndAlwaysDiffers() {
    assertThat(matches("node.labels.a == (b c)", Map.of("a", "b"))).isFalse();
    assertThat(matches("node.labels.a != (b c)", Map.of("a", "b"))).isTrue();
    assertThat(matches("node.labels.a != (b c)", Map.of())).isTrue();
  }

  /** S§9.1: "anything else never matches, for both". */
  @ParameterizedTest
  @CsvSource({"node == n1", "node != n1", "node.labels. == a", "node.labels. != a", "zone != a"})
  void whatNobodyKnowsNeverMatches(String constraint) {
    assertThat(matches(constraint, Map.of())).isFalse();
  }

  private static boolean matches(String constraint, Map<String, String> labels) {
    NodeView node =
        new NodeView(
            "n1",
            Availability.ACTIVE,
            NodeView.Health.READY,
            Optional.empty(),
            0,
            labels,
            List.of());
    return Constraint.parse(constraint).matches(node);
  }
}
