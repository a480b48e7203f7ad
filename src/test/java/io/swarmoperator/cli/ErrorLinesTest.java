package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("logging")
class ErrorLinesTest {

  @Test
  void aClusterThatDoesntAnswerIsUnreachable() {
    Exception failure = new OperatorException(new ConnectException("Connection refused"));

    assertThat(ErrorLines.of(failure))
        .hasValue("the API server can't be reached: Connection refused");
  }

  @Test
  void aClusterThatDoesntAnswerIsNamed() {
    Exception failure =
        new NoClusterException(
            "https://127.0.0.1:1/ of /some/config",
            new KubernetesClientException(
                "Operation: [list] failed.", new ConnectException("Connection refused")));

    assertThat(ErrorLines.of(failure))
        .hasValue(
            "the API server can't be reached at https://127.0.0.1:1/ of /some/config:"
                + " Connection refused");
  }

  @Test
  void runNamesTheServerAndTheKubeconfigThatItTried(@TempDir Path directory) throws IOException {
    Path kubeconfig = directory.resolve("config");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: nowhere
        contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
        clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
        users: [{name: nobody, user: {}}]
        """);
    StringWriter errors = new StringWriter();

    int code =
        Main.commandLine("run")
            .setErr(new PrintWriter(errors, true))
            .execute("run", "--kubeconfig", kubeconfig.toString(), "--http-port", "-1");

    assertThat(code).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith(
            "swarm: the API server can't be reached at http://127.0.0.1:1/ of " + kubeconfig);
  }

  @Test
  void missingKindsAreToldWithTheWayToInstallThem() {
    assertThat(ErrorLines.of(answer(404, "not found")).orElseThrow())
        .contains("./swarm crds | kubectl apply --server-side -f -");
  }

  @Test
  void missingRightsAreToldWithTheServersWords() {
    assertThat(ErrorLines.of(answer(403, "pods is forbidden")).orElseThrow())
        .contains("deploy/install.yaml", "deploy/install-namespaced.yaml", "pods is forbidden");
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
