package io.swarmoperator.chart;

import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.scenario.Stage;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An operator of all namespaces can do all its work, and no verb is granted that it leaves. */
@ChartTest
class EveryRightTest {

  @Test
  void theOperatorOfAllNamespacesUsesEveryRightThatItHas(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("install");
      TestNamespace shop = TestNamespace.create(cluster.client());
      new AllItsWork(cluster, release, shop)
          .usesEveryRight(
              Set.of(), () -> elsewhere(cluster.stage(TestNamespace.create(cluster.client()))));
    }
  }

  private static void elsewhere(Stage stage) {
    stage.kubectl("create", "-f", "examples/ping.yaml");
    stage.await1("tasks in another namespace", () -> stage.running("ping").size() == 4);
  }
}
