package io.swarmoperator.oracle;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Planner;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Step;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.oracle.Script.Stretch;
import io.swarmoperator.sim.Decider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The planner, which walks slots in ascending order, made to walk them in the order in which the
 * recording first touched them: it sees them under other numbers, the ones with which that order is
 * ascending.
 */
final class RecordedOrder implements Decider {
  private final Map<Stretch, List<SlotId>> touched;
  private int command;
  private boolean asNumbered;

  RecordedOrder(Map<Stretch, List<SlotId>> touched) {
    this.touched = touched;
  }

  /**
   * A command was given.
   *
   * @param scalesDown which slots go depends on their true numbers, and is decided at once
   */
  void commanded(boolean scalesDown) {
    command++;
    asNumbered = scalesDown;
  }

  /** The instant of the command is over. */
  void timePassed() {
    asNumbered = false;
  }

  @Override
  public Plan plan(ServiceView view, Instant now) {
    if (asNumbered || view.spec().mode().perNode()) {
      return Planner.plan(view, now);
    }
    Map<SlotId, SlotId> shown = shown(view);
    Map<SlotId, SlotId> meant = new HashMap<>();
    shown.forEach((slot, number) -> meant.put(number, slot));
    Plan plan = Planner.plan(renamed(view, shown), now);
    return renamed(plan, view.spec().name(), meant);
  }

  /** For each slot the number under which it is shown. */
  private Map<SlotId, SlotId> shown(ServiceView view) {
    boolean rollback =
        view.memory().rollout().map(run -> run.state().rollback()).orElse(false)
            && !view.memory().rollout().get().message().startsWith("manually");
    SortedSet<SlotId> slots =
        view.tasks().stream()
            .map(task -> task.identity().slot())
            .collect(Collectors.toCollection(TreeSet::new));
    if (command == 0) {
      slots.addAll(touched.get(new Stretch(0, false)));
    }
    List<SlotId> order =
        new ArrayList<>(touched.getOrDefault(new Stretch(command, rollback), List.of()));
    order.retainAll(slots);
    slots.stream().filter(slot -> !order.contains(slot)).forEach(order::add);
    Map<SlotId, SlotId> shown = new HashMap<>();
    for (SlotId number : slots) {
      shown.put(order.get(shown.size()), number);
    }
    return shown;
  }

  private static ServiceView renamed(ServiceView view, Map<SlotId, SlotId> slots) {
    List<ObservedTask> tasks =
        view.tasks().stream()
            .map(
                task ->
                    new ObservedTask(
                        renamed(task.identity(), slots),
                        task.record().map(record -> renamed(record, slots)),
                        task.pod()))
            .toList();
    return new ServiceView(
        view.spec(),
        view.specRevision(),
        view.memory(),
        view.revisions(),
        tasks,
        view.nodes(),
        view.request(),
        view.failures());
  }

  private static Plan renamed(Plan plan, String service, Map<SlotId, SlotId> slots) {
    UnaryOperator<String> names = name -> renamed(name, service, slots);
    return new Plan(
        plan.memory(),
        plan.steps().stream()
            .map(
                step ->
                    new Step(
                        step.actions().stream()
                            .map(action -> renamed(action, slots, names))
                            .toList()))
            .toList(),
        plan.records().stream()
            .map(update -> new RecordUpdate(renamed(update.task(), slots), update.urgent()))
            .toList(),
        plan.notices(),
        plan.status(),
        plan.wakeAt());
  }

  private static Action renamed(
      Action action, Map<SlotId, SlotId> slots, UnaryOperator<String> names) {
    if (action instanceof Action.CreatePod create) {
      return new Action.CreatePod(renamed(create.task(), slots), create.spot());
    } else if (action instanceof Action.SaveRecord save) {
      return new Action.SaveRecord(renamed(save.task(), slots));
    } else if (action instanceof Action.LabelPod label) {
      return new Action.LabelPod(names.apply(label.pod()), label.uid(), label.bucket());
    } else if (action instanceof Action.DeletePod delete) {
      return new Action.DeletePod(names.apply(delete.pod()), delete.uid());
    } else if (action instanceof Action.DeleteRecord delete) {
      return new Action.DeleteRecord(names.apply(delete.name()));
    }
    return action;
  }

  private static TaskRecord renamed(TaskRecord task, Map<SlotId, SlotId> slots) {
    return new TaskRecord(
        renamed(task.identity(), slots),
        task.wanted(),
        task.phase(),
        task.container(),
        task.times());
  }

  private static TaskIdentity renamed(TaskIdentity task, Map<SlotId, SlotId> slots) {
    return new TaskIdentity(
        task.service(),
        slots.getOrDefault(task.slot(), task.slot()),
        task.attempt(),
        task.id(),
        task.revision(),
        task.image(),
        task.reason(),
        task.rollout(),
        task.iteration());
  }

  /** A task's name is service, slot and id. */
  private static String renamed(String name, String service, Map<SlotId, SlotId> slots) {
    String rest = name.substring(service.length() + 1);
    int dot = rest.indexOf('.');
    SlotId slot = SlotId.numbered(Integer.parseInt(rest.substring(0, dot)));
    return service + "." + slots.getOrDefault(slot, slot).word() + rest.substring(dot);
  }
}
