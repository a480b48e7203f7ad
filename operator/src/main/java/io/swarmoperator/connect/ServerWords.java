package io.swarmoperator.connect;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** What an API server said, without the client's wrapping. */
public final class ServerWords {
  private ServerWords() {}

  /** In one line: what is in it may come from anybody who can write an object. */
  public static String of(KubernetesClientException failure) {
    return oneLine(
        Optional.ofNullable(failure.getStatus())
            .map(Status::getMessage)
            .orElseGet(() -> String.valueOf(failure.getMessage())));
  }

  /** A text without line breaks and other control characters. */
  public static String oneLine(String text) {
    return text.replaceAll("\\p{Cc}+", " ").strip();
  }
}
