package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.sandbox.Commands;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chart for two namespaces, with definitions that somebody else applied. */
@ChartTest
class NamespacedInstallTest {

  @Test
  void theOperatorWorksInItsNamespacesAndInNoOther(ChartCluster cluster)
      throws IOException, InterruptedException {
    String definitions = DeployFiles.DEPLOY.resolve("crds.yaml").toString();
    Commands.Result applied =
        cluster.kubectl("default").run("apply", "--server-side", "-f", definitions);
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    TestNamespace one = TestNamespace.create(cluster.client());
    TestNamespace two = TestNamespace.create(cluster.client());
    TestNamespace other = TestNamespace.create(cluster.client());
    try (Release release = new Release(cluster)) {
      release.helm(
          "install",
          "--set",
          "crds.enabled=false,watch.namespaces={" + one.name() + "," + two.name() + "}");
      release.start();
      cluster.stage(other).service("ping", "template: {image: 'app:a'}");
      Rollout.throughUpdateAndRollback(cluster.stage(one));
      Rollout.throughUpdateAndRollback(cluster.stage(two));

      assertThat(cluster.stage(other).tasks("ping")).isEmpty();
      assertThat(other.client().pods().list().getItems()).isEmpty();
      assertThat(release.audit().refused()).isEmpty();
      assertThat(release.output()).doesNotContainIgnoringCase("forbidden").doesNotContain(" 403");
      Map<String, List<String>> rights = new LinkedHashMap<>();
      rights.put("a namespace that is watched", release.rights(one.name()));
      rights.put("its own", release.rights(ChartCluster.NAME));
      rights.put("another", release.rights(other.name()));
      RightsGolden.compare("rights-namespaced.txt", rights);
      release.stop();
    }
  }
}
