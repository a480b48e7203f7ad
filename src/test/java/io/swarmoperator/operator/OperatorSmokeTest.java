package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.Edits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole loop once: created, updated, left alone, deleted. */
@ClusterTest
class OperatorSmokeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aServiceIsCreatedUpdatedAndDeleted(KubernetesClient client, String namespace) {
    try (OperatorRuntime runtime =
        OperatorRuntime.start(client, OperatorOptions.defaults().in(Set.of(namespace)))) {
      client.resource(service()).create();
      until(client, "2/2", "alpine:3.7");

      Edits.edit(
          client.resources(SwarmService.class).withName("ping"),
          s -> {
            s.getSpec().getTemplate().setImage("alpine:3.8");
            return s;
          });
      until(client, "2/2", "alpine:3.8");
      await("history").atMost(PATIENCE).untilAsserted(() -> assertThat(records(client)).hasSize(4));

      client.resources(SwarmService.class).withName("ping").delete();
      await("nothing is left")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(pods(client)).isEmpty();
                assertThat(records(client)).isEmpty();
              });
      assertThat(runtime.httpPort()).isEmpty();
    }
  }

  private static void until(KubernetesClient client, String summary, String image) {
    await(summary + " of " + image)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(
                      client
                          .resources(SwarmService.class)
                          .withName("ping")
                          .get()
                          .getStatus()
                          .getSummary())
                  .isEqualTo(summary);
              assertThat(pods(client))
                  .hasSize(2)
                  .allMatch(p -> image.equals(p.getSpec().getContainers().get(0).getImage()));
            });
  }

  private static List<Pod> pods(KubernetesClient client) {
    return client.pods().list().getItems();
  }

  private static List<SwarmTask> records(KubernetesClient client) {
    return client.resources(SwarmTask.class).list().getItems();
  }

  private static SwarmService service() {
    TaskTemplate template = new TaskTemplate();
    template.setImage("alpine:3.7");
    SwarmServiceSpec spec = new SwarmServiceSpec();
    spec.setReplicas(2);
    spec.setTemplate(template);
    SwarmService service = new SwarmService();
    service.setMetadata(new ObjectMetaBuilder().withName("ping").build());
    service.setSpec(spec);
    return service;
  }
}
