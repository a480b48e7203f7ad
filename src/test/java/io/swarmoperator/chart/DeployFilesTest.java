package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain manifests are those of the chart, whichever way they are applied. */
@ChartTest
class DeployFilesTest {
  private static final String REGENERATE = "mvn -q test -Dtest=DeployFilesTest -Dchart.write=true";

  @Test
  void theManifestsAreThoseOfTheChart(Helm helm) throws IOException {
    for (Map.Entry<Path, String> file : DeployFiles.of(helm, REGENERATE).entrySet()) {
      if (Boolean.getBoolean("chart.write")) {
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
      }
      assertThat(file.getKey())
          .as("%s is out of date; regenerate it with\n\n  %s\n", file.getKey(), REGENERATE)
          .exists()
          .hasContent(file.getValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"cluster-wide, install.yaml", "namespaced, install-namespaced.yaml"})
  void anOverlayIsWhatItsManifestIs(String overlay, String manifest, ChartCluster cluster)
      throws IOException {
    String directory = DeployFiles.OVERLAYS.resolve(overlay).toString();
    Commands.Result built = cluster.kubectl("default").run("kustomize", directory);
    assertThat(built.exitCode()).as(built.text()).isZero();
    List<JsonNode> objects =
        Documents.trees(Files.readString(DeployFiles.DEPLOY.resolve(manifest)));
    assertThat(Documents.trees(built.out())).containsExactlyInAnyOrderElementsOf(objects);
  }
}
