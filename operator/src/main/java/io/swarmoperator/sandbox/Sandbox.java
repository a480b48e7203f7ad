package io.swarmoperator.sandbox;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.observe.Caches;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * An operator with a service in it to play with: installs the CRDs, starts the operator in this
 * process, applies the example and follows what happens. Closing stops what was started, the last
 * first; the control plane isn't its to close.
 */
final class Sandbox implements AutoCloseable {

  /** Where the example lives. */
  static final String NAMESPACE = "default";

  /** The example's service. */
  static final String EXAMPLE = "ping";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ControlPlane controlPlane;
  private final PrintWriter out;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  Sandbox(ControlPlane controlPlane, PrintWriter out) {
    this.controlPlane = controlPlane;
    this.out = out;
  }

  /** Brings everything up until the example's tasks run, and prints their table. */
  Follower start(OperatorStarter operator, Path home) {
    var config =
        new ConfigBuilder(read(controlPlane.kubeconfig()))
            .withUserAgent(Caches.USER_AGENT)
            .withRequestRetryBackoffLimit(3)
            .build();
    var client = new KubernetesClientBuilder().withConfig(config).build();
    opened(client);
    install(client);
    say("The resource definitions are installed; the operator starts.");
    opened(operator.start(client));
    var follower = new Follower(client, this::say);
    opened(follower);
    apply(client, home.resolve("examples").resolve(EXAMPLE + ".yaml"));
    var scene = follower.await(EXAMPLE, "all tasks of ping to run", LIMIT, Scene::runsAll);
    say("");
    say(scene.table(Clock.systemUTC().instant()).stripTrailing());
    return follower;
  }

  private void install(KubernetesClient client) {
    try {
      CustomResources.install(client);
    } catch (KubernetesClientException e) {
      if (e.getCode() > 0) {
        throw e;
      }
      throw new ControlPlaneException(
          "The API server at %s of %s can't be reached."
              .formatted(client.getMasterUrl(), controlPlane.kubeconfig()),
          e);
    }
  }

  private static Config read(Path kubeconfig) {
    try {
      return Config.fromKubeconfig(kubeconfig.toFile());
    } catch (RuntimeException e) {
      throw new ControlPlaneException(kubeconfig + " is no kubeconfig.", e);
    }
  }

  /** Says how to reach the cluster from another terminal. */
  void invite() {
    say("");
    say("In another terminal:");
    say("  export KUBECONFIG=" + controlPlane.kubeconfig());
    kubectlAlias().ifPresent(alias -> say("  " + alias));
    say("  kubectl get swarmservices,swarmtasks");
    say("  kubectl scale swarmservice ping --replicas 6");
    if (!controlPlane.hint().isEmpty()) {
      say("");
      say(controlPlane.hint());
    }
    say("");
  }

  /** Walks the tour; what can't be shown on this control plane is left out, with the reason. */
  void tour(Follower follower) {
    var tour = new Tour(new Kubectl(controlPlane, NAMESPACE), follower, out);
    tour.walk(TourScript.updateAndRollBack());
    if (controlPlane instanceof FailableNodes) {
      tour.walk(TourScript.drainAndReturn("n3", "n2"));
    } else {
      say("The tour drains no nodes of " + controlPlane.description() + ": others may use them.");
    }
    say("The tour is over.");
  }

  /** The shell line that gives a user a kubectl, where the machine has none of its own. */
  private Optional<String> kubectlAlias() {
    var words = controlPlane.kubectl();
    return words.equals(List.of("kubectl"))
        ? Optional.empty()
        : Optional.of("alias kubectl='" + String.join(" ", words) + "'");
  }

  private void apply(KubernetesClient client, Path file) {
    say("$ kubectl apply -f examples/" + file.getFileName());
    try (var in = Files.newInputStream(file)) {
      client
          .load(in)
          .items()
          .forEach(
              item ->
                  client
                      .resource(item)
                      .inNamespace(NAMESPACE)
                      .fieldManager("sandbox")
                      .serverSideApply());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private synchronized void opened(AutoCloseable what) {
    started.push(what);
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        say("While stopping: " + e.getMessage());
      }
    }
  }
}
