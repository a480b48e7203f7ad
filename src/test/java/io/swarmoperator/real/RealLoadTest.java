package io.swarmoperator.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.RealNodesTest;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whether clients notice an update or a drain. Alone on the machine: an endpoint has five seconds
 * to go before its process does, and nodes that get no processor in that time answer nobody.
 */
@RealNodesTest
@Isolated
class RealLoadTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * Until connections reach a task that runs: a second for the time it tells, which is a whole one,
   * three until the controller of endpoints has tried twice again, one until kube-proxy writes
   * rules.
   */
  private static final Duration UNTIL_ALL_HAVE_HEARD = Duration.ofSeconds(5);

  /** Of fifty that are meant. */
  private static final double ENOUGH = 40;

  @Test
  void startFirstLosesNoRequest(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        EndpointTimeline timeline = new EndpointTimeline(client)) {
      stage.service(
          "web",
          "replicas: 2\ndrain: {order: start-first}\nupdateConfig: {order: start-first, monitor:"
              + " 1s}\ntemplate: {"
              + RealEndpointTest.SERVER
              + "}\nendpoint: {serviceType: NodePort, ports: [{target: 80, published: 30081}]}");
      stage.awaitSummary("web", "2/2");
      String address = RealEndpointTest.address(client, "real-1");
      stage.await1("an answer", () -> RealEndpointTest.outside(address, 30081).startsWith("web-"));
      try (Load load = Load.on(address, 30081)) {
        update(stage, load);
        stage.awaitUpdate("web", "completed");
        String node = stage.slot("web", 1).get(0).getStatus().getNodeName();
        stage.availability(node, "drain");
        stage.await1(
            "tasks elsewhere",
            () ->
                stage.running("web").size() == 2
                    && stage.pods("web").stream()
                        .noneMatch(pod -> node.equals(pod.getSpec().getNodeName())));
        stage.availability(node, "active");
        end(stage, load);
        assertThat(load.failures()).as(timeline::toString).isEmpty();
      }
    }
  }

  /** With another task to answer while one is replaced. */
  @Test
  void stopFirstWithTwoReplicasLosesNoRequestEither(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        EndpointTimeline timeline = new EndpointTimeline(client)) {
      stage.service(
          "web",
          "replicas: 2\nupdateConfig: {monitor: 1s}\ntemplate: {"
              + RealEndpointTest.SERVER
              + "}\nendpoint: {serviceType: NodePort, ports: [{target: 80, published: 30083}]}");
      stage.awaitSummary("web", "2/2");
      String address = RealEndpointTest.address(client, "real-1");
      stage.await1("an answer", () -> RealEndpointTest.outside(address, 30083).startsWith("web-"));
      try (Load load = Load.on(address, 30083)) {
        update(stage, load);
        stage.awaitUpdate("web", "completed");
        end(stage, load);
        assertThat(load.failures()).as(timeline::toString).isEmpty();
      }
    }
  }

  private static void update(Stage stage, Load load) {
    stage.await1("requests", () -> load.answered() > 50);
    stage.patch("web", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
  }

  private static void end(Stage stage, Load load) {
    int so = load.answered();
    stage.await1("more requests", () -> load.answered() > so + 50);
    load.stop();
    assertThat(load.perSecond()).as("requests a second").isGreaterThan(ENOUGH);
  }

  /** With one replica and stop-first nobody answers between the old task and the new one. */
  @Test
  void stopFirstLosesWhatOneSlotsGapExplains(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        EndpointTimeline timeline = new EndpointTimeline(client)) {
      stage.service(
          "web",
          "updateConfig: {monitor: 1s}\ntemplate: {"
              + RealEndpointTest.SERVER
              + "}\nendpoint: {serviceType: NodePort, ports: [{target: 80, published: 30082}]}");
      stage.awaitSummary("web", "1/1");
      String address = RealEndpointTest.address(client, "real-1");
      stage.await1("an answer", () -> RealEndpointTest.outside(address, 30082).startsWith("web-"));
      try (Load load = Load.on(address, 30082)) {
        update(stage, load);
        Instant told = toldToStop(stage);
        stage.awaitUpdate("web", "completed");
        end(stage, load);
        Instant running = Instant.parse(stage.slot("web", 1).get(0).getStatus().getRunningAt());
        assertThat(load.failures())
            .as("a load that the gap is felt by; %s", timeline)
            .isNotEmpty()
            .allSatisfy(
                failure ->
                    assertThat(failure.at())
                        .isBetween(told.minus(SECOND), running.plus(UNTIL_ALL_HAVE_HEARD)));
      }
    }
  }

  /** When the API server was asked to take the task's pod away, in whole seconds. */
  private static Instant toldToStop(Stage stage) {
    AtomicReference<ObjectMeta> going = new AtomicReference<>();
    stage.await1(
        "a task that stops",
        () -> {
          stage.pods("web").stream()
              .map(Pod::getMetadata)
              .filter(pod -> pod.getDeletionTimestamp() != null)
              .findFirst()
              .ifPresent(going::set);
          return going.get() != null;
        });
    return Instant.parse(going.get().getDeletionTimestamp())
        .minusSeconds(going.get().getDeletionGracePeriodSeconds());
  }
}
