package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {
  private final HttpEndpoints http = new HttpEndpoints(0, () -> true, () -> false, () -> "a 1\n");
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    http.close();
  }

  @Test
  void healthReadinessAndMetricsAreTold() throws IOException, InterruptedException {
    assertThat(get("/healthz")).isEqualTo("200 ok\n");
    assertThat(get("/readyz")).isEqualTo("503 not ok\n");
    assertThat(get("/metrics")).isEqualTo("200 a 1\n");
  }

  @Test
  void requestsThatAreNeverSentToTheirEndKeepNobodyFromAsking()
      throws IOException, InterruptedException {
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port());
      socket.getOutputStream().write("GET /healthz HTTP".getBytes(StandardCharsets.US_ASCII));
      sockets.add(socket);
    }

    assertThat(get("/healthz")).isEqualTo("200 ok\n");
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + http.port() + path))
            .timeout(Duration.ofSeconds(40))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
