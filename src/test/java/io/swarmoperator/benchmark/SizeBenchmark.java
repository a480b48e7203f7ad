package io.swarmoperator.benchmark;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.OperatorProcess;
import io.swarmoperator.scenario.Stage;
import io.swarmoperator.scenario.TestOperator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Memory and processor time of a process of the operator with 10 and with 100 services of five
 * tasks: {@code mvn test -Dtest=SizeBenchmark}. Its heap is what the chart's container gives it.
 * Not one of the tests: it measures and judges nothing.
 */
@ClusterTest
@FailsNodes
class SizeBenchmark {
  private static final PrintStream OUT = System.out;

  /** 70 percent of the chart's memory limit, 768 MiB. */
  private static final List<String> OPTIONS = List.of("-Xmx537m", "-XX:+ExitOnOutOfMemoryError");

  private static final int TASKS = 5;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofMinutes(1);

  @Test
  void memoryAndProcessorTime(KubernetesClient client, Kubectl kubectl) {
    // not to be closed: that would close the test's client
    Stage stage = new Stage(client, kubectl, TestOperator.elsewhere(client));
    try (OperatorProcess operator = OperatorProcess.under(client, OPTIONS)) {
      for (int services : new int[] {10, 100}) {
        Instant begin = now();
        Duration before = cpu(operator);
        stage.apply(services(services, "app:a"));
        awaitAll(client, services, s -> (TASKS + "/" + TASKS).equals(s.getStatus().getSummary()));
        report(services + " services made", operator, before, begin);

        begin = now();
        before = cpu(operator);
        stage.apply(services(services, "app:b"));
        awaitAll(
            client,
            services,
            s ->
                s.getStatus().getUpdate() != null
                    && s.getStatus().getUpdate().getState() == UpdateState.COMPLETED);
        report(services + " services updated", operator, before, begin);

        Instant rest = now();
        before = cpu(operator);
        await("idle").atMost(LIMIT).until(() -> now().isAfter(rest.plus(IDLE)));
        report(services + " services, nothing to do", operator, before, rest);
      }
    }
  }

  private static String services(int number, String image) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(
            i ->
                String.format(
                    """
                    apiVersion: swarmoperator.io/v1alpha1
                    kind: SwarmService
                    metadata: {name: s%d}
                    spec: {replicas: %d, template: {image: "%s"}, updateConfig: {monitor: 1s}}
                    """,
                    i, TASKS, image))
        .collect(Collectors.joining("---\n"));
  }

  private static void awaitAll(
      KubernetesClient client, int number, Predicate<SwarmService> condition) {
    await("all services")
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                client.resources(SwarmService.class).list().getItems().stream()
                        .filter(SizeBenchmark::isSeen)
                        .filter(condition)
                        .count()
                    == number);
  }

  private static boolean isSeen(SwarmService service) {
    return service.getStatus() != null
        && service
            .getMetadata()
            .getGeneration()
            .equals(service.getStatus().getObservedGeneration());
  }

  private static void report(
      String what, OperatorProcess operator, Duration before, Instant begin) {
    OUT.printf(
        "SIZE %s: %d MiB resident, %.1f s of a processor in %.0f s%n",
        what,
        residentMib(operator),
        cpu(operator).minus(before).toMillis() / 1e3,
        Duration.between(begin, now()).toMillis() / 1e3);
  }

  private static Duration cpu(OperatorProcess operator) {
    return operator.handle().info().totalCpuDuration().orElseThrow();
  }

  private static long residentMib(OperatorProcess operator) {
    try {
      return Files.readAllLines(Path.of("/proc/" + operator.handle().pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }
}
