package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Helm makes of the chart, for every file of values in its ci directory. */
@ChartTest
class ChartRenderingTest {

  static List<Path> values() throws IOException {
    try (Stream<Path> files = Files.list(ValuesFile.CHART.resolve("ci"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void helmFindsNothingToComplainOf(Path values, Helm helm) {
    String chart = ValuesFile.CHART.toString();
    assertThat(helm.succeed("lint", "--strict", chart, "--values", values.toString()))
        .contains("0 chart(s) failed")
        .doesNotContain("[WARNING]");
  }

  /** Warnings are among what it mustn't print: of the pod security level of the namespace too. */
  @ParameterizedTest
  @MethodSource("values")
  void theApiServerAcceptsEveryObject(Path values, Helm helm, ChartCluster cluster) {
    String rendered = helm.template("--values", values.toString());
    Commands.Result applied =
        cluster.kubectl(rendered, "apply", "--server-side", "--dry-run=server", "-f", "-");
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    assertThat(applied.err()).isEmpty();
    assertThat(applied.out().lines()).hasSameSizeAs(Documents.texts(rendered));
  }

  @ParameterizedTest
  @MethodSource("values")
  void noRightIsAWildcard(Path values, Helm helm) {
    for (JsonNode object : Documents.trees(helm.template("--values", values.toString()))) {
      assertThat(object.path("rules").toString()).as(Documents.id(object)).doesNotContain("*");
      assertThat(object.path("rules").toString()).doesNotContain("secrets");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas=2                                  | 'replicas' not allowed
          replicaCount=two                            | /replicaCount
          image.tags=1.0                              | 'tags' not allowed
          image.tag=a/b                               | /image/tag
          image.digest=0123                           | /image/digest
          image.repository=                           | /image/repository
          image.pullPolicy=Sometimes                  | /image/pullPolicy
          watch.namespaces=one                        | /watch/namespaces
          watch.namespaces={One}                      | /watch/namespaces/0
          watch.namespaces={a\\,a}                    | /watch/namespaces/0
          operator.logFormat=xml                      | /operator/logFormat
          operator.nodeNotReadyGrace=-1               | /operator/nodeNotReadyGrace
          admissionPolicies.tasks={Refuse}            | /admissionPolicies/tasks/0
          metrics.port=0                              | /metrics/port
          metrics.serviceMonitor.interval=often       | /metrics/serviceMonitor/interval
          rbac.aggregate=yes                          | /rbac/aggregate
          extraEnv[0].name=JAVA_TOOL_OPTIONS          | /extraEnv/0/name
          imagePullSecrets={registry}                 | /imagePullSecrets/0
          networkPolicy.apiServerRanges={10.0.0.1}    | /networkPolicy/apiServerRanges/0
          commonLabels.team=of the shop               | /commonLabels/team
          metrics.dashboard.labels.team=-             | /metrics/dashboard/labels/team
          admissionPolicies.namespaceSelector.team=a  | 'team' not allowed
          """)
  void aWrongValueIsRefusedByItsName(String setting, String told, Helm helm) {
    assertThat(refusal(helm, "--set", setting)).contains(told);
  }

  /** YAML would read it as a number, which no name is. */
  @Test
  void aNameOfDigitsStaysAName(Helm helm) {
    String rendered =
        helm.succeed(
            "template",
            "123",
            ValuesFile.CHART.toString(),
            "--namespace=456",
            "--set-string",
            "watch.namespaces={456},serviceAccount.name=77,nameOverride=12,fullnameOverride=34,"
                + "priorityClassName=12",
            "--set",
            "crds.enabled=false,metrics.serviceMonitor.enabled=true,metrics.prometheusRule.enabled=true,"
                + "metrics.dashboard.enabled=true,networkPolicy.enabled=true,replicaCount=2");
    for (JsonNode object : Documents.trees(rendered)) {
      for (String name : List.of("name", "namespace", "labels", "matchLabels", "values")) {
        assertThat(object.findValues(name))
            .as(Documents.id(object))
            .allSatisfy(value -> assertThat(numbers(value)).isEmpty());
      }
      assertThat(object.findValues("serviceAccountName"))
          .allSatisfy(value -> assertThat(value.isTextual()).isTrue());
      assertThat(object.findValues("priorityClassName"))
          .allSatisfy(value -> assertThat(value.isTextual()).isTrue());
    }
  }

  /** Helm reads a values file's numbers as floating ones. */
  @Test
  void aLargeNumberStaysWhole(Helm helm, @TempDir Path directory) throws IOException {
    Path values =
        Files.writeString(
            directory.resolve("values.yaml"),
            """
            operator: {taskHistoryLimit: 1000000, nodeNotReadyGrace: 2000000}
            terminationGracePeriodSeconds: 3000000
            """);
    assertThat(helm.template("--values", values.toString()))
        .contains(
            "--task-history-limit=1000000\n",
            "--node-not-ready-grace=2000000\n",
            "terminationGracePeriodSeconds: 3000000\n");
  }

  private static List<JsonNode> numbers(JsonNode value) {
    List<JsonNode> found = new ArrayList<>();
    if (value.isNumber()) {
      found.add(value);
    }
    value.forEach(part -> found.addAll(numbers(part)));
    return found;
  }

  @Test
  void twoWaysToScrapeAreRefused(Helm helm) {
    assertThat(
            refusal(
                helm,
                "--set",
                "metrics.podMonitor.enabled=true,metrics.serviceMonitor.enabled=true"))
        .contains("metrics.podMonitor.enabled");
  }

  @Test
  void severalOperatorsWithoutALeaseAreRefused(Helm helm) {
    assertThat(refusal(helm, "--set", "replicaCount=2,leaderElection.enabled=false"))
        .contains("replicaCount");
  }

  private static String refusal(Helm helm, String... args) {
    List<String> words = new ArrayList<>(List.of("template", ValuesFile.CHART.toString()));
    words.addAll(Arrays.asList(args));
    Commands.Result result = helm.run(words.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.text()).isNotZero();
    return result.err();
  }

  @Test
  void oneReplicaHasNoDisruptionBudget(Helm helm) {
    assertThat(kinds(helm)).doesNotContain("PodDisruptionBudget");
    assertThat(kinds(helm, "--set", "replicaCount=2")).contains("PodDisruptionBudget");
    assertThat(kinds(helm, "--set", "replicaCount=2,podDisruptionBudget.enabled=false"))
        .doesNotContain("PodDisruptionBudget");
  }

  @Test
  void ofTheWholeClusterANamespacedOperatorReadsTheNodesOnly(Helm helm) {
    List<JsonNode> objects = Documents.trees(helm.template("--set", "watch.namespaces={a,b}"));
    assertThat(objects)
        .filteredOn(o -> Documents.kind(o).startsWith("ClusterRole"))
        .extracting(Documents::id)
        .containsExactlyInAnyOrder(
            "ClusterRole swarm-operator-nodes", "ClusterRoleBinding swarm-operator-nodes");
    assertThat(objects)
        .filteredOn(o -> Documents.kind(o).equals("Role"))
        .extracting(Documents::id)
        .containsExactlyInAnyOrder(
            "Role a/swarm-operator-watched",
            "Role a/swarm-operator-dependent",
            "Role b/swarm-operator-watched",
            "Role b/swarm-operator-dependent",
            "Role swarm-operator/swarm-operator-lease");
    assertThat(one(objects, "Deployment").at("/spec/template/spec/containers/0/args").toString())
        .contains("\"--namespace=a\",\"--namespace=b\"");
    assertThat(objects)
        .filteredOn(o -> o.at("/spec/matchResources/namespaceSelector").isObject())
        .allMatch(o -> o.toString().contains("[\"a\",\"b\"]"))
        .hasSize(2);
  }

  @Test
  void theImageIsNamedByTagOrDigest(Helm helm) {
    assertThat(image(helm)).isEqualTo("swarm-operator:0.1.0");
    assertThat(image(helm, "--set", "image.repository=r.example.com/s,image.tag=dev"))
        .isEqualTo("r.example.com/s:dev");
    String digest = "sha256:" + "1".repeat(64);
    assertThat(image(helm, "--set", "image.tag=dev,image.digest=" + digest))
        .isEqualTo("swarm-operator@" + digest);
  }

  @Test
  void aSpreadConstraintSelectsTheOperatorsOwnPods(Helm helm) {
    String values = ValuesFile.CHART.resolve("ci/ha-values.yaml").toString();
    JsonNode deployment = one(Documents.trees(helm.template("--values", values)), "Deployment");
    assertThat(deployment.at("/spec/template/spec/topologySpreadConstraints/0/labelSelector"))
        .isEqualTo(deployment.at("/spec/selector"));
  }

  @Test
  void whatSelectsPodsSelectsTheOperators(Helm helm) {
    List<JsonNode> objects =
        Documents.trees(
            helm.template(
                "--set", "replicaCount=2,networkPolicy.enabled=true,metrics.service.enabled=true"));
    JsonNode own = one(objects, "Deployment").at("/spec/selector/matchLabels");
    assertThat(own).hasSize(2);
    assertThat(one(objects, "Service").at("/spec/selector")).isEqualTo(own);
    assertThat(one(objects, "PodDisruptionBudget").at("/spec/selector/matchLabels")).isEqualTo(own);
    assertThat(one(objects, "NetworkPolicy").at("/spec/podSelector/matchLabels")).isEqualTo(own);
  }

  /** A key that is there twice means another thing to each parser. */
  @Test
  void whatTheChartSaysTooIsSaidOnce(Helm helm) {
    String label = ".app\\.kubernetes\\.io/part-of=shop";
    List<String> settings =
        List.of(
            "commonLabels" + label,
            "podLabels" + label,
            "podAnnotations.kubectl\\.kubernetes\\.io/default-container=shop",
            "metrics.serviceMonitor.enabled=true",
            "metrics.serviceMonitor.labels" + label,
            "metrics.prometheusRule.enabled=true",
            "metrics.prometheusRule.labels" + label,
            "metrics.dashboard.enabled=true",
            "metrics.dashboard.labels" + label);
    String text = helm.template("--set", String.join(",", settings));
    LoaderOptions once = new LoaderOptions();
    once.setAllowDuplicateKeys(false);
    assertThat(new Yaml(new SafeConstructor(once)).loadAll(text)).isNotEmpty();

    List<JsonNode> objects = Documents.trees(text);
    assertThat(objects)
        .extracting(o -> o.at("/metadata/labels/app.kubernetes.io~1part-of").asText())
        .containsOnly("shop");
    JsonNode pods = one(objects, "Deployment").at("/spec/template/metadata");
    assertThat(pods.at("/labels/app.kubernetes.io~1part-of").asText()).isEqualTo("shop");
    assertThat(pods.at("/annotations/kubectl.kubernetes.io~1default-container").asText())
        .isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "commonLabels, app.kubernetes.io/name",
    "podLabels, app.kubernetes.io/instance",
    "metrics.serviceMonitor.labels, app.kubernetes.io/name",
    "commonAnnotations, helm.sh/resource-policy"
  })
  void whatTheChartGoesByIsRefused(String value, String key, Helm helm) {
    assertThat(refusal(helm, "--set", value + "." + key.replace(".", "\\.") + "=shop"))
        .contains("/" + value.replace('.', '/') + "/" + key.replace("/", "~1"));
  }

  /** The Prometheus operator's kinds; {@link MonitoringKindsTest} shows them to an API server. */
  @ParameterizedTest
  @CsvSource({
    "serviceMonitor, ServiceMonitor, endpoints",
    "podMonitor, PodMonitor, podMetricsEndpoints"
  })
  void metricsAreScrapedAtTheOperatorsPort(String value, String kind, String endpoints, Helm helm) {
    String name = "metrics." + value;
    List<JsonNode> objects =
        Documents.trees(
            helm.template(
                "--set",
                name + ".enabled=true," + name + ".interval=30s," + name + ".labels.release=main"));
    JsonNode monitor = one(objects, kind);
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("main");
    assertThat(monitor.path("spec").path(endpoints).toString())
        .isEqualTo("[{\"port\":\"http\",\"interval\":\"30s\"}]");
    JsonNode deployment = one(objects, "Deployment");
    assertThat(monitor.at("/spec/selector")).isEqualTo(deployment.at("/spec/selector"));
    assertThat(deployment.at("/spec/template/spec/containers/0/ports/0/name").asText())
        .isEqualTo("http");
  }

  private static String image(Helm helm, String... args) {
    return one(Documents.trees(helm.template(args)), "Deployment")
        .at("/spec/template/spec/containers/0/image")
        .asText();
  }

  private static List<String> kinds(Helm helm, String... args) {
    return Documents.trees(helm.template(args)).stream().map(Documents::kind).toList();
  }

  private static JsonNode one(List<JsonNode> objects, String kind) {
    List<JsonNode> found = objects.stream().filter(o -> Documents.kind(o).equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }
}
