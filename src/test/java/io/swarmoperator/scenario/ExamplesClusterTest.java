package io.swarmoperator.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example can be applied as it stands and comes up. */
@ClusterTest
class ExamplesClusterTest {

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void comesUp(Path example, KubernetesClient client, Kubectl kubectl) throws IOException {
    String yaml = Files.readString(example);
    SwarmService service = Serialization.unmarshal(yaml, SwarmService.class);
    String name = service.getMetadata().getName();
    try (Stage stage = new Stage(client, kubectl)) {
      stage.apply(yaml);

      stage.awaitStatus(name, "as many as declared", s -> allRun(s, client));
    }
  }

  private static boolean allRun(SwarmService service, KubernetesClient client) {
    int tasks =
        switch (service.getSpec().getMode()) {
          case REPLICATED -> service.getSpec().getReplicas();
          case REPLICATED_JOB -> service.getSpec().getJob().getMaxConcurrent();
          case GLOBAL, GLOBAL_JOB -> client.nodes().list().getItems().size();
        };
    return service.getStatus().getSummary().startsWith(tasks + "/" + tasks);
  }
}
