package io.swarmoperator.decide;

import java.util.List;

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
}
