package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.decide.Kstatus;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the example repository tells Flux and Argo CD. */
class FluxAndArgoFilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void theToolsApplyAnEnvironmentThatExists(String environment) {
    JsonNode argo = FluxFiles.read(Repository.EXAMPLE.resolve("argocd/" + environment + ".yaml"));
    JsonNode flux = FluxFiles.read(Repository.EXAMPLE.resolve("flux/" + environment + ".yaml"));
    String path = "environments/" + environment;

    assertThat(Repository.EXAMPLE.resolve(path).resolve("kustomization.yaml")).exists();
    assertThat(argo.at("/spec/source/path").asText()).isEqualTo(path);
    assertThat(flux.at("/spec/path").asText()).isEqualTo("./" + path);
    assertThat(argo.at("/spec/destination/namespace")).isEqualTo(flux.at("/spec/targetNamespace"));
    assertThat(argo.at("/spec/syncPolicy/syncOptions").toString()).contains("ServerSideApply=true");
    assertThat(argo.at("/metadata/annotations/argocd.argoproj.io~1compare-options").asText())
        .as("its own comparison knows no defaults of a definition (argo-cd#11139)")
        .isEqualTo("ServerSideDiff=true");
    assertThat(argo.at("/spec/ignoreDifferences").isMissingNode()).isTrue();
    assertThat(FluxFiles.expressions(environment)).isEqualTo(FluxFiles.expressions("staging"));
  }

  @ParameterizedTest
  @CsvSource({
    "converged, CURRENT",
    "updating, IN_PROGRESS",
    "paused-by-user, IN_PROGRESS",
    "paused-by-failure, FAILED",
    "updated, CURRENT",
    "rolling-back, IN_PROGRESS",
    "rolled-back, FAILED",
    "rollback-paused, FAILED",
    "no-suitable-node, FAILED",
    "invalid-spec, FAILED",
    "job-completed, CURRENT"
  })
  void fluxJudgesByTheConditions(String captured, Kstatus expected) {
    assertThat(FluxFiles.expressions("production").status(Captured.read(captured)))
        .isEqualTo(expected);
  }

  /** A Kustomization makes no namespace, and follows a source that somebody declares. */
  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void whatFluxNeedsIsThere(String environment) throws IOException {
    JsonNode flux = FluxFiles.read(Repository.EXAMPLE.resolve("flux/" + environment + ".yaml"));
    JsonNode source = FluxFiles.read(Repository.EXAMPLE.resolve("flux/repository.yaml"));
    JsonNode argo = FluxFiles.read(Repository.EXAMPLE.resolve("argocd/" + environment + ".yaml"));

    assertThat(source.path("kind")).isEqualTo(flux.at("/spec/sourceRef/kind"));
    assertThat(source.at("/metadata/name")).isEqualTo(flux.at("/spec/sourceRef/name"));
    assertThat(source.at("/metadata/namespace")).isEqualTo(flux.at("/metadata/namespace"));
    assertThat(source.at("/spec/url")).isEqualTo(argo.at("/spec/source/repoURL"));
    assertThat(source.at("/spec/ref/branch")).isEqualTo(argo.at("/spec/source/targetRevision"));
    assertThat(Files.readString(Repository.EXAMPLE.resolve("flux/namespaces.yaml")))
        .contains("name: " + flux.at("/spec/targetNamespace").asText() + "\n");
    assertThat(argo.at("/spec/syncPolicy/syncOptions").toString()).contains("CreateNamespace=true");
  }

  /** Flux takes an expression that can't be evaluated for a failure. */
  @Test
  void aServiceThatNobodyHasLookedAtIsNotEvaluated() {
    JsonNode fresh = Captured.read("converged");
    ((ObjectNode) fresh).putObject("status").put("observedGeneration", -1);

    assertThat(FluxFiles.expressions("production").status(fresh)).isEqualTo(Kstatus.IN_PROGRESS);
  }
}
