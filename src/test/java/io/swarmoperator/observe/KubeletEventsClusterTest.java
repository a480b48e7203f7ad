package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The API server selects what is asked for. */
@ClusterTest
class KubeletEventsClusterTest {
  @Test
  void everyObstacleIsFound(KubernetesClient client) {
    List.of(
            "FailedMount",
            "FailedMapVolume",
            "FailedAttachVolume",
            "FailedCreatePodSandBox",
            "FailedScheduling",
            "Unhealthy")
        .forEach(reason -> warn(client, reason));

    assertThat(new KubeletEvents(client).obstacles(client.getNamespace()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "of-FailedMount", "x",
                "of-FailedMapVolume", "x",
                "of-FailedAttachVolume", "x",
                "of-FailedCreatePodSandBox", "x"));
  }

  private static void warn(KubernetesClient client, String reason) {
    client
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withGenerateName("x-")
                .withNamespace(client.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withKind("Pod")
                .withNamespace(client.getNamespace())
                .withUid("of-" + reason)
                .endInvolvedObject()
                .withType("Warning")
                .withReason(reason)
                .withMessage("x")
                .build())
        .create();
  }
}
