package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.faults.Seen;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two tasks of a slot are never at work together beyond what start-first allows: each start-first
 * step puts one beside what was there, and one that another spec interrupts leaves its own there,
 * too (S§5.8). And what is together without a cause to be doesn't stay so: once the newer one runs,
 * the older one goes, at once where a run's worker has put the newer one there, with the rollout
 * where a restart has (S§5.5). What sits on a node that the operator must take for lost doesn't
 * count: nobody can say whether it works. Nor does what one of two operators has made and the other
 * has not seen; that it has seen an earlier pod of that name, which is gone, is no knowledge of
 * this one: a number is given again where a pod left no trace (D36).
 */
final class OneTaskPerSlot extends Check {
  /** An operator that is not kept from its work has acted by then, whatever it has to repeat. */
  private static final Duration SETTLED = Duration.ofSeconds(8);

  private final Set<String> overlapping = new HashSet<>();

  /** Since when slots hold two tasks without a cause. */
  private final Map<SlotId, Instant> shared = new HashMap<>();

  OneTaskPerSlot(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void created(Seen seen, Action.CreatePod action, boolean made) {
    String name = action.task().identity().name();
    boolean startsFirst = startsFirst(action.task().identity(), seen.view().spec());
    boolean refused = !made && chronicle().feed().pod(name).isEmpty();
    // what comes instead of a refused one is beside the old one all the same
    if (startsFirst && (made || refused)) {
      overlapping.add(name);
    }
    Optional<Life> created = chronicle().life(name);
    if (!made || created.isEmpty()) {
      return;
    }
    judged();
    Life life = created.get();
    List<Life> others =
        chronicle().slot(life.slot()).stream()
            .filter(o -> o != life && o.atWork() && !lost(o, seen) && !unknown(o, seen))
            .toList();
    List<Life> live = others.stream().filter(o -> o.toldAt.isEmpty()).toList();
    boolean overlaps =
        live.size() > steps(life, live) || (!startsFirst && live.size() < others.size());
    if (overlaps) {
      offend(life + " is made beside " + others);
    }
  }

  @Override
  void stepDone() {
    Instant now = chronicle().now();
    chronicle()
        .slots()
        .forEach(
            (slot, lives) -> {
              List<Life> together = together(lives.values());
              if (together.size() < 2 || mayStay(together)) {
                shared.remove(slot);
              } else {
                look(together, shared.computeIfAbsent(slot, s -> now));
              }
            });
  }

  @Override
  void atRest() {
    shared
        .keySet()
        .forEach(slot -> offend("share a slot at rest: " + together(chronicle().slot(slot))));
  }

  private void look(List<Life> together, Instant since) {
    Instant troubled = chronicle().troubledUntil();
    Instant from = since.isAfter(troubled) ? since : troubled;
    judged("of what runs side by side");
    if (from.plus(SETTLED).isBefore(chronicle().now())) {
      offend("share a slot for long: " + together);
    }
  }

  /** Those at work that nobody has told to stop, oldest first. */
  private List<Life> together(Collection<Life> slot) {
    List<Life> together = new ArrayList<>(2);
    for (Life life : slot) { // after each event of each walk: not as a stream
      if (life.atWork()
          && life.toldAt.isEmpty()
          && chronicle().ready(life.node)
          && !chronicle().past().gone(life)) {
        together.add(life);
      }
    }
    return together;
  }

  private boolean mayStay(List<Life> together) {
    Life newest = together.get(together.size() - 1);
    Optional<Rollout> run =
        chronicle().memory().rollout().filter(r -> r.state().active() || r.state().paused());
    boolean steps =
        run.filter(
                r ->
                    !newest.identity.reason().byUpdater()
                        || newest.identity.rollout() != r.number())
            .isPresent();
    return steps || !newest.serves();
  }

  private static boolean startsFirst(TaskIdentity task, ServiceSpec spec) {
    return switch (task.reason()) {
      case SPEC_CHANGED -> task.rollout() > 0 && spec.update().order() == UpdateOrder.START_FIRST;
      case ROLLED_BACK -> spec.rollback().order() == UpdateOrder.START_FIRST;
      case NODE_DRAINED -> spec.drainOrder() == UpdateOrder.START_FIRST;
      default -> false;
    };
  }

  /** Start-first steps since the oldest of those at work was made; a rollout is one. */
  private long steps(Life made, List<Life> live) {
    int oldest = live.stream().mapToInt(Life::attempt).min().orElse(made.attempt());
    return chronicle().slot(made.slot()).stream()
        .filter(l -> overlapping.contains(l.identity.name()))
        .filter(l -> l.attempt() > oldest && l.attempt() <= made.attempt())
        .map(l -> l.identity.reason().byUpdater() ? -l.identity.rollout() : l.attempt())
        .distinct()
        .count();
  }

  private boolean unknown(Life other, Seen seen) {
    return chronicle().contested()
        && seen.view().tasks().stream()
            .filter(t -> t.identity().name().equals(other.identity.name()))
            .flatMap(t -> t.pod().stream())
            .noneMatch(pod -> pod.uid().equals(other.uid));
  }

  private boolean lost(Life other, Seen seen) {
    // a node that has gone since may be to the operator the one that is ready (D43)
    return chronicle().past().gone(other)
        || chronicle().past().down(other, seen.knowsUntil(Kind.NODE));
  }
}
