package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Services that come back from a backup of single objects, which have no status then. */
@ClusterTest
class RestoredServiceScenarioTest {

  @Test
  void itsTasksAreMadeAnewAndACompletedJobRunsAgain(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("web", "replicas: 2\ntemplate: {image: 'app:a'}");
      stage.service(
          "load",
          """
          mode: replicated-job
          job: {maxConcurrent: 1, totalCompletions: 1}
          template: {image: 'app:a', annotations: {sim.swarmoperator.io/exit-after: 0s}}
          """);
      stage.awaitSummary("web", "2/2");
      stage.image("web", "app:b");
      stage.awaitUpdate("web", "completed");
      awaitCompleted(stage);
      Set<String> before = ids(stage);
      String backup = stage.kubectl("get", "swsvc", "web", "load", "-o", "yaml");

      stage.kubectl("delete", "swsvc", "web", "load");
      stage.await1("their pods are gone", () -> pods(stage).isEmpty());
      stage.await1("their records are gone", () -> ids(stage).isEmpty());
      // as tools that restore do
      stage.apply(backup.replaceAll("(?m)^ +(resourceVersion|uid|creationTimestamp): .*\n", ""));

      stage.awaitSummary("web", "2/2");
      awaitCompleted(stage);
      assertThat(ids(stage)).doesNotContainAnyElementsOf(before);
      assertThat(stage.tasks("web"))
          .as("without the history")
          .hasSize(2)
          .allMatch(task -> task.getSpec().getImage().equals("app:b"));
      assertThat(stage.get("web").getStatus().getCurrentRevision()).isEqualTo(1);
      assertThat(stage.tasks("load")).as("again").hasSize(1);
    }
  }

  private static void awaitCompleted(Stage stage) {
    stage.awaitStatus(
        "load",
        "its completion",
        service -> "0/1 (1/1 completed)".equals(service.getStatus().getSummary()));
  }

  private static Set<String> ids(Stage stage) {
    return List.of("web", "load").stream()
        .flatMap(service -> stage.tasks(service).stream())
        .map(SwarmTask::getMetadata)
        .map(metadata -> metadata.getName())
        .collect(Collectors.toSet());
  }

  private static List<? extends HasMetadata> pods(Stage stage) {
    return List.of("web", "load").stream()
        .flatMap(service -> stage.pods(service).stream())
        .toList();
  }
}
