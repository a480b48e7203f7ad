package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import org.junit.jupiter.api.Test;

/**
 * An operator with the roles of one namespace, as the chart makes them for a list of namespaces.
 * All scenarios run so with {@code -Drights=namespaced}.
 */
@ClusterTest
class NamespacedRightsScenarioTest {
  private static final String STORE =
      """
      replicas: 2
      template: {image: "app:a", mounts: [{type: volume, source: data, target: /data}]}
      volumeClaims: [{name: data, size: 1Gi}]
      """;

  private static final String WEB =
      """
      replicas: 3
      revisionHistoryLimit: 1
      template: {image: "app:a"}
      updateConfig: {parallelism: 2, monitor: 100ms}
      endpoint: {serviceType: NodePort, ports: [{target: 80}]}
      """;

  @Test
  void theRolesOfItsNamespaceAreEnough(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl, namespaced(client).started())) {
      stage.service("web", WEB);
      stage.awaitSummary("web", "3/3");
      stage.image("web", "app:b");
      stage.awaitUpdate("web", "completed");
      stage.request("web", "rollback=previous");
      stage.awaitUpdate("web", "rollback_completed");
      stage.scale("web", 1);
      stage.awaitSummary("web", "1/1");
      stage.patch("web", "{\"spec\":{\"endpoint\":{\"ports\":[]}}}");
      stage.awaitUpdate("web", "completed");
      stage.service("store", STORE);
      stage.await1("its claim", () -> !client.persistentVolumeClaims().list().getItems().isEmpty());
      stage.kubectl("delete", "swsvc", "--all");
      stage.await1("nothing left", () -> stage.tasks("web").isEmpty());
    }
  }

  /** Otherwise no scenario would tell that a right is missing. */
  @Test
  void whatItHasNoRightToIsSeen(KubernetesClient client) {
    LackOfRights lack = new LackOfRights();
    try (KubernetesClient own = OperatorRights.in(client, DeclaredRights.NAMESPACED, lack)) {
      assertThat(own.pods().list().getItems()).isEmpty();
      lack.assertNone();

      assertThatThrownBy(() -> own.secrets().list()).isInstanceOf(KubernetesClientException.class);
      assertThatThrownBy(lack::assertNone)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("secrets is forbidden");
      assertThatThrownBy(() -> own.pods().inNamespace("default").list())
          .isInstanceOf(KubernetesClientException.class);
    }
  }

  private static TestOperator namespaced(KubernetesClient client) {
    return TestOperator.with(client, DeclaredRights.NAMESPACED, o -> o, new Interceptor() {});
  }
}
