package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves a slot's history (S§11). */
class HistoryReaperTest {
  private static final Duration AGO = Duration.ofHours(1);

  /** A slot with six ended tasks and a seventh that runs. */
  private static Scene slot(int limit) {
    Scene scene = new Scene().history(limit);
    for (int attempt = 1; attempt <= 6; attempt++) {
      scene.tasks(Sketch.ended(1, attempt, TaskState.SHUTDOWN, AGO));
    }
    return scene.tasks(Sketch.running(1, 7, "n1"));
  }

  private static String reaped(Scene scene, int coming) {
    World world = scene.world();
    List<Task> gone = new HistoryReaper(world).reap(world.slots().get(SlotId.numbered(1)), coming);
    return gone.stream().map(t -> "" + t.attempt()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "5, '1 2 3'",
    "3, '1 2 3 4 5'",
    "1, '1 2 3 4 5 6'",
    "0, '1 2 3 4 5 6'",
    "-1, ''",
    "8, ''"
  })
  void theOldestGoWhenATaskComes(int limit, String gone) {
    assertThat(reaped(slot(limit), 1)).isEqualTo(gone);
  }

  @ParameterizedTest
  @CsvSource({"0, '1 2 3 4 5 6'", "1, '1 2 3 4 5'", "2, '1 2 3 4'"})
  void maxAttemptsMakeTheLimit(int attempts, String gone) {
    Scene scene =
        slot(1)
            .restart(
                1,
                new RestartPolicy(
                    RestartCondition.ANY, Duration.ofSeconds(5), attempts, Duration.ZERO));

    assertThat(reaped(scene, 0)).isEqualTo(gone);
  }

  @Test
  void nothingVanishesWhenTheLimitIsLowered() {
    assertThat(slot(2).plan().idle()).isTrue();
  }

  @Test
  void whatIsAtWorkStays() {
    Scene scene =
        new Scene()
            .history(1)
            .tasks(
                Sketch.running(1, 1, "n1")
                    .desired(DesiredState.SHUTDOWN)
                    .pod(Pod.running("n1").deleting()),
                Sketch.running(1, 2, "n1"));

    assertThat(reaped(scene, 1)).isEmpty();
  }

  @Test
  void whatARunningRolloutMadeStaysUntilItIsOver() {
    Sketch made = Sketch.ended(1, 1, TaskState.FAILED, AGO).by(1);
    Scene scene = new Scene().history(1).tasks(made, Sketch.running(1, 2, "n1"));

    assertThat(reaped(scene, 1)).isEqualTo("1");
    assertThat(reaped(scene.rollout(RolloutState.UPDATING, 1), 1)).isEmpty();
  }
}
