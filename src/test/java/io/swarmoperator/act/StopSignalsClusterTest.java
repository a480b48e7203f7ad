package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.render.StopSignalRenderer;
import io.swarmoperator.render.Unsupported;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whether the cluster has the feature is its own affair; what is said of it must be true. */
@ClusterTest
class StopSignalsClusterTest {

  @Difference("D92")
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

    assertThat(signals(client).unsupported(service, service.getSpec().getTemplate()).isPresent())
        .isNotEqualTo(kept);
    assertThat(client.pods().list().getItems()).as("nothing else is made").hasSize(1);
  }

  @Test
  void aServiceWithoutSignalIsNotAskedAbout(KubernetesClient client) {
    SwarmService service = service(client, "tty: true");

    assertThat(signals(client).unsupported(service, service.getSpec().getTemplate())).isEmpty();
  }

  @Test
  void aSignalOfARefusedServiceIsReportedAsUnknown(KubernetesClient client) {
    SwarmService service = service(client, "stopSignal: SIGINT");
    service.getSpec().getTemplate().setImage("");

    assertThat(signals(client).unsupported(service, service.getSpec().getTemplate()))
        .hasValueSatisfying(
            field ->
                assertThat(field.reason())
                    .startsWith("it can't be found out whether this cluster keeps a stop signal"));
  }

  @Test
  void aQuotaOfWhatPodsUseRefusesNoQuestion(KubernetesClient client) {
    Map<String, Quantity> hard = new HashMap<>();
    for (String what : List.of("cpu", "memory", "ephemeral-storage")) {
      hard.put("requests." + what, new Quantity("1Gi"));
      hard.put("limits." + what, new Quantity("1Gi"));
    }
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("amounts")
            .withNamespace(client.getNamespace())
            .endMetadata()
            .withNewSpec()
            .withHard(hard)
            .endSpec()
            .build();
    client.resource(quota).create();
    // its controller says how much is used a moment later; until then nothing is let through
    client
        .resource(quota)
        .waitUntilCondition(
            q -> q.getStatus() != null && !q.getStatus().getUsed().isEmpty(), 30, TimeUnit.SECONDS);
    SwarmService service = service(client, "stopSignal: SIGINT");

    assertThat(signals(client).unsupported(service, service.getSpec().getTemplate()))
        .satisfies(
            field ->
                assertThat(field.map(Unsupported::reason).orElse(""))
                    .doesNotContain("can't be found out"));
  }

  private static StopSignals signals(KubernetesClient client) {
    return new StopSignals(
        new ApiWrites(client, WriteGate.OPEN, new SimpleMeterRegistry())::tryCreate);
  }

  private static SwarmService service(KubernetesClient client, String fields) {
    SwarmService service = Fixtures.ping("template: {image: 'alpine:3.7', " + fields + "}");
    service.getMetadata().setNamespace(client.getNamespace());
    return service;
  }
}
