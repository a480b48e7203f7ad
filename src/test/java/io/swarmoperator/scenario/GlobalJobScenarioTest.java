package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Global jobs: one task on every active node, run to completion once (S§8.3). */
@ClusterTest
class GlobalJobScenarioTest {
  private static final String SOON = "{sim.swarmoperator.io/exit-after: 500ms}";
  private static final String NEVER = "{}";

  @Conformance({"C148", "C151"})
  @Conformance(value = "C154", differs = "D81")
  @Conformance(value = "X67", differs = "D80")
  @Test
  @ChangesNodes
  void onceOnEveryActiveNodeAndOnAnotherAsSoonAsItIsActive(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.availability("n2", "pause");
      stage.service("backup", backup("app:a", SOON));
      stage.awaitStatus("backup", "the end on two nodes", is("0/0 (2/2 completed)"));
      stage.kubectl("wait", "--for=condition=Complete", "swsvc/backup", "--timeout=20s");
      assertThat(nodes(stage)).containsExactly("n1", "n3");

      stage.availability("n2", "active");
      stage.awaitStatus("backup", "the end on three nodes", is("0/0 (3/3 completed)"));

      stage.availability("n3", "drain");
      stage.image("backup", "app:b");
      stage.awaitStatus("backup", "the second end", is("0/0 (2/2 completed)"), 1);
      assertThat(Tasks.rows(stage.tasks("backup")))
          .as("nothing of the first run is left")
          .containsExactly("0 complete/complete app:b", "0 complete/complete app:b");
      stage.await1("its pods only", () -> stage.pods("backup").size() == 2);
      stage.availability("n3", "active");
      stage.awaitStatus("backup", "the second end on three nodes", is("0/0 (3/3 completed)"), 1);
    }
  }

  @Test
  @ChangesNodes
  void aTaskThatADrainStoppedIsDoneAgain(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("backup", backup("app:a", NEVER));
      stage.awaitStatus("backup", "three at work", is("3/3 (0/3 completed)"));
      stage.availability("n1", "drain");
      stage.awaitStatus("backup", "two at work", is("2/2 (0/2 completed)"));
      stage.kubectl("cordon", "n2");
      for (String node : List.of("n2", "n3")) {
        String pod = stage.onNode("backup", node).get(0).getMetadata().getName();
        stage.script(pod, "exit-after=0s");
      }
      stage.awaitStatus("backup", "both done, one of them cordoned", is("0/0 (2/2 completed)"));

      stage.availability("n1", "active");
      stage.awaitStatus("backup", "one at work", is("1/1 (2/3 completed)"));
      List<SwarmTask> onN1 = stage.onNode("backup", "n1");
      assertThat(Tasks.is(onN1.get(0), "complete", "running")).isTrue();
      assertThat(Tasks.is(onN1.get(1), "shutdown", "shutdown")).isTrue();
      stage.script(onN1.get(0).getMetadata().getName(), "exit-after=0s");
      stage.awaitStatus("backup", "the end", is("0/0 (3/3 completed)"));
    }
  }

  @Conformance("C152")
  @Test
  @FailsNodes
  void aDownNodeGetsItsTaskOnItsReturn(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    try (Stage stage = new Stage(client, kubectl)) {
      nodes.stopNode("n1");
      stage.await1(
          "n1 lost",
          () ->
              client.nodes().withName("n1").get().getSpec().getTaints().stream()
                  .anyMatch(t -> t.getKey().equals("node.kubernetes.io/unreachable")));
      stage.service("backup", backup("app:a", SOON));
      stage.awaitStatus("backup", "the end on two nodes", is("0/0 (2/2 completed)"));
      assertThat(nodes(stage)).containsExactly("n2", "n3");
      nodes.startNode("n1");
      stage.awaitStatus("backup", "the end on three nodes", is("0/0 (3/3 completed)"));
    }
  }

  @Test
  void aNodeWhoseTaskWasGivenUpKeepsTheJobFromBeingComplete(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("backup", backup("app:a", NEVER));
      stage.awaitStatus("backup", "three at work", is("3/3 (0/3 completed)"));
      for (String node : List.of("n1", "n3")) {
        String pod = stage.onNode("backup", node).get(0).getMetadata().getName();
        stage.script(pod, "exit-after=0s");
      }
      String pod = stage.onNode("backup", "n2").get(0).getMetadata().getName();
      stage.script(pod, "exit-code=1", "exit-after=0s");
      stage.awaitStatus(
          "backup",
          "two done, one failed",
          s ->
              s.getStatus().getConditions().stream()
                  .anyMatch(
                      c ->
                          c.getType().equals("Stalled")
                              && c.getStatus().equals("True")
                              && c.getReason().equals("TasksEnded")));
      assertThat(stage.get("backup").getStatus().getConditions())
          .filteredOn(c -> List.of("Ready", "Complete").contains(c.getType()))
          .hasSize(2)
          .allMatch(c -> c.getStatus().equals("False"));
    }
  }

  private static String backup(String image, String annotations) {
    return "mode: global-job\ntemplate: {image: '"
        + image
        + "', restartPolicy: {condition: none}, annotations: "
        + annotations
        + "}";
  }

  private static Predicate<SwarmService> is(String summary) {
    return service -> summary.equals(service.getStatus().getSummary());
  }

  private static List<String> nodes(Stage stage) {
    return stage.tasks("backup").stream().map(t -> t.getSpec().getNodeName()).toList();
  }
}
