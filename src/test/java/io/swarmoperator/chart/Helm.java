package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sandbox.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Helm itself, against one cluster or none. */
final class Helm {
  private final List<String> prefix;

  private Helm(List<String> settings) {
    // whatever the user of this machine has set up for Helm is none of ours
    prefix = new ArrayList<>(List.of("env", "-u", "HELM_NAMESPACE", "-u", "HELM_PLUGINS"));
    for (String home : List.of("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")) {
      prefix.add(home + "=/nonexistent");
    }
    prefix.addAll(settings);
    prefix.add(Built.BINARY.toString());
  }

  /** Built at first use, which takes a while once for each machine. */
  private static final class Built {
    static final Path BINARY = build();

    private static Path build() {
      Path script = Path.of(System.getProperty("basedir", ""), "src/test/cluster/up");
      Commands.Result built = Commands.run(List.of(script.toAbsolutePath().toString(), "--helm"));
      assertThat(built.exitCode()).as(built.text()).isZero();
      return Path.of(built.out().strip());
    }
  }

  /** For what needs no cluster. */
  static Helm alone() {
    return new Helm(List.of("KUBECONFIG=/nonexistent"));
  }

  static Helm at(Path kubeconfig) {
    return new Helm(List.of("KUBECONFIG=" + kubeconfig));
  }

  /** A line for a shell that runs Helm with the arguments of its own. */
  String line() {
    return "exec " + String.join(" ", prefix) + " \"$@\"";
  }

  /** Runs {@code helm args...} to its end. */
  Commands.Result run(String... args) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(Arrays.asList(args));
    return Commands.run(command);
  }

  /** The same, which must succeed; returns what it printed. */
  String succeed(String... args) {
    Commands.Result result = run(args);
    assertThat(result.exitCode()).as("helm %s%n%s", String.join(" ", args), result.text()).isZero();
    return result.out();
  }

  /** What the chart renders as the release swarm-operator in the namespace of that name. */
  String template(String... args) {
    List<String> words =
        new ArrayList<>(List.of("template", ChartCluster.NAME, ValuesFile.CHART.toString()));
    words.addAll(List.of("--namespace", ChartCluster.NAME));
    words.addAll(Arrays.asList(args));
    return succeed(words.toArray(String[]::new));
  }
}
