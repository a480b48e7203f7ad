package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of the tasks of a service that is deleted, of each kind, with its times. */
@ClusterTest
class DeletedServiceScenarioTest {
  /** In Swarm they are told to go and are seen until they have stopped. */
  /** Long enough for a task to be made anew, if anybody would. */
  private static final Duration STOP = Duration.ofSeconds(4);

  private static final String TEMPLATE =
      """
      template:
        image: app:a
        restartPolicy: {delay: 100ms}
        stopGracePeriod: 1m
        annotations: {sim.swarmoperator.io/stop-after: 4s}
      """;

  @Conformance(value = "C071", differs = "D37")
  @Test
  void bothTasksAreToldToStopAtOnceAndAreGoneWhenTheyHave(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Journal journal = new Journal(client, "ping")) {
      stage.service("ping", "replicas: 2\n" + TEMPLATE);
      stage.awaitSummary("ping", "2/2");
      journal.await1(
          """
          pod 1#1: pending, running
          pod 2#1: pending, running
          task 1#1: running
          task 2#1: running
          """);

      stage.kubectl("delete", "swsvc", "ping");

      awaitEnd(
          journal,
          """
          pod 1#1: pending, running, told to stop, gone
          pod 2#1: pending, running, told to stop, gone
          task 1#1: running, gone
          task 2#1: running, gone
          """);
      assertStoppedInPeace(journal, "pod 1#1");
      assertStoppedInPeace(journal, "pod 2#1");
      assertThat(journal.between("pod 1#1", "told to stop", "pod 2#1", "told to stop").abs())
          .as("together, whatever the first one takes")
          .isLessThan(STOP);
    }
  }

  @Conformance(value = "C130", differs = "D37")
  @Test
  void theTaskOfEachNodeIsToldToStopAtOnceAndIsGoneWhenItHas(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Journal journal = new Journal(client, "agent")) {
      stage.service("agent", "mode: global\n" + TEMPLATE);
      stage.awaitSummary("agent", "3/3");

      stage.kubectl("delete", "swsvc", "agent");

      awaitEnd(
          journal,
          """
          pod n1#1: pending, running, told to stop, gone
          pod n2#1: pending, running, told to stop, gone
          pod n3#1: pending, running, told to stop, gone
          task n1#1: running, gone
          task n2#1: running, gone
          task n3#1: running, gone
          """);
      assertStoppedInPeace(journal, "pod n1#1");
      assertStoppedInPeace(journal, "pod n2#1");
      assertStoppedInPeace(journal, "pod n3#1");
    }
  }

  /** What was at work stops, and nothing of the rest is begun. */
  @Conformance("C145")
  @Test
  void aJobEndsWithWhatIsAtWork(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Journal journal = new Journal(client, "load")) {
      stage.service(
          "load",
          "mode: replicated-job\njob: {maxConcurrent: 2, totalCompletions: 5}\n" + TEMPLATE);
      stage.awaitStatus(
          "load", "two at work", s -> "2/2 (0/5 completed)".equals(s.getStatus().getSummary()));

      stage.kubectl("delete", "swsvc", "load");

      awaitEnd(
          journal,
          """
          pod 0#1: pending, running, told to stop, gone
          pod 1#1: pending, running, told to stop, gone
          task 0#1: running, gone
          task 1#1: running, gone
          """);
      assertStoppedInPeace(journal, "pod 0#1");
      assertStoppedInPeace(journal, "pod 1#1");
    }
  }

  /** The room that comes too late is nobody's. */
  @Conformance("C190")
  @Test
  void aTaskThatWaitsForANodeGoesAtOnce(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Journal journal = new Journal(client, "big")) {
      stage.service(
          "big", "template: {image: 'app:a', resources: {reservations: {memory: 900Gi}}}");
      String waiting = "pending: no suitable node (insufficient resources on 3 nodes)";
      journal.await1("pod 1#1: pending\ntask 1#1: " + waiting + "\n");

      stage.kubectl("delete", "swsvc", "big");

      awaitEnd(journal, "pod 1#1: pending, gone\ntask 1#1: " + waiting + ", gone\n");
    }
  }

  /**
   * Waits until each object has come to be what the lines say, and no other is there. An operator
   * that sees a pod go before it sees the service go takes it for one that somebody deleted: it
   * notes the failure and a replacement, which go with the rest, and that never has a pod.
   */
  private static void awaitEnd(Journal journal, String lines) {
    await()
        .atMost(Stage.LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        journal
                            .lines()
                            .replaceAll("(?m)^task \\S+: gone\n", "")
                            .replaceAll("(?m)^(task \\S+: running), failed, gone$", "$1, gone"))
                    .isEqualTo(lines));
  }

  /**
   * No sooner than its container has stopped, but for what a node that counts whole seconds is off,
   * and not at the end of its grace period.
   */
  private static void assertStoppedInPeace(Journal journal, String pod) {
    assertThat(journal.between(pod, "told to stop", pod, "gone"))
        .isBetween(STOP.minusMillis(1500), Duration.ofSeconds(40));
  }
}
