package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.decide.Kstatus;
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
    assertThat(argo.at("/spec/ignoreDifferences").isMissingNode()).isTrue();
    assertThat(FluxFiles.expressions(environment)).isEqualTo(FluxFiles.expressions("staging"));
  }

  @ParameterizedTest
  @CsvSource({
    "converged, CURRENT",
    "updating, IN_PROGRESS",
    "paused-by-user, IN_PROGRESS",
    "paused-by-failure, FAILED",
    "rolled-back, FAILED",
    "job-completed, CURRENT"
  })
  void fluxJudgesByTheConditions(String captured, Kstatus expected) {
    assertThat(FluxFiles.expressions("production").status(Captured.read(captured)))
        .isEqualTo(expected);
  }

  /** Flux takes an expression that can't be evaluated for a failure. */
  @Test
  void aServiceThatNobodyHasLookedAtIsNotEvaluated() {
    JsonNode fresh = Captured.read("converged");
    ((ObjectNode) fresh).putObject("status").put("observedGeneration", -1);

    assertThat(FluxFiles.expressions("production").status(fresh)).isEqualTo(Kstatus.IN_PROGRESS);
  }
}
