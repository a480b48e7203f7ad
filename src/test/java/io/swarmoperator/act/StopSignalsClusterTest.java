package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.render.StopSignalRenderer;
import org.junit.jupiter.api.Test;

/** Whether the cluster has the feature is its own affair; what is said of it must be true. */
@ClusterTest
class StopSignalsClusterTest {

  @Test
  void saysWhatTheClusterDoesWithASignal(KubernetesClient client) {
    SwarmService service = service(client, "stopSignal: SIGINT");
    Pod made =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName("stopped")
                    .endMetadata()
                    .withNewSpec()
                    .withOs(StopSignalRenderer.os(service.getSpec().getTemplate()))
                    .addNewContainer()
                    .withName("task")
                    .withImage("alpine:3.7")
                    .withNewLifecycle()
                    .withStopSignal(StopSignalRenderer.signal(service.getSpec().getTemplate()))
                    .endLifecycle()
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    Container container = made.getSpec().getContainers().get(0);
    boolean kept = container.getLifecycle() != null;

    assertThat(signals(client).dropped(service, service.getSpec().getTemplate()))
        .isNotEqualTo(kept);
    assertThat(client.pods().list().getItems()).as("nothing else is made").hasSize(1);
  }

  @Test
  void aServiceWithoutSignalIsNotAskedAbout(KubernetesClient client) {
    SwarmService service = service(client, "tty: true");

    assertThat(signals(client).dropped(service, service.getSpec().getTemplate())).isFalse();
  }

  @Test
  void aRefusalTellsNothing(KubernetesClient client) {
    SwarmService service = service(client, "stopSignal: SIGINT");
    service.getSpec().getTemplate().setImage("");

    assertThat(signals(client).dropped(service, service.getSpec().getTemplate())).isFalse();
  }

  private static StopSignals signals(KubernetesClient client) {
    return new StopSignals(new ApiWrites(client, WriteGate.OPEN, new SimpleMeterRegistry()));
  }

  private static SwarmService service(KubernetesClient client, String fields) {
    SwarmService service = Fixtures.ping("template: {image: 'alpine:3.7', " + fields + "}");
    service.getMetadata().setNamespace(client.getNamespace());
    return service;
  }
}
