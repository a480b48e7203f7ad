package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.Rollout.GoneSlot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of a run's slots that have gone. */
class RolloutTest {
  private static final Instant TAKEN = Sketch.NOW.minusSeconds(60);

  private static GoneSlot gone(String slot, int reachedAfter) {
    return new GoneSlot(slot, TAKEN, TAKEN.plusSeconds(reachedAfter));
  }

  @Test
  void aSlotThatGoesAgainCountsAsItDidTheFirstTime() {
    Rollout run =
        new Scene().rollout(RolloutState.UPDATING, 4).view().memory().rollout().orElseThrow();

    Rollout first = run.withGone(List.of(gone("2", 5)));
    Rollout again = first.withGone(List.of(gone("2", 30), gone("3", 30)));

    assertThat(run.goneSlots()).isEmpty();
    assertThat(again.goneSlots()).containsExactly(gone("2", 5), gone("3", 30));
  }
}
