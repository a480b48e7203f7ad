package io.swarmoperator.decide;

import java.util.Optional;

/**
 * What keeps pods off a node unless they tolerate it. Nodes of a swarm have none: to other pods it
 * makes the node like a paused one (S§10.2, D117).
 *
 * @param key of the taint
 * @param value may be empty
 * @param effect what becomes of pods that don't tolerate it
 */
public record Taint(String key, String value, Effect effect) {

  /** What a taint does; {@code PreferNoSchedule} keeps nothing away and so isn't among them. */
  public enum Effect {
    /** Nothing new comes; what runs stays. */
    NO_SCHEDULE,
    /** Nothing new comes, and the node controller evicts what runs. */
    NO_EXECUTE;

    /** The effect that Kubernetes calls so; empty for one that keeps nothing away. */
    public static Optional<Effect> named(String word) {
      return switch (word) {
        case "NoSchedule" -> Optional.of(NO_SCHEDULE);
        case "NoExecute" -> Optional.of(NO_EXECUTE);
        default -> Optional.empty();
      };
    }
  }
}
