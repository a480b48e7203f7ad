package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Anything happens at any time: what must hold holds, and the service comes to rest as declared.
 * More seeds: {@code -Dwalk.seeds=5000}.
 */
class RandomWalkTest {
  private static final int SEEDS = Integer.getInteger("walk.seeds", 150);
  private static final int STEPS = 25;

  static Stream<Mode> modes() {
    return Stream.of(
        new Mode.Replicated(3),
        new Mode.Global(),
        new Mode.ReplicatedJob(2, 4),
        new Mode.GlobalJob());
  }

  @ParameterizedTest
  @MethodSource("modes")
  void whateverHappensTheServiceComesToWhatIsDeclared(Mode mode) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomWalk walk = new RandomWalk(seed, new WalkedMode(mode));
      try {
        walk.walk(STEPS).recover();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + "\n" + walk.story(), e);
      }
      assertThat(walk.offences()).as("seed %d%n%s", seed, walk.story()).isEmpty();
    }
  }
}
