package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a failure is judged (S§5.6): once, when it is named, by the policy of that moment. */
class FailureMonitorTest {
  private static final Duration AGO = Duration.ofSeconds(9);

  private static Sketch made(Sketch task) {
    return task.by(1).revision("hash-2").made(AGO);
  }

  /** Slot 1's task has failed, slot 2's runs; the policy allows none. */
  private static RolloutState next(List<String> named) {
    Scene scene =
        new Scene()
            .replicas(3)
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .rollout(RolloutState.UPDATING, 1)
            .memory(m -> m.withRollout(m.rollout().map(r -> r.withFailures(named.size(), named))))
            .tasks(made(Sketch.running(1, 2, "n1")).ended(TaskState.FAILED, Duration.ofSeconds(5)))
            .tasks(made(Sketch.running(2, 2, "n2")), Sketch.running(3, 1, "n3"));
    return Transitions.of(scene.view(), Sketch.NOW).memory().rollout().orElseThrow().state();
  }

  @Test
  void aFailureIsJudgedWhenItIsNamed() {
    assertThat(next(List.of())).isEqualTo(RolloutState.PAUSED);
  }

  @Test
  void andNotAgainThoughMoreSlotsJoinAndThePolicyHasBecomeStricter() {
    String failed = Sketch.running(1, 2, "n1").identity().id();

    assertThat(next(List.of(failed))).isEqualTo(RolloutState.UPDATING);
  }
}
