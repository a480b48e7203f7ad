package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPathsTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean healthy = new AtomicBoolean(true);
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final HttpEndpoints endpoints =
      new HttpEndpoints(0, healthy::get, ready::get, () -> "swarmoperator_tasks 3\n");

  @AfterEach
  void stop() {
    endpoints.close();
  }

  @Test
  void answersWhatItIsAsked() throws IOException, InterruptedException {
    assertThat(get("/healthz")).isEqualTo("200 ok\n");
    assertThat(get("/readyz")).isEqualTo("200 ok\n");
    assertThat(get("/metrics")).isEqualTo("200 swarmoperator_tasks 3\n");
    assertThat(get("/healthz?verbose")).isEqualTo("200 ok\n");
  }

  @Test
  void whatIsNotReadyMayWellBeHealthy() throws IOException, InterruptedException {
    ready.set(false);

    assertThat(get("/readyz")).isEqualTo("503 not ok\n");
    assertThat(get("/healthz")).isEqualTo("200 ok\n");
  }

  @Test
  void whatIsNotHealthySaysSo() throws IOException, InterruptedException {
    healthy.set(false);

    assertThat(get("/healthz")).isEqualTo("503 not ok\n");
    assertThat(get("/readyz")).isEqualTo("200 ok\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/healthzzz", "/healthz/", "/readyz2", "/metrics/all", "/Healthz"})
  void thereIsNothingElse(String path) throws IOException, InterruptedException {
    assertThat(get(path)).startsWith("404 ");
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + endpoints.port() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
