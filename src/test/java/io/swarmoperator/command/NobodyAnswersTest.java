package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.print.Convergence;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A change in a namespace that no operator watches is waited for, with a word about why. */
@ClusterTest
class NobodyAnswersTest {
  private static final long LIMIT = 60;
  private static final String SERVICE =
      "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: ping}\nspec:"
          + " {replicas: 1, updateConfig: {monitor: 500ms}, template: {image: app}}\n";

  private final CompletableFuture<String> hint = new CompletableFuture<>();
  private final AtomicInteger hints = new AtomicInteger();
  private final StringWriter shown = new StringWriter();

  @Test
  void aHintIsGivenAndTheWaitGoesOnUntilAnOperatorComes(KubernetesClient client, Kubectl kubectl)
      throws Exception {
    CompletableFuture<Void> following = follow(client, kubectl);
    assertThat(hint.get(LIMIT, TimeUnit.SECONDS))
        .startsWith("no operator has answered for 30 seconds: does one run, and does it watch")
        .contains("namespace " + client.getNamespace() + "?")
        .endsWith(
            "see: kubectl get deployments -A -l app.kubernetes.io/part-of=swarm-operator -o wide");
    assertThat(following).isNotDone();
    try (Stage stage = new Stage(client, kubectl)) {
      following.get(LIMIT, TimeUnit.SECONDS);
      assertThat(stage.running("ping")).hasSize(2);
    }
    assertThat(shown.toString()).endsWith("verify: Service ping converged\n");
    assertThat(hints).as("said once").hasValue(1);
  }

  @Test
  void theWaitEndsWithTheService(KubernetesClient client, Kubectl kubectl)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Void> following = follow(client, kubectl);
    assertThat(hint.get(LIMIT, TimeUnit.SECONDS)).contains("kubectl get deployments");
    client.resources(SwarmService.class).withName("ping").delete();
    assertThatThrownBy(() -> following.get(LIMIT, TimeUnit.SECONDS))
        .hasRootCauseMessage("service ping was removed");
  }

  private CompletableFuture<Void> follow(KubernetesClient client, Kubectl kubectl) {
    assertThat(kubectl.pipe(SERVICE, "apply", "-f", "-").exitCode()).isZero();
    Cluster cluster = new Cluster(client);
    SwarmService before = cluster.service("ping");
    SwarmService after = cluster.merge(before, Map.of("spec", Map.of("replicas", 2)));
    Following following = new Following();
    Change change = new Change(cluster, before, after, Convergence.Expected.TASKS);
    return CompletableFuture.runAsync(
        () ->
            change.follow(
                following,
                new Audience(new PrintWriter(shown, true), this::said, halfAMinuteEachLook())));
  }

  private void said(String line) {
    hints.incrementAndGet();
    hint.complete(line);
  }

  /** Each reading is half a minute after the one before it. */
  private static Clock halfAMinuteEachLook() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    AtomicInteger readings = new AtomicInteger();
    InstantSource source = () -> start.plusSeconds(30L * readings.getAndIncrement());
    return source.withZone(ZoneOffset.UTC);
  }
}
