package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Jobs: tasks that run to completion, so many at a time, until so many have (S§8). */
@ClusterTest
class JobScenarioTest {
  private static final String FIVE = job(2, 5, "exit-after: 1s");
  private static final String ALL_FIVE =
      """
      pod 0#1: pending, running, succeeded
      pod 1#1: pending, running, succeeded
      pod 2#1: pending, running, succeeded
      pod 3#1: pending, running, succeeded
      pod 4#1: pending, running, succeeded
      task 0#1: running, complete
      task 1#1: running, complete
      task 2#1: running, complete
      task 3#1: running, complete
      task 4#1: running, complete
      """;

  @Conformance("C137")
  @Test
  void fiveTasksTwoAtATime(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("load", FIVE);
      stage.awaitStatus("load", "two at work", is("2/2 (0/5 completed)"));
      stage.kubectl("wait", "--for=condition=Complete", "swsvc/load", "--timeout=80s");
      assertThat(stage.get("load").getStatus().getSummary()).isEqualTo("0/2 (5/5 completed)");
      assertThat(Tasks.rows(stage.tasks("load")))
          .containsExactly(
              "0 complete/complete app:a",
              "1 complete/complete app:a",
              "2 complete/complete app:a",
              "3 complete/complete app:a",
              "4 complete/complete app:a");
      for (SwarmTask task : stage.tasks("load")) {
        assertThat(atWork(stage, Tasks.runningAt(task))).isLessThanOrEqualTo(2);
      }
      assertThat(condition(stage, "Ready")).isEqualTo("Completed");
      assertThat(stage.get("load").getStatus().getJobIteration().getIndex()).isZero();
      assertThat(stage.get("load").getStatus().getJobIteration().getCompleted()).isEqualTo(5);
      assertThat(stage.pods("load"))
          .as("finished pods stay, with their logs")
          .extracting(pod -> pod.getStatus().getPhase())
          .containsExactly("Succeeded", "Succeeded", "Succeeded", "Succeeded", "Succeeded");
    }
  }

  private static long atWork(Stage stage, Instant instant) {
    return stage.tasks("load").stream()
        .filter(t -> !Tasks.runningAt(t).isAfter(instant) && Tasks.finishedAt(t).isAfter(instant))
        .count();
  }

  @Conformance("C088")
  @Test
  void aJobGivesUpWhenItsAttemptsAreUsedUp(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("load", job(1, 1, "exit-after: 200ms, sim.swarmoperator.io/exit-code: '3'"));
      stage.awaitStatus("load", "the end", s -> condition(stage, "Stalled").equals("TasksEnded"));
      assertThat(stage.get("load").getStatus().getSummary()).isEqualTo("0/1 (0/1 completed)");
      assertThat(stage.tasks("load"))
          .hasSize(3)
          .allMatch(t -> Tasks.is(t, "shutdown", "failed"))
          .allMatch(t -> t.getStatus().getError().equals("task: non-zero exit (3)"));

      stage.patch("load", "{\"spec\":{\"template\":{\"annotations\":null}}}");
      stage.awaitStatus("load", "another run", is("1/1 (0/1 completed)"));
      assertThat(stage.get("load").getStatus().getJobIteration().getIndex()).isEqualTo(1);
    }
  }

  @Test
  void aForcedUpdateRunsItAgain(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("load", FIVE);
      stage.awaitStatus("load", "the end", is("0/2 (5/5 completed)"));
      String first = stage.get("load").getStatus().getJobIteration().getLastExecution();
      stage.patch("load", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.awaitStatus("load", "the second end", is("0/2 (5/5 completed)"), 1);
      assertThat(Instant.parse(stage.get("load").getStatus().getJobIteration().getLastExecution()))
          .isAfter(Instant.parse(first));
      for (int slot = 0; slot < 5; slot++) {
        assertThat(stage.slot("load", slot))
            .extracting(t -> t.getSpec().getJobIteration())
            .containsExactly(1, 0);
      }
      stage.await1(
          "an event for each run",
          () ->
              client.v1().events().list().getItems().stream()
                      .filter(e -> e.getReason().equals("JobStarted"))
                      .count()
                  == 2);
    }
  }

  @Conformance(value = "C146", differs = "D81")
  @Test
  void unfinishedTasksOfTheLastIterationGo(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("load", job(2, 3, "stop-after: 1s"));
      stage.awaitStatus("load", "two at work", is("2/2 (0/3 completed)"));
      List<String> before = names(stage);
      stage.patch(
          "load",
          "{\"spec\":{\"template\":{\"image\":\"app:b\",\"annotations\":{\"sim.swarmoperator.io/exit-after\":\"500ms\"}}}}");
      stage.awaitStatus("load", "the end", is("0/2 (3/3 completed)"), 1);
      assertThat(names(stage)).doesNotContainAnyElementsOf(before);
      assertThat(Tasks.rows(stage.tasks("load")))
          .containsExactly(
              "0 complete/complete app:b",
              "1 complete/complete app:b",
              "2 complete/complete app:b");
      stage.await1("no pod of theirs", () -> stage.pods("load").size() == 3);
    }
  }

  @Difference("D74")
  @Test
  void onlyAnotherTemplateOrJobRunsItAgain(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("load", FIVE);
      stage.awaitStatus("load", "the end", is("0/2 (5/5 completed)"));
      List<String> before = names(stage);
      stage.kubectl("label", "swsvc", "load", "team=a");
      stage.patch("load", "{\"spec\":{\"taskHistoryLimit\":3,\"revisionHistoryLimit\":2}}");
      stage.patch("load", "{\"spec\":{\"endpoint\":{\"mode\":\"dnsrr\"}}}");
      stage.request("load", "rollback=previous");
      stage.awaitStatus("load", "the end", is("0/2 (5/5 completed)"), 0);
      stage.await1(
          "the refusal",
          () ->
              client.v1().events().list().getItems().stream()
                  .anyMatch(e -> e.getMessage().equals("rollback refused: a job has no rollback")));
      assertThat(names(stage)).isEqualTo(before);

      stage.patch("load", "{\"spec\":{\"job\":{\"totalCompletions\":2}}}");
      stage.awaitStatus("load", "the second end", is("0/2 (2/2 completed)"), 1);
    }
  }

  @Test
  @ChangesNodes
  void aDrainedNodesTasksAreDoneElsewhere(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("load", job(3, 3, "start-after: 100ms"));
      stage.awaitStatus("load", "three at work", is("3/3 (0/3 completed)"));
      int slot =
          stage.tasks("load").stream()
              .filter(t -> t.getStatus().getNodeName().equals("n3"))
              .findFirst()
              .orElseThrow()
              .getSpec()
              .getSlot();
      stage.availability("n3", "drain");
      stage.await1(
          "done elsewhere",
          () ->
              stage.slot("load", slot).size() == 2
                  && Tasks.is(stage.slot("load", slot).get(0), "complete", "running"));
      SwarmTask moved = stage.slot("load", slot).get(0);
      assertThat(moved.getSpec().getReason()).isEqualTo("NodeDrained");
      assertThat(moved.getStatus().getNodeName()).isNotEqualTo("n3");
      for (SwarmTask task : stage.tasks("load")) {
        if (Tasks.is(task, "complete", "running")) {
          stage.script(task.getMetadata().getName(), "exit-after=0s");
        }
      }
      stage.awaitStatus("load", "the end", is("0/3 (3/3 completed)"));
    }
  }

  @Test
  void anIterationThatBeganWhileTheOperatorWasDownIsRun(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("load", job(2, 4, "start-after: 100ms"));
      stage.awaitStatus("load", "two at work", is("2/2 (0/4 completed)"));
      stage.script(stage.slot("load", 0).get(0).getMetadata().getName(), "exit-after=0s");
      stage.awaitStatus("load", "one done", is("2/2 (1/4 completed)"));
      stage.operator().stop();
      stage.script(stage.slot("load", 1).get(0).getMetadata().getName(), "exit-after=0s");
      stage.patch(
          "load",
          "{\"spec\":{\"template\":{\"annotations\":{\"sim.swarmoperator.io/exit-after\":\"500ms\"}}}}");
      stage.await1(
          "it ended unseen",
          () ->
              client
                  .pods()
                  .withName(stage.slot("load", 1).get(0).getMetadata().getName())
                  .get()
                  .getStatus()
                  .getPhase()
                  .equals("Succeeded"));
      stage.operator().start();
      stage.awaitStatus("load", "the end", is("0/2 (4/4 completed)"), 1);
      assertThat(Tasks.rows(stage.tasks("load")))
          .as("what had completed stays as history")
          .containsExactly(
              "0 complete/complete app:a",
              "0 complete/complete app:a",
              "1 complete/complete app:a",
              "1 complete/complete app:a",
              "2 complete/complete app:a",
              "3 complete/complete app:a");
    }
  }

  @Conformance("C157")
  @Test
  void aJobThatCanNotBeReconciledLeavesTheOthersAlone(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Journal load = new Journal(client, "load");
        Journal other = new Journal(client, "other")) {
      stage.operator().stop();
      stage.apply(
          "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: one}\nspec: {hard: {count/controllerrevisions.apps: '1'}}");
      stage.await1(
          "the quota in force",
          () -> !client.resourceQuotas().withName("one").get().getStatus().getHard().isEmpty());
      stage.service("load", FIVE);
      stage.service("other", FIVE);
      stage.operator().start();
      stage.await1("one of them done", () -> done(stage, "load") || done(stage, "other"));
      Journal first = done(stage, "load") ? load : other;
      Journal second = first == load ? other : load;
      first.await1(ALL_FIVE);
      assertTwoAtATime(first);
      assertThat(second.lines()).as("of the one that can't be reconciled").isEmpty();

      stage.kubectl("delete", "resourcequota", "one");
      second.await1(ALL_FIVE);
      assertTwoAtATime(second);
      assertThat(second.at("pod 0#1", "pending")).isAfter(first.at("pod 4#1", "succeeded"));
    }
  }

  /** The next begins when one has completed, which takes a second. */
  private static void assertTwoAtATime(Journal job) {
    for (int slot = 0; slot < 5; slot++) {
      String pod = "pod " + slot + "#1";
      assertThat(job.between(pod, "pending", pod, "succeeded"))
          .isGreaterThan(Duration.ofMillis(900));
    }
    assertThat(job.at("pod 2#1", "pending"))
        .isAfter(earlier(job.at("pod 0#1", "succeeded"), job.at("pod 1#1", "succeeded")));
    assertThat(job.at("pod 4#1", "pending"))
        .isAfter(earlier(job.at("pod 2#1", "succeeded"), job.at("pod 3#1", "succeeded")));
  }

  private static Instant earlier(Instant one, Instant another) {
    return one.isBefore(another) ? one : another;
  }

  private static boolean done(Stage stage, String service) {
    SwarmService seen = stage.get(service);
    return seen.getStatus() != null && is("0/2 (5/5 completed)").test(seen);
  }

  private static String job(int maxConcurrent, int totalCompletions, String behaviour) {
    return """
        mode: replicated-job
        job: {maxConcurrent: %d, totalCompletions: %d}
        template:
          image: app:a
          restartPolicy: {delay: 100ms, maxAttempts: 2}
          annotations: {sim.swarmoperator.io/%s}
        """
        .formatted(maxConcurrent, totalCompletions, behaviour);
  }

  private static Predicate<SwarmService> is(String summary) {
    return service -> summary.equals(service.getStatus().getSummary());
  }

  private static List<String> names(Stage stage) {
    return stage.tasks("load").stream().map(t -> t.getMetadata().getName()).toList();
  }

  private static String condition(Stage stage, String type) {
    return stage.get("load").getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
        .map(c -> c.getReason())
        .findFirst()
        .orElse("");
  }
}
