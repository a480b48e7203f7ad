package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Anything happens at any time: what must hold holds, and the service comes to rest as declared.
 */
class RandomWalkTest {
  private static final int SEEDS = 300;
  private static final int STEPS = 25;

  @Test
  void whateverHappensTheServiceComesToWhatIsDeclared() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomWalk walk = new RandomWalk(seed);
      try {
        walk.walk(STEPS).recover();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + "\n" + walk.story(), e);
      }
      assertThat(walk.offences()).as("seed %d%n%s", seed, walk.story()).isEmpty();
    }
  }
}
