package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How a service is reached: names, addresses and published ports. */
@ClusterTest
class EndpointScenarioTest {

  /** Any change of the endpoint replaces the tasks (S§5.2), and the Services follow the rollout. */
  @Test
  void aChangeOfPortsReplacesTasksAndARollbackBringsTheOldOnesBack(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 2\ntemplate: {image: nginx}\nendpoint: {ports: [{target: 80, published: 8080}]}");
      stage.awaitSummary("web", "2/2");
      assertThat(stage.kubectl("get", "swsvc", "web")).contains("*:8080->80/tcp");
      assertThat(ports(client, "web-ingress")).containsExactly("8080->tcp-8080 TCP");
      assertThat(ports(client, "web")).containsExactly("80->80 TCP");
      String address = service(client, "web").getSpec().getClusterIP();

      stage.patch(
          "web", "{\"spec\":{\"endpoint\":{\"ports\":[{\"target\":81,\"published\":8081}]}}}");
      stage.awaitUpdate("web", "completed");
      assertThat(Tasks.rows(stage.tasks("web")))
          .containsExactly(
              "1 running/running nginx",
              "1 shutdown/shutdown nginx",
              "2 running/running nginx",
              "2 shutdown/shutdown nginx");
      assertThat(ports(client, "web-ingress")).containsExactly("8081->tcp-8081 TCP");
      assertThat(service(client, "web").getSpec().getClusterIP()).isEqualTo(address);

      stage.request("web", "rollback=previous");
      stage.awaitUpdate("web", "rollback_completed");
      stage.await1(
          "the old port", () -> ports(client, "web-ingress").equals(List.of("8080->tcp-8080 TCP")));
      assertThat(stage.get("web").getStatus().getPorts()).isEqualTo("*:8080->80/tcp");
    }
  }

  /** While one task has been replaced and the other waits for its turn. */
  @Test
  void theServicesChangeWithTheFirstTaskOfARollout(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 2\nupdateConfig: {delay: 1h}\ntemplate: {image: nginx}\n"
              + "endpoint: {ports: [{target: 80, published: 8080}]}");
      stage.awaitSummary("web", "2/2");
      stage.patch(
          "web", "{\"spec\":{\"endpoint\":{\"ports\":[{\"target\":81,\"published\":8081}]}}}");
      stage.await1(
          "the first task replaced",
          () -> stage.running("web").size() == 2 && stage.tasks("web").size() == 3);
      stage.await1(
          "the Services changed",
          () ->
              ports(client, "web-ingress").equals(List.of("8081->tcp-8081 TCP"))
                  && ports(client, "web").equals(List.of("81->81 TCP")));
      assertThat(stage.tasks("web")).as("still").hasSize(3);
      assertThat(stage.update("web").orElseThrow().getState()).isEqualTo(UpdateState.UPDATING);
    }
  }

  /** A task keeps the endpoint that it was made with, as in Swarm (S§5.2). */
  @Test
  void whileATargetChangesEachTaskIsReachedWhereItListens(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 2\ntemplate: {image: nginx}\nupdateConfig: {delay: 1h}\nendpoint: {ports: [{target: 80, published: 8080}]}");
      stage.awaitSummary("web", "2/2");
      stage.patch(
          "web", "{\"spec\":{\"endpoint\":{\"ports\":[{\"target\":81,\"published\":8080}]}}}");
      stage.await1(
          "the first task is replaced",
          () -> stage.slot("web", 1).size() == 2 && stage.running("web").size() == 2);
      stage.await1(
          "each where it listens",
          () ->
              endpoints(client, "web-ingress")
                  .equals(
                      Set.of(
                          stage.slot("web", 1).get(0).getMetadata().getName() + ":81",
                          stage.slot("web", 2).get(0).getMetadata().getName() + ":80")));
    }
  }

  private static Set<String> endpoints(KubernetesClient client, String service) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems()
        .stream()
        .flatMap(
            slice ->
                slice.getEndpoints().stream()
                    .filter(e -> Boolean.TRUE.equals(e.getConditions().getReady()))
                    .flatMap(
                        e ->
                            slice.getPorts().stream()
                                .map(p -> e.getTargetRef().getName() + ":" + p.getPort())))
        .collect(Collectors.toSet());
  }

  @Test
  void anEndpointGoesFromOneAddressToRoundRobinAndBack(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web", "template: {image: nginx}\nendpoint: {ports: [{target: 80, published: 8080}]}");
      stage.awaitSummary("web", "1/1");
      stage.patch("web", "{\"spec\":{\"endpoint\":{\"mode\":\"dnsrr\",\"ports\":null}}}");
      stage.await1("a headless name", () -> headless(client, "web"));
      stage.await1("no published port", () -> service(client, "web-ingress") == null);
      stage.awaitUpdate("web", "completed");
      stage.patch(
          "web", "{\"spec\":{\"endpoint\":{\"mode\":\"vip\",\"ports\":[{\"target\":80}]}}}");
      stage.await1("an address again", () -> !headless(client, "web"));
      stage.await1("a published port", () -> service(client, "web-ingress") != null);
      stage.awaitUpdate("web", "completed");
    }
  }

  @Conformance(value = "C035", differs = "D116")
  @Test
  void theYoungerOfTwoThatPublishAPortIsStalledUntilTheOlderLetsItGo(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      String port = "endpoint: {ports: [{target: 80, published: 8080}]}";
      stage.service("old", "template: {image: nginx}\n" + port);
      stage.awaitSummary("old", "1/1");
      stage.service("young", "template: {image: nginx}\n" + port);
      stage.awaitStatus(
          "young",
          "stalled",
          s ->
              s.getStatus().getConditions().stream()
                  .anyMatch(
                      c ->
                          c.getType().equals("Stalled")
                              && c.getStatus().equals("True")
                              && c.getMessage()
                                  .contains("port '8080' is already in use by service 'old'")));
      assertThat(stage.pods("young")).isEmpty();
      assertThat(service(client, "young-ingress")).isNull();

      stage.patch(
          "old", "{\"spec\":{\"endpoint\":{\"ports\":[{\"target\":80,\"published\":8081}]}}}");
      stage.awaitSummary("young", "1/1");
      assertThat(ports(client, "young-ingress")).containsExactly("8080->tcp-8080 TCP");
    }
  }

  @Test
  void aServiceOfThatNameThatIsNotOursIsLeftAlone(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.kubectl("create", "service", "clusterip", "web-ingress", "--tcp=1:1");
      stage.service(
          "web", "template: {image: nginx}\nendpoint: {ports: [{target: 80, published: 8080}]}");
      stage.awaitStatus(
          "web",
          "stalled",
          s -> KilledTaskScenarioTest.condition(stage, "web", "Stalled").equals("NameTaken"));
      assertThat(ports(client, "web-ingress")).containsExactly("1->1 TCP");
      stage.patch("web", "{\"spec\":{\"endpoint\":{\"ports\":null}}}");
      stage.awaitStatus(
          "web",
          "ready",
          s -> KilledTaskScenarioTest.condition(stage, "web", "Ready").equals("Converged"));
      assertThat(ports(client, "web-ingress")).containsExactly("1->1 TCP");
    }
  }

  /** What is in a service's way is in its way all through an update, too. */
  @Test
  void aConditionDoesNotComeAndGoWithEachDecision(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.kubectl("create", "service", "clusterip", "web-ingress", "--tcp=1:1");
      stage.service(
          "web",
          "replicas: 3\ntemplate: {image: nginx}\nendpoint: {ports: [{target: 80, published: 8080}]}");
      stage.awaitStatus(
          "web",
          "stalled and running",
          s ->
              KilledTaskScenarioTest.condition(stage, "web", "Stalled").equals("NameTaken")
                  && "3/3".equals(s.getStatus().getSummary()));
      String since = stalledSince(stage.get("web")).orElseThrow();
      List<String> seen = new CopyOnWriteArrayList<>();
      Watch watch =
          client
              .resources(SwarmService.class)
              .withName("web")
              .watch(
                  new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, SwarmService service) {
                      seen.add(stalledSince(service).orElse("not stalled"));
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                  });
      try {
        stage.image("web", "nginx:2");
        stage.awaitUpdate("web", "completed");
      } finally {
        watch.close();
      }
      assertThat(seen).hasSizeGreaterThan(3).containsOnly(since);
    }
  }

  private static Optional<String> stalledSince(SwarmService service) {
    return service.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Stalled") && c.getStatus().equals("True"))
        .map(c -> c.getReason() + " since " + c.getLastTransitionTime())
        .findFirst();
  }

  /** A port is one of its protocol: what needs both finds each of the two nodes taken. */
  @Conformance("C197")
  @Test
  void aPortOfTheNodeIsTakenForItsProtocolOnly(KubernetesClient client, Kubectl kubectl) {
    String tcp = "{target: 58, published: 58, mode: host}";
    String udp = "{target: 58, published: 58, mode: host, protocol: udp}";
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("tcp", bound("node.id == n1", tcp));
      stage.service("udp", bound("node.id == n2", udp));
      stage.awaitSummary("tcp", "1/1");
      stage.awaitSummary("udp", "1/1");

      stage.service("both", bound("node.id != n3", tcp + ", " + udp));
      stage.await1(
          "why it waits",
          () ->
              stage.tasks("both").stream()
                  .anyMatch(
                      t ->
                          ("no suitable node (host-mode port already in use on 2 nodes;"
                                  + " scheduling constraints not satisfied on 1 node)")
                              .equals(t.getStatus().getError())));

      stage.service("beside", bound("node.id == n2", tcp));
      stage.awaitSummary("beside", "1/1");
    }
  }

  private static String bound(String constraint, String ports) {
    return "template: {image: nginx, placement: {constraints: ['"
        + constraint
        + "']}}\nendpoint: {ports: ["
        + ports
        + "]}";
  }

  /** Ports of nodes are the scheduler's to give out (S§9.3). */
  @Test
  void aPortOfTheNodeIsTakenOnce(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 4\ntemplate: {image: nginx}\nendpoint: {ports: [{target: 80, published: 9090, mode: host}]}");
      stage.await1("three that run", () -> stage.running("web").size() == 3);
      stage.awaitStatus(
          "web",
          "a fourth that says why it waits",
          s ->
              stage.tasks("web").stream()
                  .anyMatch(
                      t ->
                          "no suitable node (host-mode port already in use on 3 nodes)"
                              .equals(t.getStatus().getError())));
    }
  }

  private static boolean headless(KubernetesClient client, String name) {
    Service service = service(client, name);
    return service != null && "None".equals(service.getSpec().getClusterIP());
  }

  private static Service service(KubernetesClient client, String name) {
    return client.services().withName(name).get();
  }

  private static List<String> ports(KubernetesClient client, String name) {
    return service(client, name).getSpec().getPorts().stream()
        .map(p -> p.getPort() + "->" + p.getTargetPort().getValue() + " " + p.getProtocol())
        .toList();
  }

  /** The scheduler looks at ports before it looks at resources. */
  @Difference("D48")
  @Test
  void aNodeWhosePortIsTakenCountsForThatThoughItHasNoRoomEither(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      String ports = "\nendpoint: {ports: [{target: 80, published: 9191, mode: host}]}";
      stage.service("web", "replicas: 3\ntemplate: {image: nginx}" + ports);
      stage.await1("three that run", () -> stage.running("web").size() == 3);
      stage.service(
          "huge", "template: {image: nginx, resources: {reservations: {cpu: '1000'}}}" + ports);
      stage.await1(
          "one that says why it waits",
          () ->
              stage.tasks("huge").stream()
                  .anyMatch(
                      t ->
                          "no suitable node (host-mode port already in use on 3 nodes)"
                              .equals(t.getStatus().getError())));
    }
  }
}
