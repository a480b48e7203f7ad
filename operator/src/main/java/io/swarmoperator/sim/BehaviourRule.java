package io.swarmoperator.sim;

import io.swarmoperator.decide.SlotId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which tasks behave in which way.
 *
 * @param slot only tasks of this slot
 * @param generation only tasks of the newest revision, or only of older ones
 * @param revision only tasks of this revision
 * @param attempt only the task with this attempt number
 * @param behaviour what their containers do
 */
public record BehaviourRule(
    Optional<SlotId> slot,
    Generation generation,
    OptionalLong revision,
    OptionalInt attempt,
    Behaviour behaviour) {

  /** Which revisions a rule is about. */
  public enum Generation {
    ANY,
    /** The newest revision. */
    NEW,
    /** All but the newest revision. */
    OLD
  }

  /** All tasks. */
  public static BehaviourRule all(Behaviour behaviour) {
    return new BehaviourRule(
        Optional.empty(), Generation.ANY, OptionalLong.empty(), OptionalInt.empty(), behaviour);
  }

  /** The same, but only for a slot. */
  public BehaviourRule slot(int number) {
    return slot(SlotId.numbered(number));
  }

  /** The same, but only for a slot. */
  public BehaviourRule slot(SlotId id) {
    return new BehaviourRule(Optional.of(id), generation, revision, attempt, behaviour);
  }

  /** The same, but only for newest or older revisions. */
  public BehaviourRule only(Generation which) {
    return new BehaviourRule(slot, which, revision, attempt, behaviour);
  }

  /** The same, but only for a revision. */
  public BehaviourRule revision(long number) {
    return new BehaviourRule(slot, generation, OptionalLong.of(number), attempt, behaviour);
  }

  /** The same, but only for an attempt. */
  public BehaviourRule attempt(int number) {
    return new BehaviourRule(slot, generation, revision, OptionalInt.of(number), behaviour);
  }

  boolean matches(SlotId taskSlot, int taskAttempt, long taskRevision, long newestRevision) {
    boolean newest = taskRevision == newestRevision;
    return (slot.isEmpty() || slot.get().equals(taskSlot))
        && (attempt.isEmpty() || attempt.getAsInt() == taskAttempt)
        && (revision.isEmpty() || revision.getAsLong() == taskRevision)
        && (generation == Generation.ANY || (generation == Generation.NEW) == newest);
  }
}
