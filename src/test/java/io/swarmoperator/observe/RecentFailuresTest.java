package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.NodeFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentFailuresTest {
  private final TickingClock clock = new TickingClock();
  private final RecentFailures failures = new RecentFailures(clock);

  private NodeFailure failure(String task) {
    return new NodeFailure(task, "hash", "n1", clock.instant());
  }

  @Test
  void areHeldForFiveMinutes() {
    NodeFailure first = failure("first");
    failures.add("uid", List.of(first));
    clock.pass(Duration.ofMinutes(4));
    NodeFailure second = failure("second");
    failures.add("uid", List.of(second));
    assertThat(failures.of("uid")).containsExactly(first, second);
    assertThat(failures.of("another")).isEmpty();

    clock.pass(Duration.ofMinutes(2));
    NodeFailure third = failure("third");
    failures.add("uid", List.of(third));
    assertThat(failures.of("uid")).containsExactly(second, third);
  }

  @Test
  void goWithTheService() {
    failures.add("uid", List.of(failure("first")));
    failures.forget("uid");

    assertThat(failures.of("uid")).isEmpty();
  }
}
