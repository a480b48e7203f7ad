package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sandbox.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prometheus' own tool for rules; built at first use, which takes a while once for each machine.
 */
final class Promtool {
  private static final Path BINARY = build();

  private Promtool() {}

  private static Path build() {
    Path script = ChartCluster.home().resolve("src/test/cluster/up");
    Commands.Result built = Commands.run(List.of(script.toString(), "--promtool"));
    assertThat(built.exitCode()).as(built.text()).isZero();
    return Path.of(built.out().strip());
  }

  /** Runs {@code promtool args...} to its end. */
  static Commands.Result run(String... args) {
    List<String> command = new ArrayList<>(List.of(BINARY.toString()));
    command.addAll(Arrays.asList(args));
    return Commands.run(command);
  }
}
