package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sandbox.Kubectl;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the real scheduler puts tasks that Swarm would spread (S§9.4, S§9.5, mechanics 4). */
@ClusterTest
@ChangesNodes
class SpreadScenarioTest {

  @Test
  void preferencesShareTasksOutBetweenZones(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      label(stage, "zone=a", "n1");
      label(stage, "zone=b", "n2", "n3");
      stage.service(
          "web",
          "replicas: 8\ntemplate: {image: alpine, placement: {preferences: [{spread:"
              + " node.labels.zone}]}}");
      stage.awaitSummary("web", "8/8");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n1", 4L, "n2", 2L, "n3", 2L));

      stage.scale("web", 12);
      stage.awaitSummary("web", "12/12");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n1", 6L, "n2", 3L, "n3", 3L));
    }
  }

  /** The scheduler has reasons of its own to take n3, and weighs them against the hint. */
  @Test
  void neitherLoadNorAnEmptyNodeOutweighsPreferences(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      label(stage, "zone=a", "n1");
      label(stage, "zone=b", "n2", "n3");
      stage.service(
          "big",
          "template: {image: a, placement: {constraints: [node.id == n1]}, resources:"
              + " {reservations: {memory: 240Gi}}}");
      stage.awaitSummary("big", "1/1");
      stage.availability("n3", "pause");
      stage.service(
          "web",
          "replicas: 15\ntemplate: {image: a, placement: {preferences: [{spread:"
              + " node.labels.zone}]}}");
      stage.awaitSummary("web", "15/15");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n1", 7L, "n2", 8L));

      stage.availability("n3", "active");
      stage.scale("web", 16);
      stage.awaitSummary("web", "16/16");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n1", 8L, "n2", 8L));
    }
  }

  /** Nodes without the label are a group of their own; the inner level counts within each. */
  @Test
  void severalLevelsOfPreferences(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      label(stage, "zone=a", "n1", "n2");
      label(stage, "rack=r1", "n1");
      stage.service(
          "web",
          "replicas: 8\ntemplate: {image: alpine, placement: {preferences: [{spread:"
              + " node.labels.zone}, {spread: node.labels.rack}]}}");
      stage.awaitSummary("web", "8/8");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n1", 2L, "n2", 2L, "n3", 4L));
    }
  }

  /** As recorded in s22c, but created all at once. */
  @Conformance({"C175", "C176", "C178"})
  @Test
  void theServicesOwnTasksCountFirstThenAll(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "one", "replicas: 4\ntemplate: {image: a, placement: {constraints: [node.id == n1]}}");
      stage.awaitSummary("one", "4/4");
      stage.service("two", "replicas: 3\ntemplate: {image: a}");
      stage.awaitSummary("two", "3/3");
      stage.service("three", "replicas: 2\ntemplate: {image: a}");
      stage.awaitSummary("three", "2/2");
      assertThat(nodes(stage, "two")).isEqualTo(Map.of("n1", 1L, "n2", 1L, "n3", 1L));
      assertThat(nodes(stage, "three")).isEqualTo(Map.of("n2", 1L, "n3", 1L));
    }
  }

  /** Services that know nothing of each other count each other's tasks before they can be seen. */
  @Test
  void servicesThatAreCreatedAtOnceDontCrowdOneNode(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.apply(
          IntStream.rangeClosed(1, 12)
              .mapToObj(
                  i ->
                      "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: s"
                          + i
                          + "}\nspec: {template: {image: a}}\n")
              .collect(Collectors.joining("---\n")));
      IntStream.rangeClosed(1, 12).forEach(i -> stage.awaitSummary("s" + i, "1/1"));
      Map<String, Long> all =
          IntStream.rangeClosed(1, 12)
              .boxed()
              .flatMap(i -> stage.running("s" + i).stream())
              .collect(
                  Collectors.groupingBy(t -> t.getStatus().getNodeName(), Collectors.counting()));
      assertThat(all).isEqualTo(Map.of("n1", 4L, "n2", 4L, "n3", 4L));
    }
  }

  @Conformance({"C172", "C173", "C179"})
  @Test
  void theFifthTaskLandsOnTheNodeThatCameBackEmpty(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 4\ntemplate: {image: a, restartPolicy: {delay: 0s}}");
      stage.awaitSummary("ping", "4/4");
      for (int round = 0; round < 3; round++) {
        for (String node : List.of("n1", "n2", "n3")) {
          stage.availability(node, "drain");
          stage.await1(
              node + " empty",
              () -> !nodes(stage, "ping").containsKey(node) && stage.running("ping").size() == 4);
          stage.availability(node, "active");
          stage.scale("ping", 5);
          stage.awaitSummary("ping", "5/5");
          // all others are older than its return, and nothing is moved
          assertThat(nodes(stage, "ping")).containsEntry(node, 1L);
          stage.scale("ping", 4);
          stage.awaitSummary("ping", "4/4");
        }
      }
    }
  }

  /** As recorded in s24i. */
  @Conformance("C199")
  @Test
  void aNodeWhereItFailsAgainAndAgainIsAvoided(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 1\ntaskHistoryLimit: 50\ntemplate: {image: a, restartPolicy: {delay: 100ms},"
              + " annotations: {sim.swarmoperator.io/exit-after: 100ms,"
              + " sim.swarmoperator.io/exit-code: '1'}}");
      stage.await1("ten failures", () -> failed(stage).size() >= 10);
      List<String> nodes =
          failed(stage).stream().limit(10).map(t -> t.getStatus().getNodeName()).toList();
      String first = nodes.get(0);
      String second = nodes.get(5);
      assertThat(second).isNotEqualTo(first);
      assertThat(nodes)
          .containsExactly(
              first, first, first, first, first, second, second, second, second, second);
    }
  }

  private static List<SwarmTask> failed(Stage stage) {
    return stage.tasks("web").stream()
        .filter(t -> Tasks.is(t, "shutdown", "failed"))
        .sorted(Comparator.comparing(t -> t.getSpec().getAttempt()))
        .toList();
  }

  /** A reservation is taken until the task has ended, and a limit reserves nothing (S§9.2). */
  @Conformance({"C185", "C187", "C188"})
  @Test
  void reservationsCount(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.availability("n2", "pause");
      stage.kubectl("cordon", "n3");
      stage.service("big", "template: {image: a, resources: {reservations: {memory: 200Gi}}}");
      stage.awaitSummary("big", "1/1");
      stage.service(
          "second",
          "template: {image: a, resources: {limits: {memory: 200Gi}, reservations: {memory:"
              + " 200Gi}}}");
      stage.service("limited", "template: {image: a, resources: {limits: {memory: 200Gi}}}");
      stage.awaitSummary("limited", "1/1");
      stage.await1(
          "why it waits",
          () ->
              stage
                  .tasks("second")
                  .get(0)
                  .getStatus()
                  .getError()
                  .equals(
                      "no suitable node (2 nodes not available for new tasks; insufficient resources"
                          + " on 1 node)"));
      stage.patch("big", "{\"spec\":{\"template\":{\"restartPolicy\":{\"condition\":\"none\"}}}}");
      stage.scale("big", 0);
      stage.awaitSummary("second", "1/1");
      assertThat(nodes(stage, "second")).isEqualTo(Map.of("n1", 1L));
    }
  }

  /** A task that has ended holds nothing, a job's neither; JobSequencesTest has its times. */
  @Test
  void whatAFinishedJobReservedIsFree(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.availability("n2", "pause");
      stage.availability("n3", "pause");
      stage.service(
          "job",
          "mode: replicated-job\ntemplate: {image: a, restartPolicy: {condition: on-failure},"
              + " annotations: {sim.swarmoperator.io/exit-after: 100ms}, resources:"
              + " {reservations: {memory: 200Gi}}}");
      stage.await1(
          "a task that is done",
          () -> stage.get("job").getStatus().getSummary().contains("1/1 completed"));
      stage.service("big", "template: {image: a, resources: {reservations: {memory: 200Gi}}}");
      stage.awaitSummary("big", "1/1");
      assertThat(stage.pods("job")).hasSize(1);
    }
  }

  @Conformance(value = "C212", differs = "D61")
  @Test
  void aNodeThatShrinksKeepsItsTasks(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "big",
          "template: {image: a, placement: {constraints: [node.id == n1]}, resources:"
              + " {reservations: {memory: 90Gi}}}");
      stage.awaitSummary("big", "1/1");
      String before =
          client.nodes().withName("n1").get().getStatus().getAllocatable().get("memory").toString();
      allocatable(stage, "50Gi");
      try {
        stage.kubectl("label", "--overwrite", "node", "n1", "looked=at");
        stage.scale("big", 2);
        stage.await1(
            "a second that finds no room",
            () -> stage.slot("big", 2).get(0).getStatus().getError().contains("insufficient"));
        assertThat(Tasks.rows(stage.slot("big", 1))).containsExactly("1 running/running a");
      } finally {
        allocatable(stage, before);
      }
    }
  }

  /** Likewise for what a generic resource has become, of which there are numbers only. */
  @Conformance(value = "C214", differs = "D61")
  @Test
  void aNodeThatHasLessOfAGenericResourceKeepsItsTasks(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      generic(stage, "2");
      stage.service(
          "gpu",
          "template: {image: a, placement: {constraints: [node.id == n1]}, resources:"
              + " {reservations: {generic: {example.com/gpu: 2}}}}");
      stage.awaitSummary("gpu", "1/1");
      generic(stage, "1");
      stage.scale("gpu", 2);
      stage.await1(
          "a second that finds no room",
          () -> stage.slot("gpu", 2).get(0).getStatus().getError().contains("insufficient"));
      assertThat(Tasks.rows(stage.slot("gpu", 1))).containsExactly("1 running/running a");
    }
  }

  private static void generic(Stage stage, String amount) {
    String amounts = "{\"example.com/gpu\":\"" + amount + "\"}";
    stage.kubectl(
        "patch",
        "node",
        "n1",
        "--subresource=status",
        "-p",
        "{\"status\":{\"allocatable\":" + amounts + ",\"capacity\":" + amounts + "}}");
  }

  private static void allocatable(Stage stage, String memory) {
    stage.kubectl(
        "patch",
        "node",
        "n1",
        "--subresource=status",
        "-p",
        "{\"status\":{\"allocatable\":{\"memory\":\"" + memory + "\"}}}");
  }

  /** A label that was just given may come to the operator later than a service does. */
  private static void label(Stage stage, String label, String... nodes) {
    stage.operator().stop();
    for (String node : nodes) {
      stage.kubectl("label", "--overwrite", "node", node, label);
    }
    stage.operator().start();
  }

  private static Map<String, Long> nodes(Stage stage, String service) {
    return stage.running(service).stream()
        .collect(Collectors.groupingBy(t -> t.getStatus().getNodeName(), Collectors.counting()));
  }
}
