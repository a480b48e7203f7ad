package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.scenario.TestOperator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages, typed from beginning to end on a control plane where the operator works: each command
 * does and shows what the page says.
 */
@ClusterTest
@ChangesNodes
class TypedPagesTest {

  static List<Path> pages() {
    return Typing.all().entrySet().stream()
        .filter(page -> page.getValue().where() != Typing.Where.BARE)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsWhatItSays(
      Path page, KubernetesClient client, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    Terminal terminal = new Terminal(directory, cluster, client.getNamespace());
    try (TestOperator operator = TestOperator.in(client).started()) {
      assertThat(operator).isNotNull();
      new Reader(terminal, Typing.all().get(page)).read(page);
    }
  }
}
