package io.swarmoperator.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.cluster.RealNodesTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F6: tasks with a health check. */
@RealNodesTest
class RealHealthcheckTest {
  private static final String HEALTHCHECK =
      "healthcheck: {test: [CMD, test, -f, /tmp/ok], interval: 1s, retries: 2, startPeriod: 60s,"
          + " startInterval: 1s}";

  /** Failures in the start period don't count; running only once healthy; then it heals. */
  @Test
  void aTaskRunsOnceItIsHealthyAndIsReplacedWhenItIsNoLonger(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 2\ntemplate:\n  image: alpine:3.7\n  "
              + HEALTHCHECK
              + "\n  restartPolicy: {delay: 1s}\n  command: [sh, -c, 'trap \"exit 0\" TERM; sleep 4;"
              + " touch /tmp/ok; while true; do sleep 0.1; done']");
      stage.awaitSummary("web", "2/2");
      SwarmTask first = stage.slot("web", 1).get(0);
      assertThat(time(first.getStatus().getRunningAt()))
          .isAfterOrEqualTo(time(first.getStatus().getCreatedAt()).plus(Duration.ofSeconds(4)));

      stage.kubectl("exec", first.getMetadata().getName(), "--", "rm", "/tmp/ok");
      stage.await1("a second task that runs", () -> states(stage, 1).equals("RUNNING COMPLETE"));
      assertThat(states(stage, 2)).isEqualTo("RUNNING");
    }
  }

  /** One that doesn't heed the signal is killed after its grace period. */
  @Difference("D87")
  @Test
  void anUnhealthyTaskThatIgnoresTheSignalFails(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "template:\n  image: alpine:3.7\n  "
              + HEALTHCHECK
              + "\n  stopGracePeriod: 2s\n  restartPolicy: {condition: none}\n  command: [sh, -c,"
              + " 'trap \"\" TERM; touch /tmp/ok; sleep 5; rm /tmp/ok; while true; do sleep 0.1;"
              + " done']");
      stage.await1("the end", () -> states(stage, 1).equals("FAILED"));
      assertThat(stage.slot("web", 1).get(0).getStatus().getError())
          .startsWith("task: non-zero exit (137)");
    }
  }

  /** A task that never becomes healthy is never running, and an update doesn't pass it. */
  @Test
  void anUpdateWaitsForATaskThatIsNeverHealthy(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 2\ntemplate: {image: 'alpine:3.7', command: [sleep, '1000'], stopGracePeriod:"
              + " 1s}");
      stage.awaitSummary("web", "2/2");
      stage.patch(
          "web",
          "{\"spec\":{\"template\":{\"healthcheck\":{\"test\":[\"CMD\",\"false\"],\"interval\":\"1s\","
              + "\"startPeriod\":\"600s\",\"startInterval\":\"1s\"}}}}");
      stage.await1("a starting task", () -> states(stage, 1).equals("STARTING SHUTDOWN"));
      assertThat(states(stage, 2)).isEqualTo("RUNNING");
    }
  }

  private static String states(Stage stage, int slot) {
    List<TaskState> states =
        stage.slot("web", slot).stream().map(t -> t.getStatus().getState()).toList();
    return String.join(" ", states.stream().map(Enum::name).toList());
  }

  private static Instant time(String text) {
    return Instant.parse(text);
  }
}
