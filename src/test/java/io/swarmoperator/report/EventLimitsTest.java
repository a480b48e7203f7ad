package io.swarmoperator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLimitsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TickingClock clock = new TickingClock();
  private final EventLimits limits = new EventLimits(clock);

  @Test
  void anHourOfACrashLoopIsTwentyEventsAndOneThatIsWrittenTwelveTimes() {
    List<EventLimits.Verdict> verdicts = every(Duration.ofSeconds(5), HOUR, "TaskFailed");
    assertThat(verdicts).hasSize(720);
    assertThat(verdicts).filteredOn(EventLimits.Verdict::apart).hasSize(20);
    assertThat(verdicts).filteredOn(v -> !v.apart() && v.times() > 0).hasSize(12);
  }

  @Test
  void theOneForTheRestTellsHowOftenItHappened() {
    List<EventLimits.Verdict> verdicts = every(Duration.ofSeconds(5), HOUR, "TaskFailed");
    int told = verdicts.stream().mapToInt(EventLimits.Verdict::times).sum();
    int after = verdicts.size() - 1 - verdicts.lastIndexOf(last(verdicts));
    assertThat(told + after).isEqualTo(720);
  }

  private static EventLimits.Verdict last(List<EventLimits.Verdict> verdicts) {
    return verdicts.stream().filter(v -> v.times() > 0).reduce((one, next) -> next).orElseThrow();
  }

  @Test
  void aCrashLoopHidesNothingElse() {
    every(Duration.ofSeconds(5), HOUR, "TaskFailed");
    assertThat(limits.judge("uid", "UpdatePaused")).isEqualTo(new EventLimits.Verdict(true, 1));
    assertThat(limits.judge("other", "TaskFailed")).isEqualTo(new EventLimits.Verdict(true, 1));
  }

  @Test
  void afterTenQuietMinutesItBeginsAnew() {
    every(Duration.ofSeconds(5), HOUR, "TaskFailed");
    clock.pass(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(limits.judge("uid", "TaskFailed").apart()).isTrue();
  }

  /** One that fails every nine minutes is never quiet, and still told in time. */
  @Test
  void whatHappensNowAndThenIsToldEachTime() {
    assertThat(every(Duration.ofMinutes(9), Duration.ofHours(24), "TaskFailed"))
        .allMatch(v -> v.times() == 1);
  }

  @Test
  void nothingIsKeptOfAServiceThatIsGone() {
    every(Duration.ofSeconds(5), HOUR, "TaskFailed");
    limits.forget("uid");
    assertThat(limits.judge("uid", "TaskFailed").apart()).isTrue();
  }

  private List<EventLimits.Verdict> every(Duration step, Duration whole, String reason) {
    List<EventLimits.Verdict> verdicts = new ArrayList<>();
    for (Duration t = Duration.ZERO; t.compareTo(whole) < 0; t = t.plus(step)) {
      verdicts.add(limits.judge("uid", reason));
      clock.pass(step);
    }
    return verdicts;
  }
}
