package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run came to, apart from its times: as text, to be compared. */
final class Upshot {
  private Upshot() {}

  /** Slots with all their tasks, what is remembered, and what the status says. */
  static String of(ServiceView view) {
    StringBuilder text = new StringBuilder(memory(view.memory()));
    bySlot(view)
        .forEach(
            (slot, tasks) ->
                text.append("slot ")
                    .append(slot)
                    .append(
                        tasks.stream()
                            .map(Upshot::task)
                            .collect(Collectors.joining(", ", ": ", "\n"))));
    return text.toString();
  }

  /** What must not be there when nothing more happens. */
  static List<String> leftovers(ServiceView view) {
    List<String> leftovers = new ArrayList<>();
    for (ObservedTask task : view.tasks()) {
      boolean there = task.pod().map(p -> !p.gone()).orElse(false);
      if (there && task.record().isEmpty()) {
        leftovers.add("pod without a record: " + task.pod().get());
      }
      boolean away =
          there
              && view.nodes().values().stream()
                  .anyMatch(
                      n -> n.downAt().isPresent() && n.name().equals(task.pod().get().nodeName()));
      if (there
          && !away
          && task.record().isPresent()
          && task.record().get().desired().stops()
          && !task.pod().get().finished()) {
        leftovers.add("pod of a task that was told to stop: " + task);
      }
      if (!there && task.record().map(r -> !r.state().ended()).orElse(false)) {
        leftovers.add("record of a task that neither ended nor has a pod: " + task.record());
      }
    }
    return leftovers;
  }

  /** Pods by slot whose containers have not ended. */
  static SortedMap<SlotId, List<String>> atWork(ServiceView view) {
    return view.tasks().stream()
        .filter(t -> t.pod().map(p -> !p.gone() && !p.finished()).orElse(false))
        .collect(
            Collectors.groupingBy(
                t -> t.identity().slot(),
                TreeMap::new,
                Collectors.mapping(t -> "#" + t.identity().attempt(), Collectors.toList())));
  }

  private static SortedMap<SlotId, List<ObservedTask>> bySlot(ServiceView view) {
    SortedMap<SlotId, List<ObservedTask>> slots = new TreeMap<>();
    view.tasks().stream()
        .filter(World::exists)
        .sorted(Comparator.comparingInt((ObservedTask t) -> t.identity().attempt()).reversed())
        .forEach(t -> slots.computeIfAbsent(t.identity().slot(), s -> new ArrayList<>()).add(t));
    return slots;
  }

  private static String task(ObservedTask task) {
    String record =
        task.record().map(r -> r.state() + "/" + r.desired() + error(r)).orElse("no record");
    String pod = task.pod().filter(p -> !p.gone()).map(p -> " " + p.phase()).orElse("");
    TaskIdentity t = task.identity();
    return "#" + t.attempt() + " " + t.image() + " " + t.reason().word() + " " + record + pod;
  }

  private static String error(TaskRecord record) {
    return record.error().isEmpty() ? "" : " (" + record.error() + ")";
  }

  private static String memory(Memory memory) {
    return "current %d previous %d rolled out %s%n%s%n%s%n"
        .formatted(
            memory.currentRevision(),
            memory.previousRevision(),
            memory.rolledOut(),
            memory
                .hold()
                .map(
                    h ->
                        "held on %d instead of %d: %s"
                            .formatted(h.revision(), h.insteadOf(), h.cause()))
                .orElse("no hold"),
            memory.rollout().map(Upshot::rollout).orElse("no rollout"));
  }

  private static String rollout(Rollout r) {
    String message = r.message().replaceAll("task \\S+$", "task …");
    return "%s: %s, %d to %d, %d slots, %d failures"
        .formatted(
            r.state().word(), message, r.fromRevision(), r.toRevision(), r.slots(), r.failures());
  }
}
