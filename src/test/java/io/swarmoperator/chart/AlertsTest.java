package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.watching.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules for alerts and the dashboard, by Prometheus' own tool. */
@ChartTest
class AlertsTest {
  private static final Path TESTS = Path.of("src/test/resources/alerts/swarm-operator_test.yaml");

  @Test
  void theRulesAreRules() {
    Commands.Result checked =
        Promtool.run(
            "check", "rules", "--lint=all", "--lint-fatal", WatchedFiles.ALERTS.toString());
    assertThat(checked.exitCode()).as(checked.text()).isZero();
    assertThat(checked.out()).contains(WatchedFiles.alerts().size() + " rules found");
  }

  @Test
  void eachAlertComesWhenItShouldAndNotBefore() {
    Commands.Result tested = Promtool.run("test", "rules", TESTS.toString());
    assertThat(tested.exitCode()).as(tested.text()).isZero();
  }

  @Test
  void eachAlertIsTestedWithAndWithoutIt() throws IOException {
    String tests = Files.readString(TESTS);
    for (JsonNode alert : WatchedFiles.alerts()) {
      String name = alert.path("alert").asText();
      assertThat(tests)
          .as(name)
          .containsPattern("alertname: " + name + ", eval_time: [0-9]+m, exp_alerts: \\[]}")
          .containsPattern(
              "alertname: " + name + "\n *eval_time: .*\n *exp_alerts:\n *- exp_labels");
    }
  }

  /** Every rule by itself, wrong in one thing: its tests must tell. */
  @Test
  void aRuleThatIsWrongInOneThingIsFound(@TempDir Path directory) throws IOException {
    Path rules = directory.resolve("rules.yaml");
    String tests =
        Files.readString(TESTS).replaceFirst("rule_files: .*", "rule_files: [" + rules + "]");
    Path changed = Files.writeString(directory.resolve("tests.yaml"), tests);
    List<WrongRule> wrong = WrongRule.allOf(Files.readString(WatchedFiles.ALERTS));
    assertThat(wrong).hasSizeGreaterThan(WatchedFiles.alerts().size());

    List<String> unnoticed = new ArrayList<>();
    for (WrongRule rule : wrong) {
      Files.writeString(rules, rule.file());
      if (Promtool.run("test", "rules", changed.toString()).exitCode() == 0) {
        unnoticed.add(rule.what());
      }
    }
    assertThat(unnoticed)
        .as("one failure in the window counts as 1.1: promtool can't come between 0 and 1")
        .containsExactlyInAnyOrder("SwarmOperatorFailing: > 1", "SwarmEventsDropped: > 1");
  }

  @Test
  void eachQueryOfTheDashboardIsOne(@TempDir Path directory) throws IOException {
    List<String> queries = WatchedFiles.lines().stream().map(WatchedFiles.Line::query).toList();
    assertThat(promtoolTakes(queries, directory).exitCode()).isZero();
    assertThat(promtoolTakes(List.of("sum by (kind (x)"), directory).exitCode()).isNotZero();
  }

  private static Commands.Result promtoolTakes(List<String> queries, Path directory)
      throws IOException {
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
    for (int i = 0; i < queries.size(); i++) {
      // what Grafana puts there
      String query = queries.get(i).replace("$__rate_interval", "5m").replace("$__range", "6h");
      rules.append("  - {record: 'q").append(i).append("', expr: '").append(query).append("'}\n");
    }
    Path file = Files.writeString(directory.resolve("dashboard.yaml"), rules);
    return Promtool.run("check", "rules", "--lint=none", file.toString());
  }

  @Test
  void eachAlertTellsHowBadItIsAndWhereToReadOn() throws IOException {
    String page = Files.readString(Path.of("docs/operating.md"));
    for (JsonNode alert : WatchedFiles.alerts()) {
      String name = alert.path("alert").asText();
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
      assertThat(alert.at("/annotations/summary").asText()).as(name).endsWith(".");
      assertThat(alert.at("/annotations/description").asText()).as(name).endsWith(".");
      assertThat(alert.at("/annotations/runbook").asText())
          .isEqualTo("docs/operating.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(page).contains("\n### " + name + "\n");
    }
  }

  @Test
  void theChartsRuleIsTheFile(Helm helm) throws IOException {
    String rendered =
        helm.template(
            "--set",
            "metrics.prometheusRule.enabled=true,metrics.prometheusRule.labels.release=main");
    JsonNode rule = one(rendered, "PrometheusRule");
    assertThat(rule.path("spec")).isEqualTo(Documents.tree(Files.readString(WatchedFiles.ALERTS)));
    assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("main");
  }

  @Test
  void theChartsDashboardIsTheFile(Helm helm) throws IOException {
    JsonNode map = one(helm.template("--set", "metrics.dashboard.enabled=true"), "ConfigMap");
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(map.at("/data/swarm-operator.json").asText()))
        .isEqualTo(json.readTree(Files.readString(WatchedFiles.DASHBOARD)));
    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
  }

  @Test
  void neitherIsMadeUnlessAskedFor(Helm helm) {
    assertThat(Documents.trees(helm.template()))
        .extracting(Documents::kind)
        .doesNotContain("PrometheusRule", "ConfigMap");
  }

  private static JsonNode one(String rendered, String kind) {
    return Documents.trees(rendered).stream()
        .filter(object -> Documents.kind(object).equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
