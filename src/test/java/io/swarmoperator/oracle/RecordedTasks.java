package io.swarmoperator.oracle;

import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.TaskScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets the n-th task of a slot do what the n-th task of that slot did in the recording, not
 * counting those known to be alone.
 */
final class RecordedTasks implements TaskScript {
  private final Map<SlotId, List<Recording.Task>> slots;
  private final Map<String, List<Duration>> returns;
  private final Loners loners;
  private final NodeNames nodes;
  private final Map<SlotId, List<Integer>> attempts = new HashMap<>();
  private final Map<String, Optional<Recording.Task>> twins = new HashMap<>();

  private RecordedTasks(
      Map<SlotId, List<Recording.Task>> slots,
      Map<String, List<Duration>> returns,
      Loners loners,
      NodeNames nodes) {
    this.nodes = nodes;
    this.slots = slots;
    this.returns = returns;
    this.loners = loners;
  }

  static RecordedTasks of(
      Recording recording, Recording.Service service, Loners loners, NodeNames nodes) {
    Map<SlotId, Integer> counts = new HashMap<>();
    Map<SlotId, List<Recording.Task>> slots = new HashMap<>();
    recording.tasksOf(service).stream()
        .sorted(Comparator.comparing(Recording.Task::createdAt))
        .forEach(
            task -> {
              int place = counts.merge(task.slot(), 1, Integer::sum);
              if (!loners.onlyRecorded().contains(task.slot().word() + "." + place)) {
                slots.computeIfAbsent(task.slot(), slot -> new ArrayList<>()).add(task);
              }
            });
    return new RecordedTasks(slots, returns(recording.nodeEvents()), loners, nodes);
  }

  /** When each node came back. */
  private static Map<String, List<Duration>> returns(List<Recording.Event> events) {
    return events.stream()
        .filter(event -> event.attribute("state.new").filter("ready"::equals).isPresent())
        .collect(
            Collectors.groupingBy(
                event -> event.attribute("name").orElseThrow(),
                Collectors.mapping(Recording.Event::at, Collectors.toList())));
  }

  /** A task was made: it takes the place of the next recorded one of its slot. */
  void made(TaskIdentity task) {
    twins.computeIfAbsent(task.name(), key -> next(task));
  }

  private Optional<Recording.Task> next(TaskIdentity task) {
    String node = task.slot().node();
    SlotId slot = node.isEmpty() ? task.slot() : SlotId.onNode(nodes.recorded(node));
    List<Integer> made = attempts.computeIfAbsent(slot, key -> new ArrayList<>());
    made.add(task.attempt());
    if (loners.onlyHere().contains(slot.word() + "." + made.size())) {
      return Optional.empty();
    }
    long alone =
        loners.onlyHere().stream()
            .filter(label -> label.startsWith(slot.word() + "."))
            .filter(label -> place(label) < made.size())
            .count();
    int index = made.size() - 1 - (int) alone;
    List<Recording.Task> recorded = slots.getOrDefault(slot, List.of());
    return index < recorded.size() ? Optional.of(recorded.get(index)) : Optional.empty();
  }

  private static int place(String label) {
    return Integer.parseInt(label.substring(label.indexOf('.') + 1));
  }

  @Override
  public Optional<Behaviour> behaviour(TaskIdentity task) {
    return twin(task).map(twin -> RecordedContainer.of(twin, returnsOf(twin)));
  }

  private List<Duration> returnsOf(Recording.Task task) {
    return task.node().map(node -> returns.getOrDefault(node, List.of())).orElse(List.of());
  }

  @Override
  public Optional<String> node(TaskIdentity task) {
    return twin(task).flatMap(Recording.Task::node).map(nodes::simulated);
  }

  private Optional<Recording.Task> twin(TaskIdentity task) {
    made(task);
    return twins.get(task.name());
  }
}
