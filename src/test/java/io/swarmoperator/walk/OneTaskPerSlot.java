package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.faults.Seen;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two tasks of a slot are never at work together beyond what start-first allows: each start-first
 * step puts one beside what was there, and one that another spec interrupts leaves its own there,
 * too (S§5.8). What sits on a node that the operator must take for lost doesn't count: nobody can
 * say whether it works. Nor does what one of two operators has made and the other has not seen.
 */
final class OneTaskPerSlot extends Check {
  private final Set<String> overlapping = new HashSet<>();

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
            .allMatch(t -> t.pod().isEmpty());
  }

  private boolean lost(Life other, Seen seen) {
    return chronicle().past().gone(other) || chronicle().past().down(other, seen.at());
  }
}
