package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which cluster and namespace a command is about, said as to kubectl. */
final class Connection {
  static final String FIELD_MANAGER = "swarm";

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig file. Default: that of KUBECONFIG, else ~/.kube/config.")
  private File kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig. Default: its current one.")
  private String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "The namespace. Default: that of the context.")
  private String namespace;

  Config config() {
    Config config = kubeconfig == null ? usual() : read();
    ConfigBuilder builder =
        new ConfigBuilder(config)
            .withUserAgent(FIELD_MANAGER)
            .withRequestTimeout(30_000)
            .withRequestRetryBackoffLimit(1);
    if (namespace != null) {
      builder.withNamespace(namespace);
    } else if (config.getNamespace() == null) {
      builder.withNamespace("default");
    }
    return builder.build();
  }

  private Config usual() {
    Config config = Config.autoConfigure(context);
    checked(config);
    return config;
  }

  private Config read() {
    if (!kubeconfig.exists()) {
      throw new CommandFailure("--kubeconfig: there is no file " + kubeconfig);
    }
    try {
      Config config = Config.fromKubeconfig(context, kubeconfig);
      checked(config);
      return config;
    } catch (CommandFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CommandFailure("--kubeconfig: " + kubeconfig + " is no kubeconfig", e);
    }
  }

  /** A context that isn't there must not lead to another cluster. */
  private void checked(Config config) {
    if (context == null) {
      return;
    }
    List<NamedContext> known = Optional.ofNullable(config.getContexts()).orElseGet(List::of);
    if (known.stream().noneMatch(c -> context.equals(c.getName()))) {
      throw new CommandFailure(
          "there is no context "
              + context
              + "; the kubeconfig has: "
              + known.stream().map(NamedContext::getName).collect(Collectors.joining(", ")));
    }
  }
}
