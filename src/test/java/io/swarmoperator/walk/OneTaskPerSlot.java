package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.faults.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two tasks of a slot are never at work together beyond what start-first allows. What sits on a
 * node that the operator must take for lost doesn't count: nobody can say whether it works. Nor
 * does one that came back: of two operators one may have seen neither that it was made nor that it
 * went, and makes it once more when the other has replaced it already.
 */
final class OneTaskPerSlot extends Check {
  /** One for each start-first step that another one interrupts: who changes his mind so often? */
  private static final int MANY = 3;

  OneTaskPerSlot(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void created(Seen seen, Action.CreatePod action, boolean made) {
    Optional<Life> life = chronicle().life(action.task().identity().name());
    if (!made || life.isEmpty()) {
      return;
    }
    List<Life> others =
        chronicle().slot(life.get().slot()).stream()
            .filter(o -> o != life.get() && o.atWork() && !lost(o, seen) && !cameBack(o))
            .toList();
    ServiceSpec spec = seen.view().spec();
    boolean startsFirst = anywhere(spec);
    // on full nodes start-first waits for ever, and each update adds one that waits (s20b)
    long live =
        others.stream()
            .filter(o -> o.toldAt.isEmpty() && !(startsFirst && o.node.isEmpty()))
            .count();
    long told = others.stream().filter(o -> o.toldAt.isPresent()).count();
    long allowed = startsFirst ? MANY : 0;
    boolean overlaps =
        live > allowed || (!startsFirst(life.get().identity.reason(), spec) && told > 0);
    if (overlaps) {
      offend(life.get() + " is made beside " + others);
    }
  }

  private static boolean startsFirst(Reason reason, ServiceSpec spec) {
    return switch (reason) {
      case SPEC_CHANGED -> spec.update().order() == UpdateOrder.START_FIRST;
      case ROLLED_BACK -> spec.rollback().order() == UpdateOrder.START_FIRST;
      case NODE_DRAINED -> spec.drainOrder() == UpdateOrder.START_FIRST;
      default -> false;
    };
  }

  /**
   * A start-first step that failed leaves an old task beside the new one's replacements, and one
   * that another spec interrupts leaves two beside the third (S§5.8).
   */
  private static boolean anywhere(ServiceSpec spec) {
    return spec.update().order() == UpdateOrder.START_FIRST
        || spec.rollback().order() == UpdateOrder.START_FIRST
        || spec.drainOrder() == UpdateOrder.START_FIRST;
  }

  private boolean cameBack(Life other) {
    return other.madeAgain && chronicle().contested();
  }

  private boolean lost(Life other, Seen seen) {
    String name = other.pod.orElseThrow().facts().nodeName();
    NodeView node = seen.view().nodes().get(name);
    Instant since = other.podAt.orElse(chronicle().now());
    boolean takenForLost =
        node == null
            ? !name.isEmpty()
            : node.downAt().filter(d -> !d.isAfter(chronicle().now())).isPresent();
    return takenForLost || chronicle().downAfter(name, since).isPresent();
  }
}
