package io.swarmoperator.decide;

import io.swarmoperator.sim.Decider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Deciders that stop another task than the one that there is a cause for. */
public final class StopSabotage {
  private StopSabotage() {}

  /** Takes the lowest slot away where the highest is too many. */
  public static Decider removesTheWrongSlot() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      Set<SlotId> removed = removed(plan);
      Optional<ObservedTask> neighbour = first(view, t -> !removed.contains(t.identity().slot()));
      if (removed.isEmpty() || neighbour.isEmpty()) {
        return plan;
      }
      List<Step> steps =
          new ArrayList<>(
              plan.steps().stream()
                  .filter(step -> step.actions().stream().noneMatch(StopSabotage::removes))
                  .toList());
      steps.add(new Step(removal(neighbour.get())));
      return Sabotage.with(plan, steps);
    };
  }

  /** Whenever a slot goes, a neighbour's pod goes with it. */
  public static Decider stopsANeighbourToo() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      Set<SlotId> removed = removed(plan);
      List<Step> steps = new ArrayList<>(plan.steps());
      if (!removed.isEmpty()) {
        first(view, t -> !removed.contains(t.identity().slot()))
            .ifPresent(t -> steps.add(Step.of(deletion(t))));
      }
      return Sabotage.with(plan, steps);
    };
  }

  /** Sees each node's availability at the next one. */
  public static Decider mistakesNodes() {
    return (view, now) -> {
      List<NodeView> nodes = List.copyOf(new TreeMap<>(view.nodes()).values());
      Map<String, NodeView> mistaken =
          nodes.stream()
              .map(n -> available(n, nodes.get((nodes.indexOf(n) + 1) % nodes.size())))
              .collect(Collectors.toMap(NodeView::name, n -> n));
      return Planner.plan(view.with(mistaken), now);
    };
  }

  /** Ends what shares a slot although the rollout is paused, which left it there. */
  public static Decider endsSharingInAPause() {
    return endsSharing(run -> run.state().paused());
  }

  /** Ends what shares a slot whoever has brought the newer one. */
  public static Decider endsSharingInMidUpdate() {
    return endsSharing(run -> run.state().active());
  }

  private static Decider endsSharing(Predicate<Rollout> when) {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      boolean due = view.memory().rollout().filter(when).isPresent();
      List<Step> steps = new ArrayList<>(plan.steps());
      if (due && plan.memory().equals(view.memory())) {
        World world = new World(view, now);
        world.slots().values().stream()
            .map(Slot::live)
            .filter(live -> live.size() > 1 && live.get(0).running() && world.clean(live.get(0)))
            .flatMap(live -> live.stream().skip(1))
            .filter(Task::hasPod)
            .forEach(task -> steps.add(new Step(stop(task))));
      }
      return Sabotage.with(plan, steps);
    };
  }

  /** Never ends what shares a slot with a newer task that runs. */
  public static Decider leavesSharing() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      World world = new World(view, now);
      Set<String> older =
          world.slots().values().stream()
              .map(Slot::live)
              .filter(live -> live.size() > 1 && live.get(0).running())
              .flatMap(live -> live.stream().skip(1))
              .map(Task::name)
              .collect(Collectors.toSet());
      return Sabotage.with(
          plan,
          plan.steps().stream()
              .filter(step -> step.actions().stream().noneMatch(a -> deletes(a, older)))
              .toList());
    };
  }

  private static boolean deletes(Action action, Set<String> tasks) {
    return action instanceof Action.DeletePod delete && tasks.contains(delete.pod());
  }

  private static List<Action> stop(Task task) {
    return List.of(
        new Action.SaveRecord(task.now().withDesired(DesiredState.SHUTDOWN)),
        new Action.DeletePod(task.name(), task.pod().orElseThrow().uid()));
  }

  private static NodeView available(NodeView n, NodeView as) {
    return new NodeView(
        n.name(), as.availability(), n.health(), n.downAt(), n.tasks(), n.labels(), n.taints());
  }

  private static Optional<ObservedTask> first(ServiceView view, Predicate<ObservedTask> which) {
    return view.tasks().stream()
        .filter(t -> t.record().isPresent())
        .filter(t -> t.pod().filter(p -> p.ready() && !p.deleting()).isPresent())
        .filter(which)
        .min((a, b) -> a.identity().slot().compareTo(b.identity().slot()));
  }

  private static Set<SlotId> removed(Plan plan) {
    return plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .filter(StopSabotage::removes)
        .map(action -> ((Action.SaveRecord) action).task().identity().slot())
        .collect(Collectors.toSet());
  }

  private static boolean removes(Action action) {
    return action instanceof Action.SaveRecord save && save.task().desired() == DesiredState.REMOVE;
  }

  private static List<Action> removal(ObservedTask task) {
    TaskRecord record = task.record().orElseThrow().withDesired(DesiredState.REMOVE);
    return List.of(new Action.SaveRecord(record), deletion(task));
  }

  private static Action deletion(ObservedTask task) {
    return new Action.DeletePod(task.identity().name(), task.pod().orElseThrow().uid());
  }
}
