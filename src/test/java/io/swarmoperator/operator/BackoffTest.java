package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Backoff backoff = new Backoff(new Ours());

  @Test
  void theWaitDoublesUpToAMinute() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Duration wait = backoff.failed("a");
      waits.add(wait.toSeconds());
      now = now.plus(wait);
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void aFailureBeforeTheWaitIsOverLeavesItAsItIs() {
    assertThat(backoff.failed("a")).isEqualTo(Duration.ofSeconds(1));
    now = now.plusMillis(300);
    assertThat(backoff.failed("a")).isEqualTo(Duration.ofMillis(700));
    assertThat(backoff.failed("b")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void successBeginsItAnew() {
    now = now.plus(backoff.failed("a"));
    backoff.succeeded("a");
    assertThat(backoff.failed("a")).isEqualTo(Duration.ofSeconds(1));
  }

  private final class Ours extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
