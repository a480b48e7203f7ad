package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sandbox.Commands;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second operator in a cluster that has one already. */
@ChartTest
class SecondReleaseTest {

  /** Two of them would both act for every service. */
  @ParameterizedTest
  @CsvSource({
    "true, swarmservices.swarmoperator.io",
    "false, swarm-operator-of-all-namespaces",
  })
  void anotherOneForAllNamespacesIsRefused(boolean crds, String by, ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--reset-values");
      Commands.Result second = install(cluster, "second", "crds.enabled=" + crds);
      assertThat(second.exitCode()).as(second.text()).isNotZero();
      assertThat(second.err())
          .contains("exists and cannot be imported into the current release", by)
          .contains("meta.helm.sh/release-name");
      assertThat(cluster.client().apps().deployments().inNamespace("second").list().getItems())
          .isEmpty();
    }
  }

  @Test
  void twoForDifferentNamespacesStandBesideEachOther(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--set", "watch.namespaces={default}");
      Commands.Result second =
          install(cluster, "second", "crds.enabled=false,watch.namespaces={second}");
      assertThat(second.exitCode()).as(second.text()).isZero();
      assertThat(cluster.client().apps().deployments().inNamespace("second").list().getItems())
          .hasSize(1);
      Commands.Result gone = cluster.helm().run("uninstall", "second", "--namespace", "second");
      assertThat(gone.exitCode()).as(gone.text()).isZero();
    }
  }

  private static Commands.Result install(ChartCluster cluster, String name, String settings) {
    List<String> words = new ArrayList<>(List.of("install", name, ValuesFile.CHART.toString()));
    words.addAll(List.of("--namespace", name, "--create-namespace", "--set", settings));
    return cluster.helm().run(words.toArray(String[]::new));
  }
}
