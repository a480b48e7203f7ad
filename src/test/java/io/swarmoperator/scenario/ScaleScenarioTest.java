package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** F2: scale up and down; what runs is not touched, and what goes leaves nothing behind. */
@ClusterTest
class ScaleScenarioTest {

  @Test
  void oneTwoHundredFourNoneFour(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "template: {image: alpine}");
      stage.awaitSummary("ping", "1/1");
      String first = stage.tasks("ping").get(0).getMetadata().getName();
      stage.scale("ping", 2);
      stage.awaitSummary("ping", "2/2");

      stage.scale("ping", 100);
      stage.awaitSummary("ping", "100/100");
      List<SwarmTask> hundred = stage.tasks("ping");
      Tasks.assertSlots(hundred, IntStream.rangeClosed(1, 100).toArray());
      assertThat(hundred.get(0).getMetadata().getName()).isEqualTo(first);
      Map<String, Long> perNode =
          hundred.stream()
              .collect(
                  Collectors.groupingBy(t -> t.getStatus().getNodeName(), Collectors.counting()));
      assertThat(perNode.values()).as("spread %s", perNode).allMatch(n -> n >= 32 && n <= 35);

      stage.scale("ping", 4);
      stage.awaitSummary("ping", "4/4");
      stage.await1(
          "four rows", () -> stage.tasks("ping").size() == 4 && stage.pods("ping").size() == 4);
      Set<String> before =
          hundred.stream().map(t -> t.getMetadata().getName()).collect(Collectors.toSet());
      assertThat(stage.tasks("ping")).allMatch(t -> before.contains(t.getMetadata().getName()));

      stage.scale("ping", 0);
      stage.awaitSummary("ping", "0/0");
      stage.await1(
          "nothing left", () -> stage.tasks("ping").isEmpty() && stage.pods("ping").isEmpty());

      stage.scale("ping", 4);
      stage.awaitSummary("ping", "4/4");
      Tasks.assertSlots(stage.tasks("ping"), 1, 2, 3, 4);
      assertThat(stage.tasks("ping")).noneMatch(t -> before.contains(t.getMetadata().getName()));
    }
  }

  @Test
  void aScaleDuringAnUpdateNeitherRestartsNorAbortsIt(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 3\ntemplate: {image: 'app:a'}\nupdateConfig: {delay: 1s, monitor: 1s}");
      stage.awaitSummary("ping", "3/3");
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "updating");
      String startedAt = stage.update("ping").orElseThrow().getStartedAt();
      stage.scale("ping", 5);
      stage.awaitUpdate("ping", "completed");
      assertThat(stage.update("ping").orElseThrow().getStartedAt()).isEqualTo(startedAt);
      stage.awaitSummary("ping", "5/5");
      assertThat(stage.running("ping"))
          .hasSize(5)
          .allMatch(t -> t.getSpec().getImage().equals("app:b"));
      assertThat(stage.slot("ping", 4)).hasSize(1);
    }
  }

  @Test
  void aSlotIsUsedAgainUnderANewName(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 2\ntemplate: {image: alpine, stopGracePeriod: 10s, annotations: {sim.swarmoperator.io/stop-after: 2s}}");
      stage.awaitSummary("ping", "2/2");
      Set<String> before =
          stage.pods("ping").stream()
              .map(p -> p.getMetadata().getName())
              .collect(Collectors.toSet());
      stage.scale("ping", 1);
      stage.awaitStatus("ping", "one wanted", s -> s.getStatus().getDesiredTasks() == 1);
      stage.scale("ping", 2);
      stage.awaitSummary("ping", "2/2");
      stage.await1("two pods", () -> stage.pods("ping").size() == 2);
      List<Pod> after = stage.pods("ping");
      assertThat(after.stream().filter(p -> before.contains(p.getMetadata().getName()))).hasSize(1);
    }
  }
}
