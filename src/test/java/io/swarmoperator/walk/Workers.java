package io.swarmoperator.walk;

import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Until when the workers of a run are busy, at the least, with the slots that they have taken: a
 * worker waits for what it has made to run or to end, and sleeps the delay after that; where it
 * finds what is right it leaves it, and sleeps the delay all the same (S§5.4 a, b, d).
 */
final class Workers {
  private final Chronicle chronicle;
  private final Renewals renewals;
  private final Map<SlotId, TaskRecord.Kept> left;
  private final int run;
  private final RolloutPolicy policy;
  private final Set<String> judged;

  /**
   * The workers of a run.
   *
   * @param left slots that they found right, by what was said of it first
   * @param judged tasks of which the operator says that they have ended
   */
  Workers(
      Chronicle chronicle,
      Renewals renewals,
      Map<SlotId, TaskRecord.Kept> left,
      int run,
      RolloutPolicy policy,
      Set<String> judged) {
    this.chronicle = chronicle;
    this.renewals = renewals;
    this.left = left;
    this.run = run;
    this.policy = policy;
    this.judged = judged;
  }

  /** How a worker has come to a slot. */
  enum How {
    MADE,
    LEFT,
    PASSED
  }

  /**
   * A slot that holds a worker.
   *
   * @param until that worker is free
   */
  record Held(How how, Instant until) {}

  /** Whether the run has ever taken a slot. */
  boolean haveTaken(SlotId slot) {
    return left(slot).isPresent() || chronicle.slot(slot).stream().anyMatch(this::made);
  }

  /** The slots that hold a worker, or have held one, when another one takes the given slot. */
  Map<SlotId, Held> held(SlotId next) {
    Map<SlotId, Held> held = new TreeMap<>();
    List<Instant> before = new ArrayList<>();
    chronicle
        .slots()
        .forEach(
            (slot, lives) -> {
              if (!slot.equals(next)) {
                Optional<Held> by = held(slot, lives.values());
                boolean passed = by.isEmpty() && slot.compareTo(next) < 0 && !haveTaken(slot);
                by.or(() -> passed ? passed(slot, before) : Optional.empty())
                    .ifPresent(
                        h -> {
                          held.put(slot, h);
                          before.add(h.until());
                        });
              }
            });
    return held;
  }

  private Optional<Held> held(SlotId slot, Collection<Life> lives) {
    Optional<Instant> found =
        left(slot).filter(k -> lives.stream().noneMatch(Life::removed)).map(this::sleepsFrom);
    return found
        .map(until -> new Held(How.LEFT, until))
        .or(() -> made(slot, lives).map(until -> new Held(How.MADE, until)));
  }

  private Optional<TaskRecord.Kept> left(SlotId slot) {
    return Optional.ofNullable(left.get(slot)).filter(k -> k.rollout() == run);
  }

  private Instant sleepsFrom(TaskRecord.Kept kept) {
    return kept.at().plus(policy.delay());
  }

  /** It is passed over when a worker is free of the slots before it, but not before it is right. */
  private Optional<Held> passed(SlotId slot, List<Instant> before) {
    return renewals
        .of(slot, run)
        .map(at -> later(at, free(before)).plus(policy.delay()))
        .map(until -> new Held(How.PASSED, until));
  }

  private Instant free(List<Instant> before) {
    return before.stream()
        .sorted(Comparator.reverseOrder())
        .skip(Math.max(0, policy.parallelism() - 1))
        .findFirst()
        .filter(at -> policy.parallelism() > 0)
        .orElse(Instant.MIN);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private Optional<Instant> made(SlotId slot, Collection<Life> lives) {
    if (!slot.node().isEmpty() && !chronicle.feed().nodes().containsKey(slot.node())) {
      return lives.stream()
          .filter(this::made)
          .flatMap(l -> l.known().flatMap(TaskRecord::runningAt).stream())
          .map(ran -> ran.plus(policy.delay()))
          .max(Comparator.naturalOrder());
    }
    return lives.stream()
        .filter(life -> chronicle.isPart(slot)) // an update waits for no other node
        .filter(this::made)
        .flatMap(life -> inWork(life).stream())
        .max(Comparator.naturalOrder());
  }

  private boolean made(Life life) {
    return life.identity.reason().byUpdater() && life.identity.rollout() == run;
  }

  private Optional<Instant> inWork(Life life) {
    boolean takenBack =
        life.toldAt.isPresent() || life.record.map(r -> r.desired().stops()).orElse(false);
    boolean leftNothing = life.known().isEmpty() && life.pod.isEmpty();
    if (life.removed() || leftNothing) {
      return Optional.empty();
    }
    Optional<Instant> reached = ended(life).or(() -> life.readyAt);
    return reached.isEmpty() && takenBack
        ? Optional.empty()
        : Optional.of(reached.map(at -> at.plus(policy.delay())).orElse(Instant.MAX));
  }

  /**
   * One that ended may never have been seen ready: then it ran since its start, as its kubelet
   * says, unless it was seen to start and to wait for its check. One that is overdue ends by the
   * operator's word, before its pod does.
   */
  private Optional<Instant> ended(Life life) {
    if (judged.contains(life.identity.name())) {
      return life.startedAt.or(() -> Optional.of(chronicle.now()));
    }
    Optional<Instant> recorded = life.known().flatMap(TaskRecord::finishedAt);
    return life.endedAt.isEmpty() && recorded.isEmpty()
        ? Optional.empty()
        : ran(life).or(() -> recorded).or(() -> life.endedAt);
  }

  private static Optional<Instant> ran(Life life) {
    boolean neverHealthy =
        life.known().filter(r -> r.finishedAt().isPresent() && r.runningAt().isEmpty()).isPresent();
    return neverHealthy ? Optional.empty() : life.startedAt;
  }
}
