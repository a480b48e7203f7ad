package io.swarmoperator.report;

import static io.swarmoperator.decide.RolloutState.COMPLETED;
import static io.swarmoperator.decide.RolloutState.PAUSED;
import static io.swarmoperator.decide.RolloutState.ROLLBACK_COMPLETED;
import static io.swarmoperator.decide.RolloutState.ROLLBACK_PAUSED;
import static io.swarmoperator.decide.RolloutState.ROLLBACK_STARTED;
import static io.swarmoperator.decide.RolloutState.UPDATING;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutState;
import io.swarmoperator.measure.Metric;
import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whole runs, as they are remembered one after the other, a minute between each two. */
class RolloutMetricsTest {
  private final TickingClock clock = new TickingClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RolloutMetrics metrics = new RolloutMetrics(registry, clock);
  private final Instant start = clock.instant();
  private Memory now = Memory.NONE;

  @Test
  void anUpdateThatIsCompleted() {
    remember(run(1, UPDATING, start));
    remember(run(1, UPDATING, start));
    remember(run(1, COMPLETED, start));
    assertThat(counted()).containsExactly("update completed 1", "update started 1");
    assertThat(seconds("update", "completed")).isEqualTo(120);
  }

  @Test
  void anUpdateThatIsPausedResumedAndCompleted() {
    remember(run(1, UPDATING, start));
    remember(run(1, PAUSED, start));
    remember(run(2, UPDATING, clock.instant()));
    remember(run(2, COMPLETED, start.plusSeconds(120)));
    assertThat(counted())
        .containsExactly("update completed 1", "update paused 1", "update started 2");
    assertThat(seconds("update", "paused")).isEqualTo(60);
    assertThat(seconds("update", "completed")).isEqualTo(60);
  }

  @Test
  void anUpdateThatFailsAndIsRolledBack() {
    remember(run(1, UPDATING, start));
    remember(run(2, ROLLBACK_STARTED, start));
    remember(run(2, ROLLBACK_COMPLETED, start));
    assertThat(counted())
        .containsExactly(
            "rollback completed 1",
            "rollback started 1",
            "update rolled_back 1",
            "update started 1");
    assertThat(seconds("update", "rolled_back")).isEqualTo(60);
    assertThat(seconds("rollback", "completed")).isEqualTo(120);
  }

  @Test
  void aRollbackThatFails() {
    remember(run(1, UPDATING, start));
    remember(run(2, ROLLBACK_STARTED, start));
    remember(run(2, ROLLBACK_PAUSED, start));
    assertThat(counted()).contains("rollback paused 1").doesNotContain("rollback completed 1");
  }

  @Test
  void aRollbackThatIsAskedForTakesThePlaceOfAnUpdate() {
    remember(run(1, UPDATING, start));
    remember(run(2, ROLLBACK_STARTED, clock.instant()));
    assertThat(counted())
        .containsExactly("rollback started 1", "update started 1", "update superseded 1");
  }

  @Test
  void anUpdateThatTakesThePlaceOfAPausedOneEndsItNotTwice() {
    remember(run(1, UPDATING, start));
    remember(run(1, PAUSED, start));
    remember(run(2, UPDATING, clock.instant()));
    assertThat(counted()).containsExactly("update paused 1", "update started 2");
  }

  @Test
  void aRollbackThatFindsNothingToDoIsOverAtOnce() {
    remember(run(1, ROLLBACK_COMPLETED, clock.instant()));
    assertThat(counted()).containsExactly("rollback completed 1", "rollback started 1");
    assertThat(seconds("rollback", "completed")).isZero();
  }

  @Test
  void anUpdateWhoseSpecIsTakenBackLeavesNoRun() {
    remember(run(1, UPDATING, start));
    remember(Optional.empty());
    assertThat(counted()).containsExactly("update started 1", "update superseded 1");
  }

  private void remember(Optional<Rollout> rollout) {
    Memory next =
        new Memory(
            2,
            2,
            1,
            List.of(1L),
            Optional.empty(),
            rollout,
            0,
            0,
            Optional.empty(),
            Optional.empty());
    metrics.remembered(now, next);
    now = next;
    clock.pass(Duration.ofMinutes(1));
  }

  private static Optional<Rollout> run(int number, RolloutState state, Instant startedAt) {
    return Optional.of(new Rollout(state, "", startedAt, Optional.empty(), 1, 2, number, 1, 0));
  }

  private List<String> counted() {
    return registry.find("swarmoperator_rollouts").counters().stream()
        .filter(counter -> counter.count() > 0)
        .map(RolloutMetricsTest::text)
        .sorted()
        .toList();
  }

  private static String text(Counter counter) {
    return counter.getId().getTag("kind")
        + " "
        + counter.getId().getTag("event")
        + " "
        + (int) counter.count();
  }

  private double seconds(String kind, String outcome) {
    Timer timer = Metric.ROLLOUT_DURATION.timer(registry, kind, outcome);
    assertThat(timer.count()).isEqualTo(1);
    return timer.totalTime(TimeUnit.SECONDS);
  }
}
