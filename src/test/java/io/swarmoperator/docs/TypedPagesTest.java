package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.scenario.TestOperator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    return pages(EnumSet.of(Typing.Where.CLUSTER, Typing.Where.DIRECTORY));
  }

  static List<Path> pagesThatStopNodes() {
    return pages(EnumSet.of(Typing.Where.FAILABLE));
  }

  private static List<Path> pages(Set<Typing.Where> where) {
    return Typing.all().entrySet().stream()
        .filter(page -> where.contains(page.getValue().where()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @FailsNodes
  @ParameterizedTest
  @MethodSource("pagesThatStopNodes")
  void showsWhatItSaysOfNodes(
      Path page, KubernetesClient client, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    showsWhatItSays(page, client, cluster, directory);
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
