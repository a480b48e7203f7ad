package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sandbox.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an installation is changed to, and back; the API server takes each step. */
@ChartTest
class SwitchedValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watch.namespaces={default}",
        "metrics.port=9090,metrics.service.enabled=true",
        "networkPolicy.enabled=true,networkPolicy.apiServerPorts={6443}",
        "serviceAccount.create=false",
        "crds.keep=false",
        "admissionPolicies.enabled=false",
        "resources=null"
      })
  void aValueIsSwitchedAndSwitchedBack(String value, ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--reset-values");
      release.helm("upgrade", "--reset-values", "--set", value);
      release.helm("upgrade", "--reset-values");
    }
  }

  /** A field that Kubernetes filled in would contradict the other strategy. */
  @Test
  void withoutALeaseNoTwoOperatorsRunAtATime(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--reset-values");
      release.helm("upgrade", "--reset-values", "--set", "leaderElection.enabled=false");

      assertThat(
              cluster
                  .client()
                  .apps()
                  .deployments()
                  .inNamespace(ChartCluster.NAME)
                  .withName(ChartCluster.NAME)
                  .get()
                  .getSpec()
                  .getStrategy()
                  .getType())
          .isEqualTo("Recreate");
    }
  }

  @Test
  void definitionsThatKubectlAppliedComeIntoTheRelease(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      for (String manager : new String[] {"kubectl", "someone-else"}) {
        Commands.Result applied =
            cluster
                .kubectl("default")
                .run(
                    "apply",
                    "--server-side",
                    "--force-conflicts",
                    "--field-manager=" + manager,
                    "-f",
                    "deploy/crds.yaml");
        assertThat(applied.exitCode()).as(applied.text()).isZero();
      }

      release.helm("upgrade", "--install", "--take-ownership", "--force-conflicts");
      release.helm("upgrade");
    }
  }
}
