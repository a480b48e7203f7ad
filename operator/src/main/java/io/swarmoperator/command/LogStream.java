package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A log that was asked for. The client's own following takes what the API server refuses with for
 * the log itself, and its reading of what is stored waits without end for a node that hangs.
 *
 * @param answer what the API server sends
 */
record LogStream(CompletableFuture<HttpResponse<InputStream>> answer) {

  /**
   * Asks for it.
   *
   * @param url of the log, with what is asked for
   */
  static LogStream ask(KubernetesClient client, String url) {
    HttpClient http = client.getHttpClient();
    HttpRequest request = http.newHttpRequestBuilder().uri(url).forStreaming().build();
    return new LogStream(http.sendAsync(request, InputStream.class));
  }

  /** The same, given up when no answer has begun by then. */
  LogStream within(Duration limit) {
    return new LogStream(answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * Opens it.
   *
   * @throws KubernetesClientException when the API server refuses or doesn't answer
   */
  InputStream open() throws IOException {
    HttpResponse<InputStream> response;
    try {
      response = answer.join();
    } catch (CompletionException e) {
      throw new KubernetesClientException(String.valueOf(e.getMessage()), e.getCause());
    }
    if (response.isSuccessful()) {
      return response.body();
    }
    throw refused(response);
  }

  private static KubernetesClientException refused(HttpResponse<InputStream> response)
      throws IOException {
    String words;
    try (InputStream body = response.body()) {
      words = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      Status status = Serialization.unmarshal(words, Status.class);
      return new KubernetesClientException(words, response.code(), status);
    } catch (IllegalArgumentException | KubernetesClientException notAStatus) {
      return new KubernetesClientException(words, response.code(), null);
    }
  }
}
