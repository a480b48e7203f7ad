package io.swarmoperator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import io.swarmoperator.scenario.TestOperator;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What the operator costs and how fast it is, beside its peers in the same run: {@code mvn test
 * -Dtest=OperatorBenchmark}. Not one of the tests: it measures and judges nothing.
 */
@ClusterTest
@FailsNodes
class OperatorBenchmark {
  private static final PrintStream OUT = System.out;
  private static final int MANY = 1000;
  private static final Duration IDLE =
      Duration.ofMinutes(Integer.getInteger("benchmark.idle.minutes", 10));

  /** Operator writes for: create 100 tasks, update 100 tasks, idle. */
  @Test
  void writes(KubernetesClient client, Kubectl kubectl) {
    Writes gate = new Writes();
    try (Stage stage =
        new Stage(
            client, kubectl, TestOperator.with(client, o -> o.behind(gate::count)).started())) {
      Map<String, Long> before = ApiRequests.writes(client);
      stage.service(
          "ping",
          "replicas: 100\ntemplate: {image: 'app:a', annotations: {sim.swarmoperator.io/start-after: 100ms}}\nupdateConfig: {parallelism: 20, monitor: 1s}");
      stage.awaitSummary("ping", "100/100");
      settle(stage, gate);
      report("create 100 tasks", gate, ApiRequests.since(before, client));

      before = ApiRequests.writes(client);
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      settle(stage, gate);
      report("update 100 tasks", gate, ApiRequests.since(before, client));

      before = ApiRequests.writes(client);
      Instant end = Clock.systemUTC().instant().plus(IDLE);
      org.awaitility.Awaitility.await("idle")
          .atMost(IDLE.plusMinutes(1))
          .pollInterval(Duration.ofSeconds(5))
          .until(() -> Clock.systemUTC().instant().isAfter(end));
      report("idle for " + IDLE.toMinutes() + " minutes", gate, ApiRequests.since(before, client));
    }
  }

  /** Until every record says what the tasks are, and nothing is written any more. */
  private static void settle(Stage stage, Writes gate) {
    stage.await1("all records running", () -> stage.running("ping").size() == 100 && gate.quiet());
  }

  private static void report(String what, Writes gate, Map<String, Long> server) {
    OUT.printf("WRITES %s: %s%n", what, gate.takeAll());
    OUT.printf("  API server's own count of all clients: %s%n", server);
  }

  /**
   * From none to a thousand running tasks, beside a Deployment and beside a bare client that makes
   * the same writes.
   */
  @Test
  void zeroToAThousand(KubernetesClient client, Kubectl kubectl) {
    for (int round = 1; round <= 2; round++) {
      Duration deployment = deployment(client, "d" + round);
      Duration bare = bare(client, "b" + round);
      Duration operator = operator(client, kubectl, "s" + round);
      OUT.printf(
          "0 TO %d (round %d): operator %.1f s, Deployment %.1f s (ratio %.2f), bare client %.1f s (ratio %.2f)%n",
          MANY,
          round,
          seconds(operator),
          seconds(deployment),
          seconds(operator) / seconds(deployment),
          seconds(bare),
          seconds(operator) / seconds(bare));
    }
  }

  private static Duration operator(KubernetesClient client, Kubectl kubectl, String name) {
    try (Stage stage = new Stage(client, kubectl)) {
      Instant begin = Clock.systemUTC().instant();
      stage.service(name, "replicas: " + MANY + "\ntemplate: {image: 'app:a'}");
      awaitRunning(client, "swarmoperator.io/service", name);
      Duration took = Duration.between(begin, Clock.systemUTC().instant());
      stage.awaitSummary(name, MANY + "/" + MANY);
      stage.kubectl("delete", "swsvc", name);
      stage.await1("gone", () -> stage.pods(name).isEmpty());
      return took;
    }
  }

  private static Duration deployment(KubernetesClient client, String name) {
    Instant begin = Clock.systemUTC().instant();
    Map<String, String> labels = Map.of("app", name);
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(MANY)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("app:a")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
    awaitRunning(client, "app", name);
    Duration took = Duration.between(begin, Clock.systemUTC().instant());
    client.apps().deployments().withName(name).delete();
    org.awaitility.Awaitility.await("deployment gone")
        .atMost(Duration.ofMinutes(3))
        .until(() -> client.pods().withLabel("app", name).list().getItems().isEmpty());
    return took;
  }

