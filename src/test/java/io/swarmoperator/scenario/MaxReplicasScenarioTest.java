package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Max replicas per node is the scheduler's to keep, and it does (mechanics 5). */
@ClusterTest
@ChangesNodes
class MaxReplicasScenarioTest {
  private static final String FULL = "no suitable node (max replicas per node limit exceed)";

  private static String limited(int replicas, int limit) {
    return "replicas: "
        + replicas
        + "\ntemplate: {image: 'app:a', placement: {maxReplicasPerNode: "
        + limit
        + "}}\nupdateConfig: {monitor: 1s, parallelism: 1}";
  }

  @Conformance("C193")
  @Test
  void surplusTasksWaitForANode(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("web", limited(7, 2));
      stage.await1(
          "all places taken", () -> placed(stage).equals(Map.of("n1", 2L, "n2", 2L, "n3", 2L)));
      stage.await1("one that says why it waits", () -> waiting(stage).equals(List.of(FULL)));
      stage.availability("n3", "drain");
      stage.await1("three that wait", () -> waiting(stage).size() == 3);
      stage.availability("n3", "active");
      stage.await1(
          "all places taken again",
          () -> placed(stage).equals(Map.of("n1", 2L, "n2", 2L, "n3", 2L)));
      stage.scale("web", 5);
      stage.awaitSummary("web", "5/5");
      assertThat(placed(stage).values()).allMatch(count -> count <= 2);
    }
  }

  /** As recorded in s20b. */
  @Conformance("X37")
  @Test
  void startFirstOnFullNodesWaitsUntilTheLimitIsRaised(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("web", limited(3, 1));
      stage.awaitSummary("web", "3/3");
      stage.image("web", "app:b");
      stage.awaitUpdate("web", "completed");
      stage.awaitSummary("web", "3/3");

      stage.patch(
          "web",
          "{\"spec\":{\"updateConfig\":{\"order\":\"start-first\"},\"template\":{\"image\":\"app:c\"}}}");
      stage.await1("the new task says why it waits", () -> waiting(stage).equals(List.of(FULL)));
      stage.awaitStatus(
          "web",
          "the condition says it too",
          s -> s.getStatus().getConditions().stream().anyMatch(c -> c.getMessage().contains(FULL)));
      assertThat(stage.running("web")).hasSize(3);
      assertThat(Tasks.word(stage.update("web").orElseThrow().getState())).isEqualTo("updating");

      stage.patch("web", "{\"spec\":{\"template\":{\"placement\":{\"maxReplicasPerNode\":2}}}}");
      stage.awaitUpdate("web", "completed");
      stage.awaitSummary("web", "3/3");
      assertThat(stage.running("web")).allMatch(t -> t.getSpec().getImage().equals("app:c"));
    }
  }

  @Test
  void theProgressDeadlineEndsTheWait(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          limited(3, 1).replace("{monitor", "{order: start-first, monitor")
              + "\nprogressDeadline: 2s");
      stage.awaitSummary("web", "3/3");
      stage.image("web", "app:b");
      stage.awaitUpdate("web", "paused");
      stage.await1(
          "the record of the task",
          () ->
              stage.tasks("web").stream()
                  .filter(t -> Tasks.is(t, "shutdown", "failed"))
                  .anyMatch(t -> t.getStatus().getError().endsWith(FULL)));
      assertThat(stage.running("web").stream().filter(t -> t.getSpec().getImage().equals("app:a")))
          .hasSize(3);
    }
  }

  /** Tasks that were made without a limit hold places once there is one. */
  @Test
  void aLimitThatComesWithAnUpdateCountsTheOldTasks(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("web", limited(6, 0));
      stage.awaitSummary("web", "6/6");
      stage.patch(
          "web",
          "{\"spec\":{\"template\":{\"image\":\"app:b\",\"placement\":{\"maxReplicasPerNode\":2}}}}");
      stage.awaitUpdate("web", "completed");
      stage.awaitSummary("web", "6/6");
      assertThat(placed(stage)).isEqualTo(Map.of("n1", 2L, "n2", 2L, "n3", 2L));
      assertThat(
              stage.pods("web").stream()
                  .filter(p -> "Running".equals(p.getStatus().getPhase()))
                  .collect(
                      Collectors.groupingBy(
                          p -> p.getSpec().getNodeName(),
                          Collectors.mapping(MaxReplicasScenarioTest::bucket, Collectors.toSet()))))
          .allSatisfy((node, buckets) -> assertThat(buckets).containsExactlyInAnyOrder("1", "2"));
    }
  }

  /** The spread prefers the node that has no room; a task that was made for it is made again. */
  @Test
  void aTaskTakesThePlaceThatIsLeftWhereItHasRoom(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "big",
          "template: {image: a, placement: {constraints: [node.id == n3]}, resources:"
              + " {reservations: {memory: 250Gi}}}");
      stage.awaitSummary("big", "1/1");
      stage.service(
          "web",
          limited(4, 2)
              .replace("placement:", "resources: {reservations: {memory: 10Gi}}, placement:"));
      stage.awaitSummary("web", "4/4");
      assertThat(placed(stage)).isEqualTo(Map.of("n1", 2L, "n2", 2L));

      stage.image("web", "app:b");
      stage.awaitUpdate("web", "completed");
      stage.awaitSummary("web", "4/4");
      assertThat(placed(stage)).isEqualTo(Map.of("n1", 2L, "n2", 2L));

      stage.scale("web", 5);
      stage.await1("one for which there is no place", () -> waiting(stage).size() == 1);
      stage.scale("big", 0);
      stage.awaitSummary("web", "5/5");
      assertThat(placed(stage)).isEqualTo(Map.of("n1", 2L, "n2", 2L, "n3", 1L));
    }
  }

  private static String bucket(Pod pod) {
    return pod.getMetadata().getLabels().get("swarmoperator.io/bucket");
  }

  private static List<String> waiting(Stage stage) {
    return stage.tasks("web").stream()
        .filter(t -> Tasks.is(t, "running", "pending"))
        .map(t -> t.getStatus().getError())
        .toList();
  }

  private static Map<String, Long> placed(Stage stage) {
    return stage.running("web").stream()
        .collect(Collectors.groupingBy(t -> t.getStatus().getNodeName(), Collectors.counting()));
  }
}
