package io.swarmoperator.command;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.swarmoperator.connect.Contexts;
import java.io.File;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which cluster and namespace a command is about, said as to kubectl. */
final class Connection {
  static final String FIELD_MANAGER = "swarm";

  /** What takes longer to answer is told as not answering. */
  static final Duration TIME_TO_ANSWER = Duration.ofSeconds(30);

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
            .withRequestTimeout((int) TIME_TO_ANSWER.toMillis())
            .withRequestRetryBackoffLimit(1);
    if (namespace != null) {
      checkNamespace(namespace);
      builder.withNamespace(namespace);
    } else if (config.getNamespace() == null || config.getNamespace().isEmpty()) {
      builder.withNamespace("default");
    }
    return builder.build();
  }

  /** It becomes part of a path. */
  private static void checkNamespace(String name) {
    if (!name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      throw new CommandFailure("no namespace can be called '" + name + "'");
    }
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

  private void checked(Config config) {
    Contexts.missing(config, context)
        .ifPresent(
            problem -> {
              throw new CommandFailure(problem);
            });
    LoginCommand.thatFailed(config)
        .ifPresent(
            command -> {
              throw new CommandFailure(
                  "the kubeconfig's login command "
                      + command
                      + " gave no credentials; kubectl shows what it says");
            });
  }
}
