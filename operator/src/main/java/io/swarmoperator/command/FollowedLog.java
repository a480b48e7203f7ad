package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One task's log until its container ends. A stream may break off before that, as the API server
 * and the kubelet end long ones: it is then taken up again where it ended.
 */
final class FollowedLog {
  /** An API server knows that late of a container that has ended, and no later. */
  private static final int END_IS_KNOWN_SECONDS = 5;

  private final KubernetesClient client;
  private final String pod;
  private final LogRequest request;
  private Instant latest = Instant.MIN;

  FollowedLog(KubernetesClient client, String pod, LogRequest request) {
    this.client = client;
    this.pod = pod;
    this.request = request;
  }

  /**
   * Reads it to its end.
   *
   * @param lines takes each line once
   * @throws KubernetesClientException when the API server refuses or doesn't answer
   */
  void read(Consumer<LogLine> lines) {
    do {
      copy(lines);
    } while (!ended());
  }

  private void copy(Consumer<LogLine> lines) {
    Instant before = latest;
    LogRequest rest = before.equals(Instant.MIN) ? request : LogRequest.from(before);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(rest.follow(client, pod), StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        LogLine line = LogLine.of(text);
        // of the second in which it broke off all lines come again
        if (line.at().equals(Instant.MIN) || line.at().isAfter(before)) {
          latest = line.at().isAfter(latest) ? line.at() : latest;
          lines.accept(line);
        }
      }
    } catch (IOException brokenOff) {
      // whether it ended or is taken up again is seen from the pod
    }
  }

  private boolean ended() {
    try {
      client
          .pods()
          .withName(pod)
          .waitUntilCondition(FollowedLog::ended, END_IS_KNOWN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (KubernetesClientTimeoutException runsOn) {
      return false;
    }
  }

  private static boolean ended(Pod pod) {
    return pod == null
        || pod.getStatus().getContainerStatuses().stream()
            .allMatch(c -> c.getState() != null && c.getState().getTerminated() != null);
  }
}
