package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** F3: nodes are drained, paused, cordoned and come back. */
@ClusterTest
@ChangesNodes
class DrainScenarioTest {
  private static final String FOUR =
      "replicas: 4\ntemplate: {image: alpine}\nupdateConfig: {monitor: 1s}";

  private static final String N3_IS_DRAINED =
      "NodeDrained: tasks leave node n3, which is being drained";

  @Test
  void aDrainedNodeGivesItsTasksAwayAndGetsNothingBack(KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", FOUR);
      stage.awaitSummary("ping", "4/4");
      List<SwarmTask> onN3 = on(stage, "n3");
      Set<String> elsewhere =
          names(
              stage.running("ping").stream()
                  .filter(t -> !t.getStatus().getNodeName().equals("n3"))
                  .toList());

      availability(stage, "drain");
      stage.await1(
          "n3 empty", () -> on(stage, "n3").isEmpty() && stage.running("ping").size() == 4);
      for (SwarmTask moved : onN3) {
        List<SwarmTask> slot = stage.slot("ping", moved.getSpec().getSlot());
        assertThat(slot).hasSize(2);
        assertThat(Tasks.is(slot.get(1), "shutdown", "shutdown")).isTrue();
        assertThat(slot.get(1).getStatus().getNodeName()).isEqualTo("n3");
        assertThat(Tasks.createdAt(slot.get(0))).isBeforeOrEqualTo(Tasks.finishedAt(slot.get(1)));
      }
      assertThat(names(stage.running("ping"))).containsAll(elsewhere);

      Set<String> settled = names(stage.running("ping"));
      availability(stage, "active");
      stage.scale("ping", 5);
      stage.awaitSummary("ping", "5/5");
      assertThat(names(stage.running("ping"))).containsAll(settled);
      assertThat(stage.slot("ping", 5).get(0).getStatus().getNodeName()).isEqualTo("n3");
      assertThat(told.whenStopped(stage.operator())).containsExactly(N3_IS_DRAINED);
    }
  }

  @Test
  void aPausedOrCordonedNodeKeepsWhatRunsAndGetsNothingNew(
      KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 3\ntemplate: {image: alpine}");
      stage.awaitSummary("ping", "3/3");
      Set<String> before = names(stage.running("ping"));
      availability(stage, "pause");
      stage.kubectl("cordon", "n2");
      stage.scale("ping", 6);
      stage.awaitSummary("ping", "6/6");
      assertThat(names(stage.running("ping"))).containsAll(before);
      assertThat(
              stage.running("ping").stream()
                  .filter(t -> !before.contains(t.getMetadata().getName())))
          .allMatch(t -> t.getStatus().getNodeName().equals("n1"));
      assertThat(told.whenStopped(stage.operator())).isEmpty();
    }
  }

  @Test
  void kubectlDrainEmptiesTheNodeWithinTheBudget(KubernetesClient client, Kubectl kubectl) {
    try (HealthyPods pods = new HealthyPods(client, 6);
        Told told = new Told(client);
        Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 6\ntemplate: {image: alpine}");
      stage.awaitSummary("ping", "6/6");
      stage.await1("a budget that allows one", () -> budgetAllows(client, "ping") == 1);
      stage.kubectl(
          "drain",
          "n1",
          "--ignore-daemonsets",
          "--pod-selector=swarmoperator.io/service-uid=" + stage.get("ping").getMetadata().getUid(),
          "--timeout=80s");
      stage.awaitSummary("ping", "6/6");
      assertThat(on(stage, "n1")).isEmpty();
      assertThat(pods.least()).isEqualTo(5);
      List<SwarmTask> moved =
          stage.tasks("ping").stream()
              .filter(t -> "n1".equals(t.getStatus().getNodeName()))
              .toList();
      assertThat(moved).hasSize(2).allMatch(t -> Tasks.is(t, "shutdown", "shutdown"));
      for (SwarmTask old : moved) {
        SwarmTask replacement = stage.slot("ping", old.getSpec().getSlot()).get(0);
        assertThat(replacement.getSpec().getReason()).isEqualTo("Evicted");
      }
      assertThat(told.whenStopped(stage.operator())).isEmpty();
    }
  }

  @Test
  void aDrainDuringAnUpdateCountsNoFailure(KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 4\ntemplate: {image: 'app:a'}\nupdateConfig: {delay: 1s, monitor: 2s}");
      stage.awaitSummary("ping", "4/4");
      stage.image("ping", "app:b");
      stage.await1(
          "the first slot updated",
          () ->
              stage.slot("ping", 1).size() == 2
                  && stage.slot("ping", 1).get(0).getStatus().getRunningAt() != null);
      availability(stage, "drain");
      stage.awaitUpdate("ping", "completed");
      assertThat(stage.update("ping").orElseThrow().getFailures()).isZero();
      stage.await1("n3 empty", () -> on(stage, "n3").isEmpty());
      stage.awaitSummary("ping", "4/4");
      assertThat(stage.running("ping")).allMatch(t -> t.getSpec().getImage().equals("app:b"));

      // how far the update is when the tasks leave is not for the test to say, nor whose turn a
      // slot's new task was: what the updater made is told, in the order of the slots
      List<String> lines = told.whenStopped(stage.operator());
      assertThat(lines)
          .startsWith("RolloutStarted: update from revision 1 to 2 of 4 slots: update in progress")
          .endsWith("UpdateCompleted: update completed: revision 2")
          .containsOnlyOnce(N3_IS_DRAINED);
      assertThat(lines.subList(1, lines.size() - 1))
          .filteredOn(line -> !line.equals(N3_IS_DRAINED))
          .isEqualTo(updated(stage));
    }
  }

  private static List<String> updated(Stage stage) {
    return stage.tasks("ping").stream()
        .filter(t -> "SpecChanged".equals(t.getSpec().getReason()))
        .map(
            t ->
                "SlotUpdated: slot %1$d runs app:b (task ping.%1$d.#2)"
                    .formatted(t.getSpec().getSlot()))
        .toList();
  }

  private static int budgetAllows(KubernetesClient client, String name) {
    return client
        .policy()
        .v1()
        .podDisruptionBudget()
        .withName(name)
        .get()
        .getStatus()
        .getDisruptionsAllowed();
  }

  private static void availability(Stage stage, String word) {
    stage.kubectl("label", "--overwrite", "node", "n3", "swarmoperator.io/availability=" + word);
  }

  private static List<SwarmTask> on(Stage stage, String node) {
    return stage.running("ping").stream()
        .filter(t -> node.equals(t.getStatus().getNodeName()))
        .toList();
  }

  private static Set<String> names(List<SwarmTask> tasks) {
    return tasks.stream().map(t -> t.getMetadata().getName()).collect(Collectors.toSet());
  }
}
