package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schema lets through and nothing can be made of. */
class SpecProblemsTest {
  private record Row(String template, String path, String message) {
    @Override
    public String toString() {
      return template;
    }
  }

  static Stream<Row> refused() {
    return Stream.of(
        new Row("labels: {a..b/c: d}", "labels", "a..b/c can't be a key"),
        new Row("annotations: {a..b/c: d}", "annotations", "a..b/c can't be a key"),
        new Row("serviceAccountName: a..b", "serviceAccountName", "a..b can't be a name"),
        new Row("priorityClassName: a..b", "priorityClassName", "a..b can't be a name"),
        new Row("runtimeClassName: a..b", "runtimeClassName", "a..b can't be a name"),
        new Row(
            "resources: {reservations: {generic: {kubernetes.io/x: 1}}}",
            "resources.reservations.generic",
            "kubernetes.io/x is reserved for"),
        new Row(
            "tolerations: [{key: a, value: b}, {key: a b, operator: Exists}]",
            "tolerations[1].key",
            "a b can't be a key"),
        new Row("tolerations: [{key: a, value: b c}]", "tolerations[0].value", "b c can't be"),
        new Row(
            "env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: b/c}}}]",
            "env[0].valueFrom.secretKeyRef.key",
            "'b/c' can't be a key"),
        new Row(
            "env: [{name: A, valueFrom: {configMapKeyRef: {key: b}}}]",
            "env[0].valueFrom.configMapKeyRef.name",
            " can't be a name"),
        new Row(
            "env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.colour}}}]",
            "env[0].valueFrom.fieldRef.fieldPath",
            "spec.colour is no field of a pod"),
        new Row(
            "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.colour}}}]",
            "env[0].valueFrom.resourceFieldRef.resource",
            "limits.colour isn't limits or requests of"),
        new Row(
            "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1k}}}]",
            "env[0].valueFrom.resourceFieldRef.divisor",
            "1k is no unit: 0, 1, 1m"),
        new Row("hostname: a.b", "hostname", "a.b is no host name"),
        new Row("hostname: Ping", "hostname", "Ping is no host name"),
        new Row("hostname: '{{.Task.Name}}'", "hostname", "is no host name"),
        new Row("hostname: '" + "a".repeat(59) + "{{.Task.Slot}}'", "hostname", "is no host name"),
        new Row("hostname: '{{.Service.Labels.none}}'", "hostname", "column 1: the service has no"),
        new Row("env: [{name: '{{.Task.ID}}', value: x}]", "env[0].name", "only the value may"),
        new Row(
            "env: [{name: A, value: '{{.X}}'}]", "env[0].value", "column 1: there is no {{.X}}"),
        new Row("mounts: [{source: Data, target: /a}]", "mounts[0].source", "Data can't be"),
        new Row("mounts: [{source: a_b, target: /a}]", "mounts[0].source", "a_b can't be"),
        new Row(
            "mounts: [{source: '{{.Node.Hostname}}', target: /a}]",
            "mounts[0].source",
            "{{.Node.Hostname}} isn't known when the pod is made, unless a constraint names it or"
                + " the service is a global one"),
        new Row(
            "mounts: [{type: bind, source: '/{{.Node.Platform.OS}}', target: /a}]",
            "mounts[0].source",
            "isn't known when the pod is made, unless a constraint names it"),
        new Row(
            "mounts: [{type: bind, source: /a/../b, target: /a}]",
            "mounts[0].source",
            "/a/../b is no absolute path without .."),
        new Row(
            "mounts: [{target: /a}, {target: /a/}]",
            "mounts[1].target",
            "/a is the target of spec.template.mounts[0] too"),
        new Row(
            "mounts: [{target: '/{{.Service.Name}}'}, {target: /ping}]",
            "mounts[1].target",
            "/ping is the target of spec.template.mounts[0] too"),
        new Row(
            "mounts: [{target: /run//secrets/db}], secrets: [{source: db}]",
            "secrets[0].target",
            "/run/secrets/db is the target of spec.template.mounts[0] too"),
        new Row(
            "secrets: [{source: db}], configs: [{source: x, target: /run/secrets/db}]",
            "configs[0].target",
            "/run/secrets/db is the target of spec.template.secrets[0] too"),
        new Row(
            "configs: [{source: x, target: a}, {source: y, target: /a}]",
            "configs[1].target",
            "/a is the target of spec.template.configs[0] too"),
        new Row(
            "mounts: [{target: /x/../data}, {target: /data}]",
            "mounts[0].target",
            "/x/../data has an element . or .."),
        new Row(
            "mounts: [{target: /data}, {target: /data/.}]",
            "mounts[1].target",
            "/data/. has an element . or .."),
        new Row(
            "secrets: [{source: x}, {source: y, target: ./x}]",
            "secrets[1].target",
            "/run/secrets/./x has an element . or .."),
        new Row("configs: [{source: x, key: ..y}]", "configs[0].key", "..y can't be a key"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  @Difference({"D101", "D107"})
  void isRefused(Row row) {
    List<FieldProblem> problems = problems("template: {image: alpine, " + row.template() + "}");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).asString().startsWith("spec.template." + row.path() + ": ");
    assertThat(problems.get(0).reason()).contains(row.message());
  }

  @Test
  void aClaimIsOfASlotAndNotOfATask() {
    String spec = "template: {image: alpine}\nvolumeClaims: [{name: 'd-{{.Task.ID}}', size: 1Gi}]";

    assertThat(problems(spec))
        .containsExactly(
            FieldProblem.at(
                "spec.volumeClaims[0].name",
                "a claim outlives its task, so it can be one of a slot: {{.Task.Slot}}"));
  }

  @Test
  void aClaimIsDeclaredOnce() {
    String spec =
        "template: {image: alpine}\nvolumeClaims: [{name: ping, size: 1Gi}, {name: '{{.Service.Name}}', size: 1Gi}]";

    assertThat(problems(spec))
        .containsExactly(FieldProblem.at("spec.volumeClaims[1].name", "ping is declared twice"));
  }

  @ParameterizedTest
  @CsvSource({
    "'d-{{.Task.Slot}}', d-1, d-1",
    "d-7, 'd-{{.Task.Slot}}', d-7",
    "'d-{{.Task.Slot}}', 'd-{{.Task.Slot}}0', d-10000",
    "'{{.Service.Name}}-{{.Task.Slot}}-{{.Task.Slot}}', ping-3-3, ping-3-3",
  })
  void aClaimIsNotThatOfASlotToo(String first, String second, String name) {
    assertThat(claims("mode: replicated", first, second))
        .containsExactly(FieldProblem.at("spec.volumeClaims[1].name", name + " is declared twice"));
  }

  @ParameterizedTest
  @CsvSource({
    "'d-{{.Task.Slot}}', d",
    "'d-{{.Task.Slot}}', d-01",
    "'d-{{.Task.Slot}}', d-10001",
    "'d-{{.Task.Slot}}', 'e-{{.Task.Slot}}'",
    "'d-{{.Task.Slot}}-{{.Task.Slot}}', d-3-4",
  })
  void claimsOfDifferentNamesAreTwo(String first, String second) {
    assertThat(claims("mode: replicated", first, second)).isEmpty();
  }

  @Test
  void anyClaimMayBeBesideThoseOfNodes() {
    assertThat(claims("mode: global", "d-{{.Task.Slot}}", "d-logs")).isEmpty();
  }

  private static List<FieldProblem> claims(String mode, String first, String second) {
    return problems(
        mode
            + "\ntemplate: {image: alpine}\nvolumeClaims: [{name: '"
            + first
            + "', size: 1Gi}, {name: '"
            + second
            + "', size: 1Gi}]");
  }

  @Test
  void aLabelThatIsThereIsNone() {
    SwarmService service =
        Fixtures.ping("template: {image: alpine, hostname: '{{.Service.Labels.tier}}'}");
    service.getMetadata().setLabels(Map.of("tier", "front"));

    assertThat(SpecProblems.of(service, RevisionContent.of(service))).isEmpty();
  }

  private static List<FieldProblem> problems(String spec) {
    SwarmService service = Fixtures.ping(spec);
    return SpecProblems.of(service, RevisionContent.of(service));
  }

  @Test
  void aWrongPlaceholderHidesOnlyWhatItsFieldSays() {
    SwarmService service =
        Fixtures.ping(
            "template: {image: a, hostname: A, mounts: [{type: bind, source: '{{.X}}', target: /a/../b},"
                + " {source: D, target: /c}]}");
    assertThat(SpecProblems.of(service, RevisionContent.of(service)))
        .extracting(problem -> problem.toString().replaceFirst(":.*", ""))
        .containsExactly(
            "spec.template.mounts[0].source",
            "spec.template.hostname",
            "spec.template.mounts[0].target",
            "spec.template.mounts[1].source");
  }
}
