package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import org.junit.jupiter.api.Test;

/** A namespace that takes only pods of the restricted profile. */
@ClusterTest
class RestrictedNamespaceScenarioTest {
  private static final String EVERYTHING_ELSE =
      "healthcheck: {test: [CMD, 'true'], interval: 1s}, mounts: [{type: tmpfs, target: /tmp},"
          + " {target: /cache}], readOnly: true, secrets: [{source: s}]";

  @Test
  void aNumericUserWithoutCapabilitiesFits(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.kubectl(
          "label",
          "namespace",
          client.getNamespace(),
          "pod-security.kubernetes.io/enforce=restricted");
      stage.kubectl("create", "secret", "generic", "s", "--from-literal=s=x");
      stage.service(
          "fits",
          "replicas: 2\ntemplate: {image: 'app:a', user: '1000:1000', capDrop: [ALL], "
              + EVERYTHING_ELSE
              + "}\nendpoint: {ports: [{target: 80}]}");
      stage.service("root", "template: {image: 'app:a', capDrop: [ALL]}");

      stage.awaitSummary("fits", "2/2");
      assertThat(stage.tasks("fits")).as("tries").hasSize(2);
      stage.await1(
          "the refusal of the other",
          () ->
              stage.tasks("root").stream()
                  .anyMatch(
                      task ->
                          Tasks.is(task, "shutdown", "rejected")
                              && task.getStatus().getError().contains("runAsNonRoot")));
    }
  }
}
