package io.swarmoperator.decide;

import java.util.Optional;

/**
 * Which taints a task puts up with; a node with any other one is to it like a paused one (S§10.2,
 * D117). They are matched as Kubernetes does
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). For how long it
 * stays under a {@code NoExecute} taint ({@code tolerationSeconds}) doesn't matter to whether it
 * comes.
 *
 * @param key of the taints; empty under {@code Exists}: any
 * @param operator how it compares
 * @param value under {@code Equal} that of the taint
 * @param effect of the taints; empty: any
 */
public record Toleration(
    String key, Operator operator, String value, Optional<Taint.Effect> effect) {

  /** How a toleration compares. */
  public enum Operator {
    /** Whatever the value. */
    EXISTS,
    /** The value must be the same. */
    EQUAL
  }

  /** Whether it covers a taint. */
  public boolean covers(Taint taint) {
    boolean otherEffect = effect.filter(e -> e != taint.effect()).isPresent();
    if (otherEffect) {
      return false;
    }
    if (operator == Operator.EXISTS) {
      return key.isEmpty() || key.equals(taint.key());
    }
    return key.equals(taint.key()) && value.equals(taint.value());
  }
}
