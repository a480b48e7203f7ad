package io.swarmoperator.chart;

import io.swarmoperator.cluster.TestNamespace;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same of one namespace; the log of {@link EveryRightTest} must not be this one's too. */
@ChartTest
class EveryNamespacedRightTest {

  @Test
  void theOperatorOfANamespaceUsesEveryRightThatItHas(ChartCluster cluster) {
    TestNamespace shop = TestNamespace.create(cluster.client());
    try (Release release = new Release(cluster)) {
      release.helm("install", "--set", "watch.namespaces={" + shop.name() + "}");
      new AllItsWork(cluster, release, shop).usesEveryRight(Set.of(shop.name()), () -> {});
    }
  }
}
