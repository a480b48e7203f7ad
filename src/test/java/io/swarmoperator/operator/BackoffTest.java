package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final TickingClock clock = new TickingClock();
  private final Backoff backoff = new Backoff(clock);

  @Test
  void theWaitDoublesUpToAMinute() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Duration wait = backoff.failed("a");
      waits.add(wait.toSeconds());
      clock.pass(wait);
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void aFailureBeforeTheWaitIsOverLeavesItAsItIs() {
    assertThat(backoff.failed("a")).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofMillis(300));
    assertThat(backoff.failed("a")).isEqualTo(Duration.ofMillis(700));
    assertThat(backoff.failed("b")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void successBeginsItAnew() {
    clock.pass(backoff.failed("a"));
    backoff.succeeded("a");
    assertThat(backoff.failed("a")).isEqualTo(Duration.ofSeconds(1));
  }
}
