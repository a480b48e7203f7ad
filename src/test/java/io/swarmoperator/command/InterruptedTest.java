package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cli.Main;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends the waiting for a change, not the change. */
@ClusterTest
class InterruptedTest {
  private static final String PING =
      """
      apiVersion: swarmoperator.io/v1alpha1
      kind: SwarmService
      metadata: {name: ping}
      spec: {template: {image: alpine}}
      """;

  private static final int SIGINT = 2;

  @TempDir private Path directory;

  @Test
  @Difference("D149")
  void whoStopsWaitingIsToldThatItGoesOn(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster)
      throws IOException, InterruptedException {
    assertThat(kubectl.pipe(PING, "apply", "-f", "-").exitCode()).isZero();

    assertThatItGoesOnWhenStoppedAt("overall progress", client, cluster);

    assertThat(client.resources(SwarmService.class).withName("ping").get().getSpec().getReplicas())
        .isEqualTo(2);
  }

  @Test
  @Difference("D149")
  void alsoWhereAllTasksRunAndAreWatched(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "template: {image: app}\nupdateConfig: {monitor: 1h}\n");
      stage.awaitSummary("ping", "1/1");

      assertThatItGoesOnWhenStoppedAt("verify: Waiting ", client, cluster);
    }
  }

  /** A program of its own, since the signal is for the whole JVM. */
  private void assertThatItGoesOnWhenStoppedAt(
      String printed, KubernetesClient client, ControlPlane cluster)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "scale",
            "ping=2",
            "--kubeconfig",
            cluster.kubeconfig().toString(),
            "-n",
            client.getNamespace());
    Process command =
        new ProcessBuilder(Stream.concat(heedingCtrlC(), line.stream()).toList())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(out).content().contains(printed));

      String pid = Long.toString(command.pid());
      assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();

      assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(command.exitValue()).isEqualTo(128 + 2);
      assertThat(Files.readString(out))
          .endsWith(
              "\nOperation continuing in background.\nUse `swarm ps ping` to check progress.\n");
    } finally {
      command.destroyForcibly();
    }
  }

  /** What a script runs in its background ignores the signal, and so does what that starts. */
  private static Stream<String> heedingCtrlC() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Stream.empty();
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(l -> l.startsWith("SigIgn:"))
            .map(l -> l.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    boolean interrupts = (Long.parseUnsignedLong(ignored, 16) & (1L << (SIGINT - 1))) != 0;
    return interrupts ? Stream.of("env", "--default-signal=INT") : Stream.empty();
  }
}
