package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.docs.Terminal;
import io.swarmoperator.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Helm says when the chart is installed. */
@ChartTest
class NotesTest {
  private static final Pattern FILE =
      Pattern.compile("\\b(docs|examples|deploy)/[-a-z]+\\.(md|yaml)\\b");

  @Test
  void theyNameWhatIsThere(Helm helm) {
    String notes = notes(helm, "swarm-operator");
    assertThat(FILE.matcher(notes).results().map(file -> Path.of(file.group())))
        .hasSizeGreaterThan(3)
        .allSatisfy(file -> assertThat(file).exists());
    assertThat(notes)
        .contains("in the namespace swarm-operator ", "the Swarm services of all namespaces.")
        .contains("the image, swarm-operator:0.1.0,")
        .doesNotContain("crds.yaml");
  }

  @Test
  void theyKnowTheSettings(Helm helm) {
    String notes =
        notes(helm, "team", "watch.namespaces={one,two}", "crds.enabled=false", "image.tag=dev");
    assertThat(notes)
        .contains("in the namespace team ", "the Swarm services of one, two.", "swarm-operator:dev")
        .contains("deployment/swarm-operator --namespace team")
        .contains("kubectl apply --server-side -f deploy/crds.yaml");
    assertThat(commands(notes))
        .filteredOn(command -> command.contains("swarmservices") || command.contains("ping"))
        .hasSize(3)
        .allMatch(command -> command.endsWith("--namespace one"));
  }

  /** On a cluster where nobody has made a service before. */
  @Test
  void theirCommandsCanBeTyped(ChartCluster cluster, @TempDir Path directory) throws IOException {
    try (Release release = new Release(cluster)) {
      release.helm("install");
      Terminal terminal = new Terminal(directory, cluster.controlPlane(), "default");
      List<String> commands = commands(notes(cluster.helm(), ChartCluster.NAME));
      assertThat(commands).hasSize(4);
      for (String command : commands) {
        Commands.Result result = terminal.type(command);
        assertThat(result.exitCode()).as(command + "\n" + result.text()).isZero();
      }
    }
  }

  private static String notes(Helm helm, String namespace, String... settings) {
    List<String> words = new ArrayList<>(List.of("install", ChartCluster.NAME));
    words.add(ValuesFile.CHART.toString());
    words.addAll(List.of("--namespace", namespace, "--dry-run=client"));
    Arrays.stream(settings).forEach(setting -> words.addAll(List.of("--set", setting)));
    String printed = helm.succeed(words.toArray(String[]::new));
    return printed.substring(printed.lastIndexOf("NOTES:"));
  }

  private static List<String> commands(String notes) {
    return notes.lines().filter(line -> line.startsWith("  ")).map(String::strip).toList();
  }
}
