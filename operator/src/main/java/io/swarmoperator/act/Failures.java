package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.connect.ServerWords;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** What failed while a plan was carried out, by several threads at once. */
final class Failures {
  /**
   * What is refused first, and else in the same order each time: the condition must not flicker.
   */
  private final ConcurrentSkipListSet<Condition> found =
      new ConcurrentSkipListSet<>(
          Comparator.comparing((Condition c) -> c.reason().word())
              .reversed()
              .thenComparing(Condition::message));

  private final AtomicBoolean complete = new AtomicBoolean(true);

  /** The API server has answered with something else than was asked for. */
  void add(KubernetesClientException failure) {
    complete.set(false);
    if (!Refusals.namespaceGoes(failure)) {
      String message = ServerWords.of(failure);
      found.add(
          Refusals.refused(failure)
              ? new Condition("Stalled", true, ConditionReason.WRITE_REFUSED, message)
              : new Condition("Reconciling", true, ConditionReason.WRITE_FAILED, message));
    }
  }

  /** Something was not as it should be. */
  void add(StepFailure failure) {
    complete.set(false);
    found.add(
        new Condition("Reconciling", true, ConditionReason.WRITE_FAILED, failure.getMessage()));
  }

  /** Something that nobody thought of: the log has more. */
  void add(RuntimeException failure) {
    complete.set(false);
    found.add(new Condition("Reconciling", true, ConditionReason.WRITE_FAILED, failure.toString()));
  }

  /** Something is refused for a reason of its own. */
  void add(Condition failure) {
    complete.set(false);
    found.add(failure);
  }

  /** Whether there was none, not even one that nobody needs to be told of. */
  boolean none() {
    return complete.get();
  }

  /** The condition that tells of them; empty when there is nothing to tell. */
  Optional<Condition> condition() {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Condition first = found.first();
    int others = found.size() - 1;
    return Optional.of(
        others == 0
            ? first
            : new Condition(
                first.type(),
                true,
                first.reason(),
                first.message() + " (and " + others + " more)"));
  }
}
