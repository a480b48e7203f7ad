package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Followed logs that can't be read for a while. Why is said once, and not for each of them. */
final class LostLogs {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** Of each pod. */
  private final Map<String, String> reasons = new HashMap<>();

  private final CountDownLatch nobodyReads = new CountDownLatch(1);
  private final Consumer<String> note;

  LostLogs(Consumer<String> note) {
    this.note = note;
  }

  /** Whether it passes by itself, as it does with an API server or a node that is started anew. */
  static boolean forAWhile(KubernetesClientException e) {
    return e.getCode() <= 0 || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
  }

  /**
   * Waits until the next try.
   *
   * @return false when nobody reads the logs any more
   */
  boolean await(String pod, String reason) {
    if (ended()) {
      return false;
    }
    lose(pod, reason);
    try {
      return !nobodyReads.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void lose(String pod, String reason) {
    if (!reasons.containsValue(reason)) {
      note.accept(reason + "; trying again");
    }
    reasons.put(pod, reason);
  }

  /** It is read again. */
  synchronized void find(String pod) {
    reasons.remove(pod);
  }

  /** From now on nobody reads the logs. */
  void end() {
    nobodyReads.countDown();
  }

  boolean ended() {
    return nobodyReads.getCount() == 0;
  }
}
