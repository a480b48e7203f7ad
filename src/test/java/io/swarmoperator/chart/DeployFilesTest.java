package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain manifests are those of the chart, whichever way they are applied. */
@ChartTest
class DeployFilesTest {
  private static final String CRDS = "customresourcedefinitions";
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

  /** Whoever deletes what he applied doesn't lose all services by that. */
  @ParameterizedTest
  @ValueSource(strings = {"cluster-wide", "namespaced"})
  void anOverlayIsAppliedAndGoesButForTheDefinitions(String overlay, ChartCluster cluster) {
    String directory = DeployFiles.OVERLAYS.resolve(overlay).toString();
    Stage stage = cluster.stage(TestNamespace.create(cluster.client()));
    Commands.Result applied =
        cluster.kubectl("", "apply", "--server-side", "--force-conflicts", "-k", directory);
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    stage.await1(
        "the guard",
        () -> refused(cluster.kubectl("", "delete", CRDS, "--all", "--dry-run=server")));

    assertThat(cluster.kubectl("", "delete", "-k", directory)).matches(DeployFilesTest::refused);
    assertThat(stage.kubectl("get", CRDS, "-o", "name").lines()).hasSize(2);
    assertThat(stage.kubectl("get", "clusterroles,validatingadmissionpolicies", "-o", "name"))
        .doesNotContain("swarm");
    stage.await1(
        "its namespace gone",
        () -> cluster.client().namespaces().withName(ChartCluster.NAME).get() == null);
  }

  private static boolean refused(Commands.Result result) {
    return result.exitCode() != 0 && result.err().contains("swarm-operator-definitions");
  }
}
