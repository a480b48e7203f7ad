package io.swarmoperator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.OperatorProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How long a plan, a list of services and the operator take to start, as multiples of an empty
 * JVM's start in the same run: {@code mvn test -Dtest=StartBenchmark}. Not one of the tests: it
 * measures and judges nothing.
 */
@ClusterTest
class StartBenchmark {
  private static final PrintStream OUT = System.out;
  private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 7);

  /** A program that does nothing. */
  static final class Nothing {
    private Nothing() {}

    /** Does nothing. */
    public static void main(String[] args) {}
  }

  @Test
  void starts(KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws Exception {
    // builds what is stale, and writes the archives of classes
    run(List.of("./swarm", "--version"));
    List<Duration> empty = new ArrayList<>();
    List<Duration> plan = new ArrayList<>();
    List<Duration> list = new ArrayList<>();
    List<Duration> operator = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      empty.add(run(emptyJvm()));
      plan.add(run(List.of("./swarm", "plan", "-f", "examples/ping.yaml")));
      list.add(run(List.of("./swarm", "ls", "--kubeconfig", cluster.kubeconfig().toString())));
      operator.add(toFirstReconcile(client, kubectl, cluster, "start-" + round));
    }
    print("empty JVM", empty, empty);
    print("swarm plan, to its end", plan, empty);
    print("swarm ls, to its end", list, empty);
    print("swarm run, to its first reconcile", operator, empty);
  }

  private static List<String> emptyJvm() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        java,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        "target/test-classes",
        Nothing.class.getName());
  }

  private static Duration run(List<String> command) {
    long begin = System.nanoTime();
    Commands.Result result = Commands.run(command);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return took;
  }

  /** There is a service already; the first thing that is done about it is to store its revision. */
  private static Duration toFirstReconcile(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, String name)
      throws Exception {
    String service =
        "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: "
            + name
            + "}\nspec: {template: {image: app}}\n";
    Commands.Result applied = kubectl.pipe(service, "apply", "-f", "-");
    assertThat(applied.exitCode()).as(applied.err()).isZero();
    CompletableFuture<Long> stored = new CompletableFuture<>();
    try (Watch watch = client.resources(ControllerRevision.class).watch(named(name, stored))) {
      long begin = System.nanoTime();
      try (OperatorProcess process = OperatorProcess.launched(cluster, client.getNamespace())) {
        assertThat(watch).isNotNull();
        assertThat(process).isNotNull();
        return Duration.ofNanos(stored.get(1, TimeUnit.MINUTES) - begin);
      }
    }
  }

  private static Watcher<ControllerRevision> named(String name, CompletableFuture<Long> stored) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ControllerRevision revision) {
        if (revision.getMetadata().getName().startsWith(name)) {
          stored.complete(System.nanoTime());
        }
      }

      @Override
      public void onClose(WatcherException cause) {
        stored.completeExceptionally(cause);
      }
    };
  }

  private static void print(String what, List<Duration> times, List<Duration> empty) {
    OUT.printf(
        "START %s: median %.0f ms, shortest %.0f ms; %.1f and %.1f times an empty JVM%n",
        what,
        millis(times, times.size() / 2),
        millis(times, 0),
        millis(times, times.size() / 2) / millis(empty, empty.size() / 2),
        millis(times, 0) / millis(empty, 0));
  }

  private static double millis(List<Duration> times, int place) {
    return times.stream().sorted().toList().get(place).toNanos() / 1e6;
  }
}
