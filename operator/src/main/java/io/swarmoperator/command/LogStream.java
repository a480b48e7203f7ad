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
import java.util.concurrent.CompletionException;

/**
 * A log that goes on until its container ends. The client's own following takes what the API server
 * refuses with for the log itself.
 */
final class LogStream {
  private LogStream() {}

  /**
   * Opens it.
   *
   * @param url of the log, with what is asked for
   * @throws KubernetesClientException when the API server refuses or doesn't answer
   */
  static InputStream open(KubernetesClient client, String url) throws IOException {
    HttpClient http = client.getHttpClient();
    HttpRequest request = http.newHttpRequestBuilder().uri(url).forStreaming().build();
    HttpResponse<InputStream> response;
    try {
      response = http.sendAsync(request, InputStream.class).join();
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
