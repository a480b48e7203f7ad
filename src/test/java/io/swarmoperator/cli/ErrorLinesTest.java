package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ErrorLinesTest {

  @Test
  void aClusterThatDoesntAnswerIsUnreachable() {
    Exception failure = new OperatorException(new ConnectException("Connection refused"));

    assertThat(ErrorLines.of(failure))
        .hasValue("the API server can't be reached: Connection refused");
  }

  @Test
  void missingKindsAreToldWithTheWayToInstallThem() {
    assertThat(ErrorLines.of(answer(404, "not found")).orElseThrow())
        .contains("./swarm crds | kubectl apply --server-side -f -");
  }

  @Test
  void missingRightsAreToldWithTheServersWords() {
    assertThat(ErrorLines.of(answer(403, "pods is forbidden")).orElseThrow())
        .contains("deploy/rbac.yaml", "pods is forbidden");
  }

  @Test
  void aDefectKeepsItsTrace() {
    assertThat(ErrorLines.of(new IllegalStateException("never"))).isEmpty();
  }

  private static Exception answer(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
