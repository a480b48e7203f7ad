package io.swarmoperator.cli;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.swarmoperator.act.WriteGate;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.connect.Authorities;
import io.swarmoperator.connect.Contexts;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.operator.OperatorOptions;
import io.swarmoperator.operator.OperatorRuntime;
import java.io.File;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the operator until it is told to stop, or can't go on. */
@Command(
    name = "run",
    description = "Runs the operator against a cluster until it is told to stop.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The cluster; default: that of kubectl, or the one it runs in.")
  private File kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig. Default: its current one.")
  private String context;

  @Option(
      names = "--namespace",
      paramLabel = "N",
      description = "Watches only this namespace; may be repeated. Default: all.")
  private Set<String> namespaces = new LinkedHashSet<>();

  @Option(
      names = "--leader-elect",
      description = "Waits for a lease before it acts, so that several can run.")
  private boolean leaderElect;

  @Option(
      names = "--lease-namespace",
      paramLabel = "N",
      description =
          "Where the lease is; default: the namespace of the kubeconfig, or the one it runs in.")
  private String leaseNamespace;

  @Option(
      names = "--task-history-limit",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Tasks kept per slot where a service declares nothing, the live one included; negative: all. Default: ${DEFAULT-VALUE}.")
  private int taskHistoryLimit;

  @Option(
      names = "--node-not-ready-grace",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description =
          "How long a node may say that it isn't ready before its tasks are replaced. Default: ${DEFAULT-VALUE}.")
  private int nodeNotReadyGrace;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "For /healthz, /readyz and /metrics; 0: any free one, -1: none. Default: ${DEFAULT-VALUE}.")
  private int httpPort;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Default: ${DEFAULT-VALUE}.")
  private Logging.Format logFormat;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    check();
    Logging.configure(logFormat);
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean lost = new AtomicBoolean();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config()).build()) {
      look(client);
      Runnable onLost =
          () -> {
            lost.set(true);
            end.countDown();
          };
      OperatorRuntime runtime = OperatorRuntime.start(client, options(client, onLost));
      Thread hook = new Thread(runtime::close, "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      // a signal ends the process by way of the hook
      end.await();
      Runtime.getRuntime().removeShutdownHook(hook);
      runtime.close();
    }
    return lost.get() ? 1 : 0;
  }

  /** Whatever stands in the way of a watch is met here first and told in one line. */
  private void look(KubernetesClient client) {
    try {
      list(client);
    } catch (KubernetesClientException e) {
      File file = kubeconfig == null ? client.getConfiguration().getFile() : kubeconfig;
      String server = client.getMasterUrl().toString();
      throw new NoClusterException(server + (file == null ? "" : " of " + file), e);
    }
  }

  private void list(KubernetesClient client) {
    ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
    MixedOperation<SwarmService, ?, ?> services = client.resources(SwarmService.class);
    if (namespaces.isEmpty()) {
      services.inAnyNamespace().list(one);
    }
    namespaces.forEach(namespace -> services.inNamespace(namespace).list(one));
  }

  private void check() {
    if (httpPort < -1 || httpPort > HIGHEST_PORT) {
      throw wrong("--http-port must be from -1 to " + HIGHEST_PORT + ", it is " + httpPort);
    }
    if (nodeNotReadyGrace < 0) {
      throw wrong("--node-not-ready-grace must not be negative, it is " + nodeNotReadyGrace);
    }
    if (leaseNamespace != null && !leaderElect) {
      throw wrong("--lease-namespace is for --leader-elect only");
    }
    Optional.ofNullable(kubeconfig)
        .flatMap(ErrorLines::unreadable)
        .ifPresent(
            problem -> {
              throw wrong("--kubeconfig: " + problem);
            });
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private Config config() {
    Config config = kubeconfig == null ? Config.autoConfigure(context) : read(kubeconfig);
    Contexts.missing(config, context)
        .ifPresent(
            problem -> {
              throw wrong("--context: " + problem);
            });
    Authorities.onlyThoseOf(config);
    // a write that takes longer than the lease lasts could end in another operator's term
    return new ConfigBuilder(config)
        .withUserAgent(Caches.USER_AGENT)
        .withRequestTimeout(10_000)
        .withRequestRetryBackoffLimit(3)
        .build();
  }

  private Config read(File file) {
    try {
      return Config.fromKubeconfig(context, file);
    } catch (RuntimeException e) {
      throw wrong("--kubeconfig: " + file + " is no kubeconfig");
    }
  }

  private OperatorOptions options(KubernetesClient client, Runnable onLost) {
    String home =
        Optional.ofNullable(leaseNamespace)
            .or(() -> Optional.ofNullable(client.getNamespace()))
            .orElse("default");
    return new OperatorOptions(
        namespaces,
        leaderElect ? Optional.of(home) : Optional.empty(),
        taskHistoryLimit,
        Duration.ofSeconds(nodeNotReadyGrace),
        httpPort < 0 ? OptionalInt.empty() : OptionalInt.of(httpPort),
        WriteGate.OPEN,
        OperatorOptions.defaults().clock(),
        onLost);
  }
}
