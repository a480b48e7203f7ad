package io.swarmoperator.sim;

import io.swarmoperator.decide.TaskIdentity;
import java.util.ArrayList;
import java.util.List;

/**
 * The script of all containers: a task's own script, else the first rule that matches, else the
 * default.
 */
final class Behaviours {
  private final List<BehaviourRule> rules = new ArrayList<>();
  private TaskScript script = TaskScript.NONE;

  void replace(List<BehaviourRule> newRules) {
    rules.clear();
    rules.addAll(newRules);
  }

  void follow(TaskScript newScript) {
    script = newScript;
  }

  Behaviour of(TaskIdentity task, long revision, long newestRevision) {
    return script.behaviour(task).orElseGet(() -> byRules(task, revision, newestRevision));
  }

  private Behaviour byRules(TaskIdentity task, long revision, long newestRevision) {
    return rules.stream()
        .filter(rule -> rule.matches(task.slot(), task.attempt(), revision, newestRevision))
        .map(BehaviourRule::behaviour)
        .findFirst()
        .orElse(Behaviour.DEFAULT);
  }
}
