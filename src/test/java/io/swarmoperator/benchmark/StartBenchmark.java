package io.swarmoperator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.Config;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a plan, commands and the operator take to start, as multiples of an empty JVM's start in the
 * same run, by the clock and by the processor: {@code mvn test -Dtest=StartBenchmark}. A JVM that
 * does nothing but ask the API server by TLS stands beside them: no command that asks can be
 * cheaper. Not one of the tests: it measures and judges nothing.
 */
@ClusterTest
class StartBenchmark {
  private static final PrintStream OUT = System.out;
  private static final int MILLIS_PER_SECOND = 1000;
  private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 7);

  /** What bash is told to say of a command's processor time: seconds in the program and for it. */
  private static final String TIMED = "TIMEFORMAT='%U %S'; time \"$@\" >/dev/null";

  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  /** What a start took. */
  private record Cost(double clock, OptionalDouble processor) {}

  /** A program that does nothing. */
  static final class Nothing {
    private Nothing() {}

    /** Does nothing. */
    public static void main(String[] args) {}
  }

  @Test
  void starts(KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws Exception {
    String kubeconfig = cluster.kubeconfig().toString();
    List<String> request = oneRequest(client.getConfiguration());
    // builds what is stale, and writes the archives of classes
    run(List.of("./swarm", "--version"));
    for (int round = 0; round < ROUNDS; round++) {
      note("empty JVM", run(java(Nothing.class.getName())));
      note("one request by TLS", run(request));
      note("swarm --version", run(List.of("./swarm", "--version")));
      note("swarm --help", run(List.of("./swarm", "--help")));
      note("swarm ls --help", run(List.of("./swarm", "ls", "--help")));
      note("swarm plan", run(List.of("./swarm", "plan", "-f", "examples/ping.yaml")));
      note("swarm ls", run(List.of("./swarm", "ls", "--kubeconfig", kubeconfig)));
      note(
          "swarm run, to its first reconcile", toFirstReconcile(client, kubectl, "start-" + round));
    }
    costs.keySet().forEach(this::print);
  }

  private static List<String> java(String... program) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "target/test-classes"));
    command.addAll(List.of(program));
    return command;
  }

  private static List<String> oneRequest(Config cluster) {
    return java(
        OneRequest.class.getName(),
        cluster.getMasterUrl() + "version",
        cluster.getCaCertFile(),
        cluster.getAutoOAuthToken());
  }

  private void note(String what, Cost cost) {
    costs.computeIfAbsent(what, w -> new ArrayList<>()).add(cost);
  }

  private static Cost run(List<String> command) {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
    timed.addAll(command);
    long begin = System.nanoTime();
    Commands.Result result = Commands.run(timed);
    double took = (System.nanoTime() - begin) / 1e6;
    assertThat(result.exitCode()).as(result.err()).isZero();
    String last = result.err().lines().reduce("", (before, line) -> line);
    double processor =
        Stream.of(last.split(" ")).mapToDouble(Double::parseDouble).sum() * MILLIS_PER_SECOND;
    return new Cost(took, OptionalDouble.of(processor));
  }

  /** There is a service already; the first thing that is done about it is to store its revision. */
  private static Cost toFirstReconcile(KubernetesClient client, Kubectl kubectl, String name)
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
      try (OperatorProcess process = OperatorProcess.launched(client)) {
        assertThat(watch).isNotNull();
        assertThat(process).isNotNull();
        double took = (stored.get(1, TimeUnit.MINUTES) - begin) / 1e6;
        return new Cost(took, OptionalDouble.empty());
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

  private void print(String what) {
    OUT.printf("START %s: %s by the clock", what, inWords(what, Cost::clock));
    if (costs.get(what).get(0).processor().isPresent()) {
      OUT.printf("; %s of processor", inWords(what, cost -> cost.processor().getAsDouble()));
    }
    OUT.println();
  }

  private String inWords(String what, ToDoubleFunction<Cost> measure) {
    double[] times = sorted(what, measure);
    double[] empty = sorted("empty JVM", measure);
    int middle = times.length / 2;
    return String.format(
        "median %.0f ms, least %.0f ms (%.1f and %.1f empty JVMs)",
        times[middle], times[0], times[middle] / empty[middle], times[0] / empty[0]);
  }

  private double[] sorted(String what, ToDoubleFunction<Cost> measure) {
    return costs.get(what).stream().mapToDouble(measure).sorted().toArray();
  }
}
