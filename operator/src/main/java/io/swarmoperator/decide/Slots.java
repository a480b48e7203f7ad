package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which slots the service has, which it keeps, gives up and needs (S§3.2, S§3.3). */
final class Slots {
  private final World world;
  private final RestartSupervisor restarts;
  private final List<Slot> kept;
  private final List<Slot> surplus;
  private final List<Integer> missing;

  Slots(World world, RestartSupervisor restarts) {
    this.world = world;
    this.restarts = restarts;
    List<Slot> live = world.slots().values().stream().filter(this::live).toList();
    int wanted = world.spec().replicas();
    List<Slot> order = live.size() > wanted ? ScaleDown.keepOrder(live, this::members) : live;
    this.kept =
        order.subList(0, Math.min(wanted, order.size())).stream()
            .sorted((a, b) -> a.number() - b.number())
            .toList();
    this.surplus = order.subList(kept.size(), order.size());
    this.missing = lowestFree(live, wanted - live.size());
  }

  /** Live slots that stay, ascending: the ones that rollouts walk over. */
  List<Slot> kept() {
    return kept;
  }

  /** Live slots to be scaled away. */
  List<Slot> surplus() {
    return surplus;
  }

  /** Slot numbers to be filled, ascending. */
  List<Integer> missing() {
    return missing;
  }

  /** Slots that are neither live nor about to be filled again: their history goes (S§3.3). */
  List<Slot> dead() {
    Set<Integer> reused = new HashSet<>(missing);
    return world.slots().values().stream()
        .filter(s -> !live(s) && !reused.contains(s.number()))
        .toList();
  }

  /**
   * The tasks that make a slot live: those meant to run, else the one that ended and may not be
   * restarted (S§3.2).
   */
  List<Task> members(Slot slot) {
    List<Task> live = slot.live();
    return live.isEmpty() ? List.of(slot.newest()) : live;
  }

  /**
   * Whether a rollout has to touch the slot (S§5.2). A slot whose task is about to be restarted
   * comes back clean, unless that task ended before the rollout began. A rollback takes whatever
   * broke of another revision: an operator that died can't tell any more when it ended.
   */
  boolean dirty(Slot slot) {
    if (slot.live().isEmpty() && !restarts.finished(slot)) {
      return (rollback().isPresent() && !world.clean(slot.current()))
          || !restarts.revision(slot.current()).equals(world.target());
    }
    List<Task> members = members(slot);
    return members.size() > 1 || !world.clean(members.get(0));
  }

  private boolean live(Slot slot) {
    if (!slot.live().isEmpty()) {
      return true;
    }
    if (slot.removed() || slot.cleared(world.memory().attemptFloor())) {
      return false;
    }
    return !givenUp(slot);
  }

  /**
   * Whether a rollback refills the slot although its policy restarts nothing (S§6.2); once, or a task
   * that ends again would come back as long as the rollback lasts.
   */
  boolean givenUp(Slot slot) {
    return rollback()
        .filter(run -> restarts.finished(slot))
        .filter(run -> slot.newest().now().createdAt().isBefore(world.begun(run)))
        .isPresent();
  }

  private Optional<Rollout> rollback() {
    return world.memory().rollout().filter(r -> r.state() == RolloutState.ROLLBACK_STARTED);
  }

  private static List<Integer> lowestFree(List<Slot> live, int count) {
    Set<Integer> used = new HashSet<>();
    live.forEach(s -> used.add(s.number()));
    List<Integer> free = new ArrayList<>();
    for (int number = 1; free.size() < count; number++) {
      if (!used.contains(number)) {
        free.add(number);
      }
    }
    return free;
  }
}
