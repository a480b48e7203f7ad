package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The chart as it comes, in a namespace that takes only restricted pods: an operator of all
 * namespaces works under the rights that it brings, and what it runs outlives it.
 */
@ChartTest
class ChartInstallTest {

  @Test
  void anInstallationWorksGoesAndComesBackWithoutARestart(ChartCluster cluster)
      throws IOException, InterruptedException {
    try (Release release = new Release(cluster)) {
      release.helm("install");
      assertThat(operatorPods(cluster)).hasSize(1);
      release.start();
      TestNamespace shop = TestNamespace.create(cluster.client());
      Stage stage = cluster.stage(shop);
      Rollout.throughUpdateAndRollback(stage);
      Rollout.throughUpdateAndRollback(cluster.stage(TestNamespace.create(cluster.client())));
      assertThat(release.audit().refused()).isEmpty();
      assertThat(release.audit().asked()).isNotEmpty();
      assertThat(release.output()).doesNotContainIgnoringCase("forbidden").doesNotContain(" 403");
      Map<String, List<String>> rights = new LinkedHashMap<>();
      rights.put("any namespace", release.rights(shop.name()));
      rights.put("its own", release.rights(ChartCluster.NAME));
      RightsGolden.compare("rights-cluster-wide.txt", rights);

      Set<String> before = uids(shop.client());
      release.stop();
      assertThat(release.uninstall())
          .contains("swarmservices.swarmoperator.io", "swarmtasks.swarmoperator.io");
      assertThat(operatorPods(cluster)).isEmpty();
      assertThat(uids(shop.client())).isEqualTo(before);
      assertThat(stage.running("ping")).hasSize(4);
      // declared while nobody works
      stage.scale("ping", 5);

      release.helm("install");
      release.start();
      stage.awaitSummary("ping", "5/5");
      assertThat(uids(shop.client())).containsAll(before).hasSize(before.size() + 1);
      assertThat(release.audit().refused()).isEmpty();

      release.helm("upgrade", "--set", "replicaCount=2");
      assertThat(operatorPods(cluster)).hasSize(2);
      assertThat(
              cluster
                  .client()
                  .policy()
                  .v1()
                  .podDisruptionBudget()
                  .inNamespace(ChartCluster.NAME)
                  .list()
                  .getItems())
          .hasSize(1);
    }
  }

  private static List<String> operatorPods(ChartCluster cluster) {
    return cluster.client().pods().inNamespace(ChartCluster.NAME).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private static Set<String> uids(KubernetesClient client) {
    return client.pods().withLabel("swarmoperator.io/service", "ping").list().getItems().stream()
        .map(HasMetadata::getMetadata)
        .map(metadata -> metadata.getUid())
        .collect(Collectors.toSet());
  }
}
