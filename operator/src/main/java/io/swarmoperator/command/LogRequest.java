package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.URLUtils;
import io.swarmoperator.render.ContainerRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of each log is asked for; every line comes with its time.
 *
 * @param since the time from which on
 * @param tail how many lines from the end
 */
record LogRequest(Optional<Instant> since, OptionalInt tail) {

  /** All from a time on. */
  static LogRequest from(Instant time) {
    return new LogRequest(Optional.of(time), OptionalInt.empty());
  }

  /** Asks for what was logged until now; given up when no answer begins in time. */
  LogStream stored(KubernetesClient client, String pod) {
    return LogStream.ask(client, url(client, pod).toString()).within(Connection.TIME_TO_ANSWER);
  }

  /**
   * Opens a log that goes on until its container ends. The answer begins with its first line,
   * however late that is.
   *
   * @throws KubernetesClientException when the API server refuses or doesn't answer
   */
  InputStream follow(KubernetesClient client, String pod) throws IOException {
    URLUtils.URLBuilder url = url(client, pod).addQueryParameter("follow", "true");
    return LogStream.ask(client, url.toString()).open();
  }

  private URLUtils.URLBuilder url(KubernetesClient client, String pod) {
    String server = client.getConfiguration().getMasterUrl();
    String path =
        URLUtils.join(server, "api/v1/namespaces", client.getNamespace(), "pods", pod, "log");
    URLUtils.URLBuilder url =
        new URLUtils.URLBuilder(path)
            .addQueryParameter("container", ContainerRenderer.NAME)
            .addQueryParameter("timestamps", "true");
    since.ifPresent(time -> url.addQueryParameter("sinceTime", time.toString()));
    tail.ifPresent(lines -> url.addQueryParameter("tailLines", String.valueOf(lines)));
    return url;
  }
}
