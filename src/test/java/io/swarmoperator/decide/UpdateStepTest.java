package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes when a worker leaves a task where it is: all that was beside it then (S§5.4 a, b). */
class UpdateStepTest {
  private static final Sketch KEPT =
      Sketch.running(1, 1, "n1").keptIn(1, Sketch.NOW.minusSeconds(60));

  private static boolean goes(Sketch other) {
    Scene scene = new Scene().revision(2).rollout(RolloutState.UPDATING, 1).tasks(KEPT, other);
    World world = scene.world();
    return !UpdateStep.membersBeside(world, scene.task(1, 1), world.slots().get(SlotId.numbered(1)))
        .isEmpty();
  }

  @Test
  void whatWasBesideItGoesAndWhatIsWrongDoes() {
    Sketch right = Sketch.running(1, 2, "n2");
    assertThat(goes(right.made(Duration.ofSeconds(90)))).as("was there").isTrue();
    assertThat(goes(right.made(Duration.ofSeconds(30)))).as("came later, and is right").isFalse();
    assertThat(goes(right.revision("hash-2").made(Duration.ofSeconds(30))))
        .as("came later, and isn't right")
        .isTrue();
  }
}
