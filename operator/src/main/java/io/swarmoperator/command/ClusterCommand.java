package io.swarmoperator.command;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.swarmoperator.connect.Authorities;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks or changes a cluster. What goes wrong is told in a sentence. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public abstract class ClusterCommand implements Callable<Integer> {
  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Override
  public final Integer call() {
    Config config = connection.config();
    try (KubernetesClient client = client(config)) {
      run(new Cluster(client));
      return 0;
    } catch (KubernetesClientException e) {
      throw Refusals.told(e, config.getMasterUrl());
    } finally {
      out().flush();
    }
  }

  /** HTTP/2 has more to load, and a command has little to ask. */
  private static KubernetesClient client(Config config) {
    Authorities.onlyThoseOf(config);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(HttpClient.Builder::preferHttp11)
        .build();
  }

  /** Does what was asked for. */
  abstract void run(Cluster cluster);

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Says something beside the output, at once. */
  final void note(String line) {
    out().flush();
    err().println(line);
    err().flush();
  }

  /** Those who follow a change. */
  final Audience audience() {
    return new Audience(out(), this::note, clock());
  }

  static Clock clock() {
    return Clock.systemUTC();
  }
}
