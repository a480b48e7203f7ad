package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.scenario.TestOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial, typed from beginning to end: each command shows what the page shows. */
@ClusterTest
@ChangesNodes
class TutorialTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void showsWhatItSays(KubernetesClient client, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    Terminal terminal = new Terminal(directory, cluster, client.getNamespace());
    try (TestOperator operator = TestOperator.in(client).started()) {
      assertThat(operator).isNotNull();
      for (CommandBlocks.Command command :
          CommandBlocks.of(Files.readString(Path.of("docs/tutorial.md")))) {
        follow(terminal, command);
      }
    }
  }

  private static void follow(Terminal terminal, CommandBlocks.Command command) {
    if (looks(command)) {
      // a reader looks again until it is there
      await(command.toString())
          .atMost(LIMIT)
          .untilAsserted(() -> assertShows(terminal, command, terminal.type(command.command())));
    } else {
      assertShows(terminal, command, terminal.type(command.command()));
    }
  }

  private static boolean looks(CommandBlocks.Command command) {
    return command.command().startsWith("kubectl get ");
  }

  private static void assertShows(
      Terminal terminal, CommandBlocks.Command command, Commands.Result result) {
    assertThat(result.exitCode()).as(command + "\n" + result.text()).isZero();
    if (!command.output().isEmpty()) {
      List<String> shown = result.text().strip().lines().toList();
      assertThat(terminal.plain(shown))
          .as(command.toString())
          .isEqualTo(terminal.plain(command.output()));
    }
  }
}
