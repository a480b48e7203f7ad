package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.faults.Seen;
import io.swarmoperator.sim.ApiObject.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The slots that a decision takes away because there are too many (S§3.3): no more than that, and
 * none that S§3.4 keeps longer than one that stays. Where it can't be sure what the operator knows
 * of a slot, that one may come before any other: sure are slots with one task, which runs where it
 * may stay.
 */
final class Surplus {
  private final Chronicle chronicle;
  private final Seen seen;
  private final Set<SlotId> removed;

  /** Places in the order of keeping that a slot may have. */
  private record Place(SlotId slot, int first, int last) {
    boolean before(Place other) {
      return last < other.first || (last == other.first && slot.compareTo(other.slot) < 0);
    }
  }

  Surplus(Chronicle chronicle, Seen seen, Plan plan) {
    this.chronicle = chronicle;
    this.seen = seen;
    this.removed =
        plan.steps().stream()
            .flatMap(step -> step.actions().stream())
            .filter(Action.SaveRecord.class::isInstance)
            .map(action -> ((Action.SaveRecord) action).task())
            .filter(task -> task.desired() == DesiredState.REMOVE)
            .map(task -> task.identity().slot())
            .collect(Collectors.toSet());
  }

  boolean has(Life life) {
    return removed.contains(life.slot()) && enoughStay() && inOrder(life.slot());
  }

  private boolean enoughStay() {
    long stay =
        chronicle.slots().entrySet().stream()
            .filter(slot -> !removed.contains(slot.getKey()))
            .filter(slot -> live(slot.getValue().values()))
            .count();
    return chronicle.past().services(seen.knowsUntil(Kind.SERVICE)).stream()
        .map(service -> service.spec().mode())
        .anyMatch(mode -> mode instanceof Mode.Replicated m && m.replicas() <= stay);
  }

  /** It may be live to an operator; only of one that was removed it is sure that it is not. */
  private static boolean live(Collection<Life> slot) {
    return slot.stream()
        .anyMatch(
            l ->
                l.record.map(r -> r.desired() != DesiredState.REMOVE).orElse(false)
                    || (l.record.isEmpty() && l.atWork()));
  }

  private boolean inOrder(SlotId slot) {
    SortedMap<SlotId, Life> sure = new TreeMap<>();
    chronicle.slots().forEach((id, lives) -> only(lives.values()).ifPresent(l -> sure.put(id, l)));
    int unsure =
        (int)
            chronicle.slots().entrySet().stream()
                .filter(s -> !sure.containsKey(s.getKey()) && live(s.getValue().values()))
                .count();
    Map<SlotId, Place> places =
        sure.keySet().stream().collect(Collectors.toMap(id -> id, id -> place(id, sure, unsure)));
    return !sure.containsKey(slot)
        || places.values().stream()
            .filter(other -> !removed.contains(other.slot()))
            .noneMatch(places.get(slot)::before);
  }

  /** The how-manieth on its node it is. */
  private static Place place(SlotId slot, SortedMap<SlotId, Life> sure, int unsure) {
    String node = sure.get(slot).node;
    int earlier =
        (int) sure.headMap(slot).values().stream().filter(l -> l.node.equals(node)).count();
    return new Place(slot, 1 + earlier, 1 + earlier + unsure);
  }

  /** The only task of a slot, if it is sure to run and to stay in the operator's eyes. */
  private Optional<Life> only(Collection<Life> slot) {
    List<Life> there =
        slot.stream()
            .filter(l -> l.atWork() || l.record.filter(r -> !r.desired().stops()).isPresent())
            .toList();
    return there.size() == 1 ? there.stream().filter(this::runs).findFirst() : Optional.empty();
  }

  private boolean runs(Life life) {
    boolean known =
        life.readyAt.filter(at -> !at.isAfter(seen.knowsUntil(Kind.POD))).isPresent()
            && life.boundAt.filter(at -> !at.isAfter(seen.knowsUntil(Kind.POD))).isPresent();
    return known
        && life.serves()
        && life.toldAt.isEmpty()
        && life.record.filter(r -> !r.desired().stops() && !r.state().ended()).isPresent()
        && chronicle.ready(life.node)
        && !chronicle.past().gone(life);
  }
}
