package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example repository is applied as the tools apply it, and a version is promoted. */
@ClusterTest
class ExampleRepositoryTest {

  @Test
  void aVersionIsPromotedByAFile(KubernetesClient client, Kubectl kubectl, @TempDir Path directory)
      throws IOException {
    Repository repository = Repository.copy(directory);
    try (Stage stage = new Stage(client, kubectl)) {
      assertThat(sync(stage, repository, "staging"))
          .isEqualTo(Map.of("web", "nginx:1.29", "worker", "alpine:3.22"));
      repository.release("nginx:1.30", "nginx:1.29");
      assertThat(sync(stage, repository, "staging"))
          .isEqualTo(Map.of("web", "nginx:1.30", "worker", "alpine:3.22"));
    }
  }

  @Test
  void whatIsPromotedRollsOutAtProductionsPace(
      KubernetesClient client, Kubectl kubectl, @TempDir Path directory) throws IOException {
    Repository repository = Repository.copy(directory);
    try (Stage stage = new Stage(client, kubectl)) {
      assertThat(sync(stage, repository, "production"))
          .isEqualTo(Map.of("web", "nginx:1.28", "worker", "alpine:3.21"));
      assertThat(stage.running("web")).hasSize(4);

      repository.promote();
      apply(stage, repository, "production");
      stage.awaitUpdate("web", "updating");
      stage.awaitUpdate("worker", "completed");

      assertThat(stage.get("web").getSpec().getUpdateConfig().getDelay()).isEqualTo("10s");
      assertThat(stage.running("worker"))
          .hasSize(2)
          .allMatch(task -> task.getSpec().getImage().equals("alpine:3.22"));
    }
  }

  /** Applies an environment and waits until all of it is ready and nothing differs. */
  private static Map<String, String> sync(Stage stage, Repository repository, String environment) {
    apply(stage, repository, environment);
    stage.kubectl("wait", "--for=condition=Ready", "swsvc", "--all", "--timeout=90s");
    stage.kubectl(
        "diff", "--server-side", "--field-manager=git", "-k", path(repository, environment));
    Map<String, String> images = new TreeMap<>();
    for (String service : List.of("web", "worker")) {
      images.put(
          service,
          stage.running(service).stream()
              .map(task -> task.getSpec().getImage())
              .distinct()
              .collect(Collectors.joining(" and ")));
    }
    return images;
  }

  private static void apply(Stage stage, Repository repository, String environment) {
    stage.kubectl(
        "apply", "--server-side", "--field-manager=git", "-k", path(repository, environment));
  }

  private static String path(Repository repository, String environment) {
    return repository.environment(environment).toString();
  }
}
