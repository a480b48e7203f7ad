package io.swarmoperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.sandbox.Kubectl;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The control plane that all other cluster tests stand on does what they rely on. */
@ClusterTest
class ClusterSmokeTest {

  private static final String SIM = "sim.swarmoperator.io/";

  @Test
  void aPodRunsOnANodeUntilItsScriptKillsIt(KubernetesClient client, Kubectl kubectl) {
    client.resource(pod("one")).create();
    var running = await(client, "one", "Running");
    assertThat(running.getSpec().getNodeName()).isNotBlank();

    assertThat(
            kubectl
                .run("annotate", "pod", "one", SIM + "exit-code=137", SIM + "exit-after=0s")
                .exitCode())
        .isZero();
    var failed = await(client, "one", "Failed");
    assertThat(failed.getStatus().getContainerStatuses().get(0).getState().getTerminated())
        .satisfies(ended -> assertThat(ended.getExitCode()).isEqualTo(137));
  }

  @Test
  void everyTestHasANamespaceOfItsOwn(KubernetesClient client, String namespace) {
    assertThat(client.getNamespace()).isEqualTo(namespace);
    assertThat(client.pods().list().getItems()).isEmpty();
  }

  @Test
  void kubectlTellsWhyItFails(Kubectl kubectl) {
    var result = kubectl.run("get", "pod", "nobody");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("pods \"nobody\" not found");
  }

  private static Pod await(KubernetesClient client, String name, String phase) {
    return client
        .pods()
        .withName(name)
        .waitUntilCondition(
            pod -> pod != null && phase.equals(pod.getStatus().getPhase()), 30, TimeUnit.SECONDS);
  }

  private static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("task")
        .withImage("alpine:3.7")
        .endContainer()
        .endSpec()
        .build();
  }
}
