package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Followed logs that can't be read for a while. Why is said once for all that are lost by the same
 * cause, and not again when its words differ: an API server that goes away ends connections in more
 * than one way.
 */
final class LostLogs {
  /** Of each pod. */
  private final Map<String, String> causes = new HashMap<>();

  private final CountDownLatch nobodyReads = new CountDownLatch(1);
  private final Duration betweenTries;
  private final Consumer<String> note;

  LostLogs(Duration betweenTries, Consumer<String> note) {
    this.betweenTries = betweenTries;
    this.note = note;
  }

  /** Whether it passes by itself, as it does with an API server or a node that is started anew. */
  static boolean forAWhile(KubernetesClientException e) {
    return e.getCode() <= 0 || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
  }

  /**
   * Waits until the next try.
   *
   * @param cause who is at fault, as the API server by its address
   * @param words to be said if nothing is lost by that cause yet
   * @return false when nobody reads the logs any more
   */
  boolean await(String pod, String cause, String words) {
    if (ended()) {
      return false;
    }
    lose(pod, cause, words);
    try {
      return !nobodyReads.await(betweenTries.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void lose(String pod, String cause, String words) {
    if (!causes.containsValue(cause)) {
      note.accept(words + "; trying again");
    }
    causes.put(pod, cause);
  }

  /** It is read again. */
  synchronized void find(String pod) {
    causes.remove(pod);
  }

  /** From now on nobody reads the logs. */
  void end() {
    nobodyReads.countDown();
  }

  boolean ended() {
    return nobodyReads.getCount() == 0;
  }
}
