package io.swarmoperator.sim;

import io.swarmoperator.decide.SlotId;
import java.util.ArrayList;
import java.util.List;

/**
 * The script of all containers: the first rule that matches a task counts, the default where none
 * does.
 */
final class Behaviours {
  private final List<BehaviourRule> rules = new ArrayList<>();

  void replace(List<BehaviourRule> newRules) {
    rules.clear();
    rules.addAll(newRules);
  }

  Behaviour of(SlotId slot, int attempt, long revision, long newestRevision) {
    return rules.stream()
        .filter(rule -> rule.matches(slot, attempt, revision, newestRevision))
        .map(BehaviourRule::behaviour)
        .findFirst()
        .orElse(Behaviour.DEFAULT);
  }
}
