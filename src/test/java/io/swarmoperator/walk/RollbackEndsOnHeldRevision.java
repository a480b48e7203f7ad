package io.swarmoperator.walk;

import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutState;
import io.swarmoperator.sim.ApiObject;
import java.util.NavigableMap;
import java.util.Optional;

/** A rollback that is completed, and any hold at rest, leaves no slot to another revision. */
final class RollbackEndsOnHeldRevision extends Check {
  RollbackEndsOnHeldRevision(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void service(ApiObject.Service before, ApiObject.Service after) {
    if (completed(after) && !completed(before)) {
      look(after);
    }
  }

  private static boolean completed(ApiObject.Service service) {
    return service
        .memory()
        .rollout()
        .map(Rollout::state)
        .filter(RolloutState.ROLLBACK_COMPLETED::equals)
        .isPresent();
  }

  @Override
  void atRest() {
    boolean paused =
        chronicle().rolloutPausedSince().or(() -> chronicle().specPausedSince()).isPresent();
    boolean waits = rolling() && chronicle().feed().pods().stream().anyMatch(this::unplaced);
    if (!paused && !waits) {
      look(chronicle().feed().service());
    }
  }

  /** A rollback that finds no place for a task waits without end, as an update does (s20b). */
  private boolean rolling() {
    return chronicle().memory().rollout().filter(r -> r.state().active()).isPresent();
  }

  private boolean unplaced(ApiObject.Pod pod) {
    return pod.facts().nodeName().isEmpty() && !pod.finished();
  }

  private void look(ApiObject.Service service) {
    Optional<Hold> hold = service.memory().hold();
    long slots =
        chronicle().slots().values().stream()
            .filter(slot -> slot.values().stream().anyMatch(Life::serves))
            .count();
    if (hold.isEmpty() || (!perNode() && slots > chronicle().wanted())) {
      return;
    }
    judged();
    if (service.memory().currentRevision() != hold.get().revision()) {
      offend(
          "held on "
              + hold.get().revision()
              + ", meant to run "
              + service.memory().currentRevision());
    }
    Optional<String> held =
        chronicle().feed().revisions().values().stream()
            .filter(r -> r.number() == hold.get().revision())
            .map(ApiObject.Revision::name)
            .findFirst();
    chronicle()
        .slots()
        .forEach(
            (number, slot) -> {
              boolean serves =
                  chronicle().isPart(number) // nodes out of service are no part of a rollback (S§7)
                      && slot.values().stream()
                          .filter(l -> l.record.map(r -> !r.desired().stops()).orElse(true))
                          .anyMatch(Life::serves);
              boolean right =
                  slot.values().stream()
                      .filter(l -> counts(l) || l == newest(slot))
                      .anyMatch(l -> held.filter(hash -> runs(l, hash)).isPresent());
              if (serves && !right) {
                offend(
                    "rolled back to "
                        + hold.get().revision()
                        + ", but slot "
                        + number
                        + " runs "
                        + slot.values());
              }
            });
  }

  private boolean perNode() {
    return chronicle().mode().perNode();
  }

  /** What differs in its placement only is right where it is (S§5.2). */
  private boolean runs(Life life, String hash) {
    Revision own = chronicle().revision(life);
    return own.hash().equals(hash)
        || own.unplacedHash().equals(chronicle().target().unplacedHash());
  }

  private static boolean counts(Life life) {
    return life.atWork() || life.record.map(r -> !r.desired().stops()).orElse(false);
  }

  /** With start-first the old task runs on where the new one has failed for good. */
  private static Life newest(NavigableMap<Integer, Life> slot) {
    return slot.lastEntry().getValue();
  }
}
