package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.docs.FencedBlock;
import io.swarmoperator.docs.Reader;
import io.swarmoperator.docs.Terminal;
import io.swarmoperator.docs.Typing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say of installing, typed on a cluster that has never seen the operator. */
@ChartTest
class InstallPageTest {
  private static final Path PAGE = Path.of("docs/how-to-install.md");

  @Test
  void showsWhatItSays(ChartCluster cluster, @TempDir Path directory) throws IOException {
    Terminal terminal = new Terminal(directory, cluster.controlPlane(), "default");
    terminal.program("helm", Helm.at(cluster.controlPlane().kubeconfig()).line());
    new Reader(terminal, Typing.all().get(PAGE)).read(PAGE);
  }

  /** The blocks of YAML that are values of the chart, which alone have these words. */
  @Test
  void itsValuesAreTaken(Helm helm, @TempDir Path directory) throws IOException {
    List<FencedBlock> values =
        FencedBlock.all().stream()
            .filter(block -> block.info().equals("yaml") && block.text().startsWith("replicaCount"))
            .toList();
    assertThat(values).isNotEmpty();
    for (FencedBlock block : values) {
      Path file = Files.writeString(directory.resolve("values.yaml"), block.text());
      assertThat(helm.template("--values", file.toString())).contains("replicas: 2");
    }
  }
}
