package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Global services: one task on every node, whatever becomes of the nodes (S§7). */
@ClusterTest
class GlobalScenarioTest {
  private static final String AGENT =
      "mode: global\ntemplate: {image: 'app:a', restartPolicy: {delay: 0s}}\nupdateConfig: {monitor: 1s}";

  @Conformance({"C122", "C124"})
  @Test
  @ChangesNodes
  void everyNodeHasATaskANewOneTooAndADeletedOneIsForgotten(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = running(client, kubectl)) {
      assertThat(stage.tasks("agent"))
          .extracting(t -> t.getMetadata().getName().replaceFirst("[^.]*$", ""))
          .containsExactly("agent.n1.", "agent.n2.", "agent.n3.");
      assertThat(stage.kubectl("get", "swsvc", "agent", "--no-headers"))
          .matches("agent +global +3/3 +app:a .*\\s");

      String added = "worker-4.example.internal";
      stage.apply(node(added));
      stage.awaitSummary("agent", "4/4");
      SwarmTask task = stage.onNode("agent", added).get(0);
      assertThat(task.getMetadata().getName()).startsWith("agent." + added + ".");
      assertThat(task.getStatus().getNodeName()).isEqualTo(added);
      assertThat(task.getSpec().getReason()).isEqualTo("NodeJoined");

      stage.kubectl("delete", "node", added);
      stage.awaitSummary("agent", "3/3");
      stage.await1(
          "its record and pod gone",
          () -> stage.tasks("agent").size() == 3 && stage.pods("agent").size() == 3);
    }
  }

  @Conformance("C125")
  @Test
  @ChangesNodes
  void aDrainedNodesTaskStopsAndOneComesWhenTheNodeIsActiveAgain(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = running(client, kubectl)) {
      stage.availability("n3", "drain");
      stage.awaitSummary("agent", "2/2");
      stage.await1(
          "its task stopped",
          () -> Tasks.is(stage.onNode("agent", "n3").get(0), "shutdown", "shutdown"));
      assertThat(stage.onNode("agent", "n3")).hasSize(1);
      stage.image("agent", "app:b");
      stage.awaitUpdate("agent", "completed");
      assertThat(stage.onNode("agent", "n3")).as("nothing is made on it").hasSize(1);

      stage.availability("n3", "active");
      stage.awaitSummary("agent", "3/3");
      assertThat(stage.onNode("agent", "n3")).hasSize(2);
      assertThat(stage.onNode("agent", "n3").get(0).getSpec().getImage()).isEqualTo("app:b");
    }
  }

  @Difference("D117")
  @Test
  @ChangesNodes
  void aTaintedNodeIsNoneOfTheServicesNodesUntilItsTaintGoes(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.kubectl("taint", "node", "n1", "example.com/control-plane:NoSchedule");
      stage.service("agent", AGENT);
      stage.awaitSummary("agent", "2/2");
      stage.image("agent", "app:b");
      stage.awaitUpdate("agent", "completed");
      assertThat(stage.onNode("agent", "n1")).as("nothing is asked for on it").isEmpty();

      stage.kubectl("taint", "node", "n1", "example.com/control-plane-");
      stage.awaitSummary("agent", "3/3");
      stage.kubectl("taint", "node", "n1", "example.com/control-plane:NoSchedule");
      stage.image("agent", "app:c");
      stage.awaitUpdate("agent", "completed");
      assertThat(stage.running("agent"))
          .as("what runs there stays as it is")
          .extracting(t -> t.getStatus().getNodeName() + " " + t.getSpec().getImage())
          .containsExactlyInAnyOrder("n1 app:b", "n2 app:c", "n3 app:c");

      stage.kubectl("taint", "node", "n1", "example.com/control-plane-");
      stage.await1(
          "n1 follows",
          () ->
              stage.running("agent").stream()
                  .allMatch(t -> t.getSpec().getImage().equals("app:c")));
      stage.awaitSummary("agent", "3/3");
    }
  }

  @Conformance("C127")
  @Test
  @ChangesNodes
  void aTaskThatFailsOnACordonedNodeIsRestartedWhenTheNodeIsBack(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = running(client, kubectl)) {
      stage.kubectl("cordon", "n2");
      stage.script(
          stage.onNode("agent", "n2").get(0).getMetadata().getName(),
          "exit-code=1",
          "exit-after=0s");
      stage.awaitSummary("agent", "2/2");
      stage.image("agent", "app:b");
      stage.awaitUpdate("agent", "completed");
      List<SwarmTask> onN2 = stage.onNode("agent", "n2");
      assertThat(onN2).hasSize(1);
      assertThat(Tasks.is(onN2.get(0), "shutdown", "failed")).isTrue();

      stage.kubectl("uncordon", "n2");
      stage.awaitSummary("agent", "3/3");
      assertThat(stage.onNode("agent", "n2").get(0).getSpec().getReason()).isEqualTo("TaskFailed");
    }
  }

  @Conformance("X52")
  @Test
  @ChangesNodes
  void anUpdateWalksTheNodesAndAPausedOneFollowsWhenItIsActive(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = running(client, kubectl)) {
      stage.patch("agent", "{\"spec\":{\"updateConfig\":{\"delay\":\"1s\"}}}");
      stage.availability("n3", "pause");
      stage.image("agent", "app:b");
      stage.awaitUpdate("agent", "completed");
      SwarmTask first = stage.onNode("agent", "n1").get(0);
      SwarmTask second = stage.onNode("agent", "n2").get(0);
      assertThat(Duration.between(Tasks.runningAt(first), Tasks.createdAt(second)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(images(stage)).containsExactly("app:b", "app:b", "app:a");
      assertThat(stage.get("agent").getStatus().getSummary()).isEqualTo("3/3");
      String completedAt = stage.update("agent").orElseThrow().getCompletedAt();

      stage.availability("n3", "active");
      stage.await1("the last node", () -> images(stage).equals(List.of("app:b", "app:b", "app:b")));
      stage.awaitSummary("agent", "3/3");
      assertThat(stage.update("agent").orElseThrow().getCompletedAt()).isEqualTo(completedAt);
      assertThat(stage.update("agent").orElseThrow().getSlots()).isEqualTo(2);
    }
  }

  @Conformance("C128")
  @Test
  @FailsNodes
  void aLostNodesTaskIsWantedNoMoreAndOneComesWhenItReturns(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    try (Stage stage = running(client, kubectl)) {
      nodes.stopNode("n2");
      stage.awaitStatus("agent", "2/2", s -> s.getStatus().getSummary().equals("2/2"));
      stage.await1(
          "its task wanted no more",
          () -> Tasks.is(stage.onNode("agent", "n2").get(0), "shutdown", "running"));
      stage.image("agent", "app:b");
      stage.awaitUpdate("agent", "completed");
      assertThat(stage.onNode("agent", "n2")).hasSize(1);

      nodes.startNode("n2");
      stage.awaitSummary("agent", "3/3");
      List<SwarmTask> onN2 = stage.onNode("agent", "n2");
      assertThat(onN2).hasSize(2);
      assertThat(onN2.get(0).getSpec().getImage()).isEqualTo("app:b");
      assertThat(Tasks.is(onN2.get(1), "shutdown", "shutdown")).isTrue();
      assertThat(Tasks.runningAt(onN2.get(0))).isAfter(Tasks.finishedAt(onN2.get(1)));
    }
  }

  @Test
  @ChangesNodes
  void whatChangesWhileTheOperatorIsDownInMidUpdateIsCaughtUpWith(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = running(client, kubectl)) {
      stage.patch("agent", "{\"spec\":{\"updateConfig\":{\"delay\":\"2s\"}}}");
      stage.image("agent", "app:b");
      stage.await1("the first node", () -> images(stage).get(0).equals("app:b"));
      stage.operator().stop();
      stage.availability("n3", "drain");
      stage.apply(node("n4"));
      stage.operator().start();
      stage.awaitUpdate("agent", "completed");
      stage.awaitSummary("agent", "3/3");
      assertThat(stage.running("agent"))
          .extracting(t -> t.getSpec().getNodeName() + " " + t.getSpec().getImage())
          .containsExactly("n1 app:b", "n2 app:b", "n4 app:b");
      assertThat(stage.onNode("agent", "n1")).hasSize(2);
      assertThat(stage.onNode("agent", "n2")).hasSize(2);
      assertThat(Tasks.rows(stage.onNode("agent", "n3")))
          .containsExactly("0 shutdown/shutdown app:a");
      stage.kubectl("delete", "node", "n4");
    }
  }

  @Test
  @ChangesNodes
  void kubectlDrainAsksNoBudgetUnlessThereIsToBeOne(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = running(client, kubectl)) {
      assertThat(client.policy().v1().podDisruptionBudget().list().getItems()).isEmpty();
      stage.kubectl(
          "drain",
          "n1",
          "--ignore-daemonsets",
          "--pod-selector=swarmoperator.io/service=agent",
          "--timeout=80s");
      stage.awaitSummary("agent", "2/2");
      stage.kubectl("uncordon", "n1");
      stage.awaitSummary("agent", "3/3");

      stage.patch("agent", "{\"spec\":{\"disruptionBudget\":\"always\"}}");
      stage.await1(
          "a budget",
          () ->
              client
                  .policy()
                  .v1()
                  .podDisruptionBudget()
                  .withName("agent")
                  .get()
                  .getSpec()
                  .getMinAvailable()
                  .getIntVal()
                  .equals(2));
    }
  }

  @Conformance({"C134", "C136"})
  @Test
  void whatHappensToOneServiceLeavesTheOtherAlone(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = running(client, kubectl)) {
      stage.service("other", AGENT);
      stage.awaitSummary("other", "3/3");
      List<String> names = names(stage, "agent");
      stage.operator().stop();
      stage.operator().start();
      SwarmTask killed = stage.onNode("other", "n2").get(0);
      stage.script(killed.getMetadata().getName(), "exit-code=1", "exit-after=0s");
      stage.await1("restarted", () -> stage.onNode("other", "n2").size() == 2);
      stage.awaitSummary("other", "3/3");
      assertThat(names(stage, "other")).hasSize(4);
      assertThat(names(stage, "agent")).isEqualTo(names);

      stage.kubectl("delete", "swsvc", "other");
      stage.await1(
          "nothing left", () -> stage.tasks("other").isEmpty() && stage.pods("other").isEmpty());
      assertThat(names(stage, "agent")).isEqualTo(names);
    }
  }

  private static Stage running(KubernetesClient client, Kubectl kubectl) {
    Stage stage = new Stage(client, kubectl);
    stage.service("agent", AGENT);
    stage.awaitSummary("agent", "3/3");
    return stage;
  }

  /** What each node's newest task runs. */
  private static List<String> images(Stage stage) {
    return Stream.of("n1", "n2", "n3")
        .map(node -> stage.onNode("agent", node).get(0).getSpec().getImage())
        .toList();
  }

  private static List<String> names(Stage stage, String service) {
    return stage.tasks(service).stream().map(t -> t.getMetadata().getName()).toList();
  }

  private static String node(String name) {
    return """
        apiVersion: v1
        kind: Node
        metadata:
          name: %s
          labels: {kubernetes.io/hostname: %s, sim.swarmoperator.io/shared: "true"}
        status:
          allocatable: {cpu: "64", memory: 256Gi, pods: "1000"}
          capacity: {cpu: "64", memory: 256Gi, pods: "1000"}
        """
        .formatted(name, name);
  }
}
