package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.scenario.TestOperator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tour of the sandbox, walked from its first step to its last on a real control plane, with an
 * example whose delays are short.
 */
@ClusterTest
@ChangesNodes
class TourClusterTest {
  private static final String PING =
      """
      apiVersion: swarmoperator.io/v1alpha1
      kind: SwarmService
      metadata: {name: ping}
      spec:
        replicas: 4
        template: {image: "alpine:3.6", args: [ping, docker.com]}
        updateConfig: {delay: 500ms, monitor: 500ms}
        rollbackConfig: {monitor: 500ms}
      """;

  @Test
  void everyStepComesAbout(KubernetesClient anywhere, ControlPlane cluster) {
    KubernetesClient client =
        anywhere.adapt(NamespacedKubernetesClient.class).inNamespace(Sandbox.NAMESPACE);
    Kubectl kubectl = new Kubectl(cluster, Sandbox.NAMESPACE);
    List<TourStep> steps = new ArrayList<>(TourScript.updateAndRollBack());
    TourScript.drainAndReturn("n3", "n2").stream()
        .map(TourClusterTest::onlyOurs)
        .forEach(steps::add);
    try {
      String printed = walked(steps, client, kubectl);
      assertThat(printed.lines().filter(line -> line.startsWith("$ ")))
          .containsExactlyElementsOf(
              steps.stream().map(step -> "$ " + step.commandLine()).toList());
      assertThat(printed)
          .contains("alpine:3.7", "swarmservice.swarmoperator.io/ping patched", "node/n2 drained");
    } finally {
      leaveNothing(client, kubectl);
    }
  }

  private static String walked(List<TourStep> steps, KubernetesClient client, Kubectl kubectl) {
    StringWriter printed = new StringWriter();
    assertThat(kubectl.pipe(PING, "apply", "-f", "-").exitCode()).isZero();
    try (TestOperator operator = TestOperator.in(client);
        Follower follower = new Follower(client, line -> {})) {
      operator.start();
      Scene unused = follower.await("ping", "4/4", Duration.ofMinutes(1), Scene::runsAll);
      new Tour(kubectl, follower, new PrintWriter(printed, true)).walk(steps);
    }
    return printed.toString();
  }

  private static void leaveNothing(KubernetesClient client, Kubectl kubectl) {
    Commands.Result unused = kubectl.run("delete", "swsvc", "ping");
    await("no pods")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                client
                    .pods()
                    .withLabel("swarmoperator.io/service", "ping")
                    .list()
                    .getItems()
                    .isEmpty());
  }

  /** Pods that other tests left behind are nobody's any more, and kubectl drains no such. */
  private static TourStep onlyOurs(TourStep step) {
    if (!step.kubectl().get(0).equals("drain")) {
      return step;
    }
    List<String> words = new ArrayList<>(step.kubectl());
    words.add("--pod-selector=swarmoperator.io/service=ping");
    return new TourStep(step.say(), words, TourStep.Output.ALL, step.until(), step.done());
  }
}
