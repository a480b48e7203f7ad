package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.Edits;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.revision.RevisionContent;
import org.junit.jupiter.api.Test;

/** As whom a task runs, as admission sees it. */
@ClusterTest
class ProcessClusterTest {

  @Test
  void aUserWithoutCapabilitiesFitsARestrictedNamespace(KubernetesClient client) {
    Edits.edit(
        client.namespaces().withName(client.getNamespace()),
        namespace ->
            namespace
                .edit()
                .editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build());

    assertThat(client.resource(pod(client, "user: '1000:1000', capDrop: [ALL]")).create())
        .isNotNull();
    assertThatThrownBy(() -> client.resource(pod(client, "user: '1000:1000'")).create())
        .hasMessageContaining("violates PodSecurity \"restricted");
    assertThatThrownBy(() -> client.resource(pod(client, "capDrop: [ALL]")).create())
        .hasMessageContaining("runAsNonRoot != true");
  }

  private static Pod pod(KubernetesClient client, String fields) {
    RevisionContent content =
        RevisionContent.of(Fixtures.ping("template: {image: 'alpine:3.7', " + fields + "}"));
    Pod pod =
        PodRenderer.render(
            Fixtures.ping("template: {image: 'alpine:3.7'}"),
            content,
            Fixtures.task(
                new TaskIdentity(
                    "ping",
                    SlotId.numbered(1),
                    1,
                    Fixtures.TASK_ID,
                    content.hash(),
                    content.template().getImage(),
                    Reason.SCALED_UP,
                    0,
                    0)),
            Spot.on("n1"));
    pod.getMetadata().setNamespace(client.getNamespace());
    return pod;
  }
}
