package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.CustomResources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes for the Prometheus operator, on a cluster that knows its kinds. */
@ChartTest
class MonitoringKindsTest {
  private static final List<String> KINDS =
      List.of("servicemonitors", "podmonitors", "prometheusrules");

  /** The Prometheus operator's own definitions, of the release that go.mod names. */
  private static Path definitions() {
    Path script = ChartCluster.home().resolve("src/test/cluster/up");
    Commands.Result fetched = Commands.run(List.of(script.toString(), "--monitoring"));
    assertThat(fetched.exitCode()).as(fetched.text()).isZero();
    return Path.of(fetched.out().strip());
  }

  private static void define(ChartCluster cluster) {
    for (String kind : KINDS) {
      Path file = definitions().resolve("monitoring.coreos.com_" + kind + ".yaml");
      assertThat(applied(cluster, "", "-f", file.toString()).exitCode()).isZero();
      CustomResources.awaitEstablished(cluster.client(), kind + ".monitoring.coreos.com");
    }
  }

  private static Commands.Result applied(ChartCluster cluster, String stdin, String... args) {
    List<String> words = new ArrayList<>(List.of("apply", "--server-side"));
    words.addAll(List.of(args));
    return cluster.kubectl(stdin, words.toArray(String[]::new));
  }

  /** An API server refuses a field that it doesn't know, and what differs from the schema. */
  @ParameterizedTest
  @ValueSource(strings = {"serviceMonitor", "podMonitor", "prometheusRule"})
  void theApiServerAcceptsThem(String kind, Helm helm, ChartCluster cluster) {
    define(cluster);
    String values = "metrics.%1$s.enabled=true,metrics.%1$s.labels.release=main".formatted(kind);
    String interval =
        kind.equals("prometheusRule") ? "" : ",metrics.%s.interval=1m30s".formatted(kind);
    String rendered = helm.template("--set", values + interval);

    Commands.Result applied = applied(cluster, rendered, "--dry-run=server", "-f", "-");

    assertThat(applied.exitCode()).as(applied.text()).isZero();
    assertThat(applied.err()).isEmpty();
    assertThat(applied.out().toLowerCase(Locale.ROOT))
        .contains(kind.toLowerCase(Locale.ROOT) + ".monitoring.coreos.com/swarm-operator");
  }

  /** Else the test above could not fail. */
  @Test
  void whatTheKindDoesNotHaveIsRefused(Helm helm, ChartCluster cluster) {
    define(cluster);
    String rendered = helm.template("--set", "metrics.serviceMonitor.enabled=true");

    Commands.Result applied =
        applied(
            cluster, rendered.replace("  endpoints:", "  ports:"), "--dry-run=server", "-f", "-");

    assertThat(applied.exitCode()).isNotZero();
    assertThat(applied.err()).contains("spec.ports");
  }
}
