package io.swarmoperator.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * A namespace for one test: fresh when it is made, on its way out when it is closed.
 *
 * @param name of the namespace
 * @param client of the cluster, in that namespace
 */
public record TestNamespace(String name, KubernetesClient client) implements AutoCloseable {

  /** Makes a namespace, ready for pods. */
  public static TestNamespace create(KubernetesClient client) {
    var name = "test-" + UUID.randomUUID().toString().substring(0, 13);
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(Map.of("swarmoperator.io/test", "true"))
            .endMetadata()
            .build();
    client.resource(namespace).create();
    // Admission refuses pods until the controller manager has made the default service account.
    await("service account of " + name)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> client.serviceAccounts().inNamespace(name).withName("default").get() != null);
    var scoped = client.adapt(NamespacedKubernetesClient.class).inNamespace(name);
    return new TestNamespace(name, scoped);
  }

  @Override
  public void close() {
    client.namespaces().withName(name).delete();
  }
}
