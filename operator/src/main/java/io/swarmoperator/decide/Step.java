package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;

/**
 * Actions that must happen in order; the first that fails ends the step, the next reconcile sees
 * what is left. Different steps are independent and may run at the same time.
 *
 * @param actions in order
 */
public record Step(List<Action> actions) {
  public Step {
    actions = List.copyOf(actions);
  }

  static Step of(Action... actions) {
    return new Step(List.of(actions));
  }

  /**
   * What comes before a pod is made, as if that were to fail; all of it where none is made, empty
   * where nothing comes before.
   */
  Optional<Step> untilCreation() {
    List<Action> before =
        actions.stream().takeWhile(a -> !(a instanceof Action.CreatePod)).toList();
    return before.isEmpty() ? Optional.empty() : Optional.of(new Step(before));
  }
}
