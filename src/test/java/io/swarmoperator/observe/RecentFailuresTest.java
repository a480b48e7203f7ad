package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.decide.FailureOnNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentFailuresTest {
  private final TickingClock clock = new TickingClock();
  private final RecentFailures failures = new RecentFailures(clock);

  private FailureOnNode failure(String task) {
    return new FailureOnNode(task, "hash", "n1", clock.instant());
  }

  @Test
  void areHeldForFiveMinutes() {
    FailureOnNode first = failure("first");
    failures.add("uid", List.of(first));
    clock.pass(Duration.ofMinutes(4));
    FailureOnNode second = failure("second");
    failures.add("uid", List.of(second));
    assertThat(failures.of("uid")).containsExactly(first, second);
    assertThat(failures.of("another")).isEmpty();

    clock.pass(Duration.ofMinutes(2));
    FailureOnNode third = failure("third");
    failures.add("uid", List.of(third));
    assertThat(failures.of("uid")).containsExactly(second, third);
  }

  @Test
  void ofAServiceThatHasRecoveredAreForgottenWhenItIsLookedAt() {
    failures.add("uid", List.of(failure("first")));
    clock.pass(Duration.ofMinutes(6));

    assertThat(failures.of("uid")).isEmpty();
    assertThat(failures.services()).isZero();
  }

  /** A thousand slots that fail every second must not fill the memory. */
  @Difference("D64")
  @Test
  void ofOneRevisionOnOneNodeOnlyTheNewestStay() {
    for (int second = 0; second < 200; second++) {
      for (int slot = 0; slot < 10; slot++) {
        failures.add("uid", List.of(failure(slot + "#" + second)));
      }
      clock.pass(Duration.ofSeconds(1));
    }
    FailureOnNode other = new FailureOnNode("other", "hash", "n2", clock.instant());
    failures.add("uid", List.of(other));

    assertThat(failures.of("uid"))
        .hasSize(51)
        .endsWith(other)
        .allMatch(f -> f.at().isAfter(clock.instant().minusSeconds(6)));
  }

  @Test
  void aTaskFailsOnce() {
    failures.add("uid", List.of(failure("first")));
    failures.add("uid", List.of(failure("first"), failure("second")));

    assertThat(failures.of("uid"))
        .extracting(FailureOnNode::task)
        .containsExactly("first", "second");
  }

  @Test
  void goWithTheService() {
    failures.add("uid", List.of(failure("first")));
    failures.forget("uid");

    assertThat(failures.of("uid")).isEmpty();
  }
}
