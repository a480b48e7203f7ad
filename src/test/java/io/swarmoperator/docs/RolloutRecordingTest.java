package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.docs.RecordedRollout.Run;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rollout of the picture, on a real control plane: it still goes as it was recorded. */
@ClusterTest
class RolloutRecordingTest {
  static final Path RECORDING = Path.of("src/test/resources/docs/rollout.yaml");

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final double DELAY = 10;

  @Test
  void goesAsRecorded(KubernetesClient client, Kubectl kubectl) throws IOException {
    RecordedRollout seen;
    try (Stage stage = new Stage(client, kubectl)) {
      stage.apply(Files.readString(Path.of("examples/ping.yaml")));
      stage.awaitSummary("ping", "4/4");
      stage.image("ping", "alpine:3.7");
      await("the update completed")
          .atMost(LIMIT)
          .until(
              () ->
                  stage.get("ping").getStatus().getUpdate() != null
                      && stage.get("ping").getStatus().getUpdate().getState()
                          == UpdateState.COMPLETED);
      seen = RecordedRollout.of(stage.get("ping"), stage.tasks("ping"));
    }
    if (Boolean.getBoolean("docs.write")) {
      seen.write(RECORDING);
    }
    RecordedRollout recorded = RecordedRollout.read(RECORDING);
    assertThat(seen.order()).isEqualTo(recorded.order());
    for (RecordedRollout rollout : List.of(seen, recorded)) {
      List<Double> starts =
          rollout.runs().stream().map(Run::running).filter(t -> t > 0).sorted().toList();
      for (int i = 1; i < starts.size(); i++) {
        // times of pods are whole seconds
        assertThat(starts.get(i) - starts.get(i - 1)).isGreaterThanOrEqualTo(DELAY - 1);
      }
    }
  }
}