  /** The same pods and the same records, 32 at a time, by a client that decides nothing. */
  private static Duration bare(KubernetesClient client, String name) {
    ExecutorService pool = Executors.newFixedThreadPool(32);
    try {
      Instant begin = Clock.systemUTC().instant();
      for (int i = 0; i < MANY; i++) {
        int number = i;
        pool.execute(() -> client.resource(pod(name, number)).create());
      }
      for (int i = 0; i < MANY; i++) {
        int number = i;
        pool.execute(() -> client.resource(BareRecord.of(name, number)).create());
      }
      awaitRunning(client, "app", name);
      Duration took = Duration.between(begin, Clock.systemUTC().instant());
      pool.shutdown();
      client.pods().withLabel("app", name).withGracePeriod(1).delete();
      client.resources(SwarmTask.class).withLabel("app", name).delete();
      org.awaitility.Awaitility.await("bare pods gone")
          .atMost(Duration.ofMinutes(3))
          .until(() -> client.pods().withLabel("app", name).list().getItems().isEmpty());
      return took;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Pod pod(String name, int number) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name + "-" + number)
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("c")
        .withImage("app:a")
        .endContainer()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(2)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .addToMatchLabels("app", name)
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .endSpec()
        .build();
  }

  private static void awaitRunning(KubernetesClient client, String label, String value) {
    org.awaitility.Awaitility.await(value + " running")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> ready(client.pods().withLabel(label, value).list().getItems()) == MANY);
  }

  private static long ready(List<Pod> pods) {
    return pods.stream()
        .filter(p -> p.getStatus() != null && "Running".equals(p.getStatus().getPhase()))
        .count();
  }

  /**
   * From a node's NotReady, as a watch shows it, to the record of the replacement, as a watch shows
   * it.
   */
  @Test
  void nodeLossToReplacement(KubernetesClient client, Kubectl kubectl, FailableNodes nodes)
      throws Exception {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 3\ntemplate: {image: 'app:a', restartPolicy: {delay: 0s}}");
      stage.awaitSummary("ping", "3/3");
      CompletableFuture<Instant> notReady = new CompletableFuture<>();
      CompletableFuture<Instant> replaced = new CompletableFuture<>();
      try (var nodeWatch =
              client.nodes().withName("n2").watch(seen(notReady, OperatorBenchmark::isNotReady));
          var podWatch =
              client
                  .pods()
                  .withLabel("swarmoperator.io/reason", "NodeDown")
                  .watch(seen(replaced, p -> true))) {
        assertThat(nodeWatch).isNotNull();
        assertThat(podWatch).isNotNull();
        nodes.stopNode("n2");
        Duration took =
            Duration.between(notReady.get(2, TimeUnit.MINUTES), replaced.get(2, TimeUnit.MINUTES));
        OUT.printf(
            "NODE LOSS: %d ms from the node's NotReady to the replacement's pod (restart delay 0)%n",
            took.toMillis());
      }
    }
  }

  private static boolean isNotReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && !c.getStatus().equals("True"));
  }

  private static <T> Watcher<T> seen(
      CompletableFuture<Instant> at, java.util.function.Predicate<T> condition) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        if (condition.test(object)) {
          at.complete(Clock.systemUTC().instant());
        }
      }

      @Override
      public void onClose(WatcherException cause) {
        at.completeExceptionally(cause);
      }
    };
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** The operator's own count, before each write. */
  private static final class Writes {
    private final Map<String, Integer> counts = new TreeMap<>();
    private Instant last = Instant.EPOCH;

    synchronized void count(String what) {
      String[] words = what.split(" ", 3);
      counts.merge(words[0] + " " + words[1], 1, Integer::sum);
      last = Clock.systemUTC().instant();
    }

    synchronized boolean quiet() {
      return last.plusSeconds(3).isBefore(Clock.systemUTC().instant());
    }

    synchronized String takeAll() {
      int total = counts.values().stream().mapToInt(Integer::intValue).sum();
      String text = total + " " + counts;
      counts.clear();
      return text;
    }
  }
}
