package io.swarmoperator.print;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.render.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A service and its tasks at one moment.
 *
 * @param service as last seen
 * @param tasks all that are known of it
 * @param now by the clock of the reader
 */
public record Sight(SwarmService service, List<SwarmTask> tasks, Instant now) {
  private static final Set<UpdateState> UNDER_WAY =
      Set.of(UpdateState.UPDATING, UpdateState.ROLLBACK_STARTED);

  SwarmServiceStatus status() {
    return Optional.ofNullable(service.getStatus()).orElseGet(SwarmServiceStatus::new);
  }

  /** Whether the operator has seen what was asked for in this generation, and every request. */
  boolean answers(long generation) {
    return Objects.requireNonNullElse(status().getObservedGeneration(), -1L) >= generation
        && !annotations().containsKey(Labels.ROLLBACK_REQUEST)
        && !annotations().containsKey(Labels.RESUME_REQUEST);
  }

  private Map<String, String> annotations() {
    return Objects.requireNonNullElse(service.getMetadata().getAnnotations(), Map.of());
  }

  /** The highest number of a rollout so far. */
  static int rollouts(SwarmService service) {
    return Optional.ofNullable(service.getStatus())
        .map(SwarmServiceStatus::getRolloutCounter)
        .orElse(0);
  }

  /** The rollout that is under way, or began after another. */
  Optional<UpdateStatus> rolloutAfter(int earlier) {
    return Optional.ofNullable(status().getUpdate())
        .filter(u -> u.getState() != null)
        .filter(u -> UNDER_WAY.contains(u.getState()) || rollouts(service) > earlier);
  }

  /** What is wrong with the spec; empty when nothing is. */
  Optional<String> refusal() {
    return status().getConditions().stream()
        .filter(c -> "Stalled".equals(c.getType()) && "True".equals(c.getStatus()))
        .filter(c -> ConditionReason.INVALID_SPEC.word().equals(c.getReason()))
        .map(c -> Words.text(c.getMessage()))
        .findFirst();
  }

  String name() {
    return service.getMetadata().getName();
  }
}
