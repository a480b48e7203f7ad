package io.swarmoperator.walk;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices that repeat themselves for a seed. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    // seeds that follow one another must not give the same numbers one place on
    random = new SplittableRandom(new SplittableRandom(seed).nextLong());
  }

  /** From 0 to below a bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From a number to another, both included. */
  int from(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  <T> T of(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Milliseconds, of any magnitude up to a longest. */
  Duration upTo(Duration longest) {
    int magnitude = of(20, 300, 2000, (int) longest.toMillis());
    return Duration.ofMillis(random.nextInt((int) Math.min(magnitude, longest.toMillis()) + 1));
  }
}
