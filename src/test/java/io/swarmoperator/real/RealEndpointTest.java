package io.swarmoperator.real;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.RealNodesTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names and ports, used from another pod and from outside. */
@RealNodesTest
class RealEndpointTest {
  /** A server that leaves at once when it is told to. */
  static final String SERVER =
      "image: 'alpine:3.7', command: [sh, -c, 'trap exit TERM; mkdir /www; hostname >"
          + " /www/index.html; httpd -f -p 80 -h /www & wait'], healthcheck: {test: [CMD, wget, -q, -O, /dev/null,"
          + " 'http://127.0.0.1/'], interval: 1s, startPeriod: 10s, startInterval: 1s}";

  @Difference("D111")
  @Test
  void everyNameAnswers(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 2\ntemplate: {"
              + SERVER
              + "}\nendpoint: {serviceType: NodePort, ports: [{target: 80, published: 30080}]}");
      stage.service(
          "client",
          "template: {image: 'alpine:3.7', command: [sleep, '1000'], stopGracePeriod: 1s}");
      stage.awaitSummary("web", "2/2");
      stage.awaitSummary("client", "1/1");
      stage.await1("slot 1 by name", () -> get(stage, "web-1.web-tasks").equals("web-1"));
      stage.await1("slot 2 by name", () -> get(stage, "web-2.web-tasks").equals("web-2"));
      stage.await1("the service by name", () -> get(stage, "web").startsWith("web-"));
      stage.await1("any task by name", () -> get(stage, "web-tasks").startsWith("web-"));
      stage.await1(
          "both addresses",
          () -> lookup(stage, "web-tasks").size() == 2 && lookup(stage, "web").size() == 1);
      stage.await1(
          "both tasks from outside",
          () ->
              IntStream.range(0, 20)
                  .mapToObj(i -> outside(address(client, "real-1"), 30080))
                  .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
                  .equals(new TreeSet<>(List.of("web-1", "web-2"))));
    }
  }

  @Test
  void aPortOfTheNodeAnswersOnTheNodeOfTheTask(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "template: {"
              + SERVER
              + "}\nendpoint: {ports: [{target: 80, published: 9090, mode: host}]}");
      stage.awaitSummary("web", "1/1");
      String node = stage.pods("web").get(0).getSpec().getNodeName();
      stage.await1("an answer", () -> outside(address(client, node), 9090).equals("web-1"));
    }
  }

  private static String get(Stage stage, String name) {
    return in(stage, "timeout", "5", "wget", "-q", "-O", "-", "http://" + name + "/").strip();
  }

  private static List<String> lookup(Stage stage, String name) {
    String answer = in(stage, "nslookup", name + "." + namespace(stage) + ".svc.cluster.local");
    return answer
        .lines()
        .dropWhile(line -> !line.startsWith("Name:"))
        .filter(line -> line.startsWith("Address"))
        .toList();
  }

  private static String namespace(Stage stage) {
    return stage.get("web").getMetadata().getNamespace();
  }

  private static String in(Stage stage, String... command) {
    List<String> words = new java.util.ArrayList<>(List.of("exec"));
    words.add(stage.slot("client", 1).get(0).getMetadata().getName());
    words.add("--");
    words.addAll(List.of(command));
    return stage.kubectl(words.toArray(String[]::new));
  }

  static String address(KubernetesClient client, String node) {
    return client.nodes().withName(node).get().getStatus().getAddresses().stream()
        .filter(a -> a.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElseThrow();
  }

  static String outside(String address, int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .build()
          .send(request, BodyHandlers.ofString())
          .body()
          .strip();
    } catch (IOException e) {
      return "error: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "error: interrupted";
    }
  }
}
