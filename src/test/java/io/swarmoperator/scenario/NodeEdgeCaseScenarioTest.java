package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.Edits;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.operator.OperatorOptions;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nodes that say they aren't ready, and nodes that were drained while nobody looked. */
@ClusterTest
@FailsNodes
class NodeEdgeCaseScenarioTest {
  private static final String THREE =
      "replicas: 3\ntemplate: {image: alpine, restartPolicy: {delay: 1s}}";

  @Test
  void aKubeletThatIsNotReadyForFiveSecondsLosesNothing(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    InstantSource time = () -> Instant.now().plus(ahead.get());
    Clock clock = time.withZone(ZoneOffset.UTC);
    TestOperator operator = TestOperator.with(client, o -> o.by(clock)).started();
    try (Stage stage = new Stage(client, kubectl, operator)) {
      stage.service("ping", THREE);
      stage.awaitSummary("ping", "3/3");
      Set<String> before = names(stage);
      saysNotReady(stage, client, nodes);
      ahead.set(Duration.ofSeconds(5));
      stage.scale("ping", 5);
      stage.await1(
          "two more",
          () -> {
            heartbeat(client);
            return stage.running("ping").size() == 5;
          });
      assertThat(condition(client)).isEqualTo("False");
      assertThat(stage.tasks("ping")).hasSize(5);
      nodes.startNode("n2");
      stage.await1("n2 ready", () -> condition(client).equals("True"));
      ahead.set(Duration.ofSeconds(60));
      stage.scale("ping", 6);
      stage.awaitSummary("ping", "6/6");
      assertThat(names(stage)).containsAll(before);
      assertThat(stage.tasks("ping")).hasSize(6);
    }
  }

  @Test
  void aKubeletThatStaysNotReadyLosesItsTasksAfterTheGrace(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    Duration grace = Duration.ofSeconds(2);
    TestOperator operator =
        TestOperator.with(
                client,
                o ->
                    new OperatorOptions(
                        o.namespaces(),
                        o.leaderElection(),
                        o.taskHistoryLimit(),
                        grace,
                        o.httpPort(),
                        o.gate(),
                        o.clock(),
                        o.onLost()))
            .started();
    try (Stage stage = new Stage(client, kubectl, operator)) {
      stage.service("ping", THREE);
      stage.awaitSummary("ping", "3/3");
      SwarmTask lost =
          stage.running("ping").stream()
              .filter(t -> "n2".equals(t.getStatus().getNodeName()))
              .findFirst()
              .orElseThrow();
      int slot = lost.getSpec().getSlot();
      Instant said = Instant.now();
      saysNotReady(stage, client, nodes);
      stage.await1(
          "its slot runs elsewhere",
          () -> {
            heartbeat(client);
            return stage.slot("ping", slot).size() == 2
                && Tasks.is(stage.slot("ping", slot).get(0), "running", "running");
          });
      assertThat(condition(client)).as("n2 is heard of all the time").isEqualTo("False");
      SwarmTask replacement = stage.slot("ping", slot).get(0);
      assertThat(replacement.getSpec().getReason()).isEqualTo("NodeDown");
      assertThat(replacement.getStatus().getNodeName()).isNotEqualTo("n2");
      assertThat(Tasks.createdAt(replacement)).isAfter(said.plus(grace).minusSeconds(1));
      assertThat(stage.tasks("ping")).hasSize(4);
    }
  }

  @Test
  void aDrainAndReturnWhileTheOperatorIsDownMovesNothing(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", THREE);
      stage.awaitSummary("ping", "3/3");
      Set<String> before = names(stage);
      stage.operator().stop();
      availability(stage, "drain");
      availability(stage, "active");
      stage.operator().start();
      stage.scale("ping", 4);
      stage.awaitSummary("ping", "4/4");
      assertThat(names(stage)).containsAll(before);
      assertThat(stage.tasks("ping")).hasSize(4);
    }
  }

  /** What the watch of nodes shows is late by then: before a task leaves its node that is asked. */
  @Test
  void aNodeThatIsActiveAgainBeforeItsTaskLeavesKeepsIt(KubernetesClient client, Kubectl kubectl) {
    GivenBack givenBack = new GivenBack("n3", client);
    TestOperator operator =
        TestOperator.with(client, DeclaredRights.ofTheRun(), o -> o, givenBack).started();
    try (Stage stage = new Stage(client, kubectl, operator)) {
      stage.service("ping", THREE);
      stage.awaitSummary("ping", "3/3");
      Set<String> before = names(stage);
      availability(stage, "drain");
      stage.await1("the operator asks for n3", givenBack::done);
      stage.scale("ping", 4);
      stage.awaitSummary("ping", "4/4");
      assertThat(names(stage)).containsAll(before);
      assertThat(stage.tasks("ping")).hasSize(4);
    }
  }

  @Difference("D28")
  @Test
  void whatKubectlDrainTookWhileTheOperatorWasDownIsReplaced(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", THREE);
      stage.awaitSummary("ping", "3/3");
      Set<String> elsewhere =
          stage.running("ping").stream()
              .filter(t -> !"n1".equals(t.getStatus().getNodeName()))
              .map(t -> t.getMetadata().getName())
              .collect(Collectors.toSet());
      stage.operator().stop();
      stage.kubectl(
          "drain",
          "n1",
          "--ignore-daemonsets",
          "--pod-selector=swarmoperator.io/service-uid=" + stage.get("ping").getMetadata().getUid(),
          "--timeout=80s");
      stage.kubectl("uncordon", "n1");
      assertThat(stage.pods("ping")).hasSize(2);
      stage.operator().start();
      stage.awaitSummary("ping", "3/3");
      assertThat(names(stage)).containsAll(elsewhere);
      assertThat(stage.tasks("ping")).hasSize(4);
      stage.await1("three pods", () -> stage.pods("ping").size() == 3);
    }
  }

  /** The simulator would make it ready again at once; without it the test keeps its lease up. */
  private static void saysNotReady(Stage stage, KubernetesClient client, FailableNodes nodes) {
    nodes.stopNode("n2");
    stage.kubectl(
        "patch",
        "node",
        "n2",
        "--subresource=status",
        "--type=strategic",
        "-p",
        "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\",\"reason\":\"Test\"}]}}");
    stage.await1(
        "nothing is placed on n2",
        () -> {
          heartbeat(client);
          return client.nodes().withName("n2").get().getSpec().getTaints().stream()
              .anyMatch(t -> t.getKey().equals("node.kubernetes.io/not-ready"));
        });
  }

  private static void heartbeat(KubernetesClient client) {
    Edits.edit(
        client.leases().inNamespace("kube-node-lease").withName("n2"),
        lease -> {
          lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
          return lease;
        });
  }

  private static String condition(KubernetesClient client) {
    return client.nodes().withName("n2").get().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getStatus();
  }

  private static void availability(Stage stage, String word) {
    stage.kubectl("label", "--overwrite", "node", "n3", "swarmoperator.io/availability=" + word);
  }

  private static Set<String> names(Stage stage) {
    return stage.running("ping").stream()
        .map(t -> t.getMetadata().getName())
        .collect(Collectors.toSet());
  }
}
