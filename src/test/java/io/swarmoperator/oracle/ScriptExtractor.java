package io.swarmoperator.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.oracle.Script.Stretch;
import io.swarmoperator.sim.Declared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a recording what was done to one of its services. */
final class ScriptExtractor {
  /** Polled every 30 ms, and late at times. */
  private static final Duration POLL = Duration.ofMillis(30);

  /** A command's effect on the spec is seen within this time. */
  private static final Duration SEEN = Duration.ofMillis(300);

  private static final int HISTORY = 5;
  private static final Pattern HISTORY_LIMIT =
      Pattern.compile("docker swarm update --task-history-limit (\\d+)");
  private static final Pattern LOSS =
      Pattern.compile(
          "# \\S*lab.sh (?:poweroff|killd|stopd|linkdown) (\\S+)|\\$ docker (swarm leave)");
  private static final Pattern RETURN =
      Pattern.compile("# \\S*lab.sh (?:up|start|linkup) (\\S+?);?(?: .*)?");
  private static final Pattern NODE_REMOVAL = Pattern.compile("docker node rm (\\S+)");

  private static final Pattern LABEL =
      Pattern.compile("docker node update --label-(?:add|rm) (\\w+)(?:=(\\w+))? (\\S+)");

  private final Recording recording;
  private final Recording.Service service;
  private final List<String> resumed;
  private final List<Command> commands = new ArrayList<>();
  private int historyLimit = HISTORY;

  private ScriptExtractor(Recording recording, Recording.Service service, List<String> resumed) {
    this.resumed = resumed;
    this.recording = recording;
    this.service = service;
  }

  /**
   * The script of a service.
   *
   * @param resumed commands upon which a paused update has to be told to go on
   */
  static Script of(Recording recording, Recording.Service service, List<String> resumed) {
    return new ScriptExtractor(recording, service, resumed).script();
  }

  private Script script() {
    Duration createdAt =
        recording.events().stream()
            .filter(event -> event.id().equals(service.id()))
            .map(Recording.Event::at)
            .findFirst()
            .orElseThrow();
    Duration end = end();
    Declared created = readCalls(createdAt);
    readNodes();
    commands.removeIf(command -> command.at().compareTo(end) >= 0);
    commands.sort(Comparator.comparing(Command::at));
    return new Script(
        createdAt, created, List.copyOf(commands), touched(createdAt, end), nodeNames(), end);
  }

  /** What follows the removal of a service is not the operator's work. */
  private Duration end() {
    return recording
        .removed(service.id())
        .flatMap(
            removal ->
                recording.calls().stream()
                    .map(Recording.Call::start)
                    .filter(start -> start.compareTo(removal) < 0)
                    .reduce((before, after) -> after))
        .orElse(recording.end());
  }

  private Declared readCalls(Duration createdAt) {
    JsonNode spec = service.firstSpec();
    Declared created = null;
    for (Recording.Call call : recording.calls()) {
      if (call.exitCode() != 0) {
        continue;
      }
      Matcher limit = HISTORY_LIMIT.matcher(call.command());
      if (limit.matches()) {
        historyLimit = Integer.parseInt(limit.group(1));
      }
      if (call.end().compareTo(createdAt) < 0) {
        continue;
      }
      if (created == null) {
        created = SwarmSpec.declared(spec, historyLimit);
      } else if (limit.matches()) {
        commands.add(new Command.Apply(call.end(), SwarmSpec.declared(spec, historyLimit)));
      } else if (concerns(call)) {
        spec = changed(call).orElse(spec);
        commands.add(command(call, spec));
        if (resumed.contains(call.command())) {
          commands.add(new Command.Resume(effective(call)));
        }
      }
    }
    return created;
  }

  private boolean concerns(Recording.Call call) {
    String text = call.command();
    boolean ofService =
        text.startsWith("docker service update")
            || text.startsWith("docker service rollback")
            || text.startsWith("docker service scale");
    return (ofService && text.matches(".* " + service.name() + "(=\\d+)?"))
        || text.startsWith("docker stack deploy");
  }

  private Optional<JsonNode> changed(Recording.Call call) {
    return service.versions().stream()
        .filter(version -> between(version.at(), call.start(), call.end().plus(SEEN)))
        .flatMap(version -> version.spec().stream())
        .findFirst();
  }

  private Command command(Recording.Call call, JsonNode spec) {
    return call.command().startsWith("docker service rollback")
        ? new Command.Rollback(effective(call))
        : new Command.Apply(effective(call), SwarmSpec.declared(spec, historyLimit));
  }

  /** When a call wrote the service. */
  private Duration effective(Recording.Call call) {
    return recording.events().stream()
        .filter(event -> event.id().equals(service.id()))
        .map(Recording.Event::at)
        .filter(at -> between(at, call.start(), call.end().plus(SEEN)))
        .findFirst()
        .orElse(call.end());
  }

  private void readNodes() {
    for (Recording.Event event : recording.nodeEvents()) {
      String node = event.attribute("name").orElse("");
      event
          .attribute("availability.new")
          .map(word -> Availability.valueOf(word.toUpperCase(Locale.ROOT)))
          .ifPresent(
              availability ->
                  commands.add(new Command.SetAvailability(event.at(), node, availability)));
      event
          .attribute("state.new")
          .ifPresent(state -> commands.add(stateChange(event, node, state)));
    }
    recording.marks().forEach(this::readLoss);
    for (Recording.Call call : recording.calls()) {
      Matcher removal = NODE_REMOVAL.matcher(call.command());
      if (call.exitCode() == 0 && removal.matches()) {
        commands.add(new Command.RemoveNode(call.end(), removal.group(1)));
      }
      Matcher label = LABEL.matcher(call.command());
      if (label.matches()) {
        String value = label.group(2) == null ? "" : label.group(2);
        commands.add(
            new Command.Label(
                labelled(call, label.group(3)), label.group(3), label.group(1), value));
      }
    }
  }

  private Duration labelled(Recording.Call call, String node) {
    return recording.nodeEvents().stream()
        .filter(event -> event.attribute("name").filter(node::equals).isPresent())
        .map(Recording.Event::at)
        .filter(at -> between(at, call.start(), call.end().plus(SEEN)))
        .findFirst()
        .orElse(call.end());
  }

  private static Command stateChange(Recording.Event event, String node, String state) {
    return state.equals("down")
        ? new Command.NodeDown(event.at(), node)
        : new Command.NodeUp(event.at(), node);
  }

  private void readLoss(Recording.Mark mark) {
    Matcher loss = LOSS.matcher(mark.text());
    if (loss.matches()) {
      String node = loss.group(1) == null ? "node2" : loss.group(1);
      commands.add(new Command.CutOff(mark.at(), node));
    }
    // a node that was never taken as down has no change of state on its return
    Matcher back = RETURN.matcher(mark.text());
    if (back.matches()
        && recording.nodeEvents().stream()
            .noneMatch(event -> event.attribute("state.new").isPresent())) {
      commands.add(new Command.NodeUp(mark.at(), back.group(1)));
    }
  }

  /** Slots of nodes can't be renamed without their nodes. */
  private NodeNames nodeNames() {
    if (!service.perNode()) {
      return NodeNames.asRecorded(recording.nodes());
    }
    Set<String> seen = new HashSet<>();
    List<String> order = new ArrayList<>();
    recording.tasksOf(service).stream()
        .sorted(Comparator.comparing(Recording.Task::createdAt))
        .map(task -> task.slot().node())
        .filter(node -> !seen.add(node) && !order.contains(node))
        .forEach(order::add);
    recording.nodes().stream().filter(node -> !order.contains(node)).sorted().forEach(order::add);
    return NodeNames.ascending(order);
  }

  // the order in which the updater walked the slots

  private Map<Stretch, List<SlotId>> touched(Duration createdAt, Duration end) {
    Map<Stretch, List<SlotId>> touched = new HashMap<>();
    Duration from = createdAt;
    for (int i = 0; i <= commands.size(); i++) {
      Duration to = i < commands.size() ? commands.get(i).at() : end;
      Duration takenBack = takenBack(from, to).orElse(to);
      touched.put(new Stretch(i, false), order(from.minus(POLL), takenBack));
      touched.put(new Stretch(i, true), order(takenBack, to));
      from = to;
    }
    Duration first = commands.isEmpty() ? end : commands.get(0).at();
    touched.put(new Stretch(0, false), created(first));
    return touched;
  }

  /** When the failure action began a rollback. */
  private Optional<Duration> takenBack(Duration from, Duration to) {
    return service.versions().stream()
        .filter(version -> between(version.at(), from, to))
        .filter(
            version ->
                version
                    .update()
                    .filter(update -> update.state().equals("rollback_started"))
                    .filter(update -> !update.message().startsWith("manually"))
                    .isPresent())
        .map(version -> version.at().minus(POLL))
        .findFirst();
  }

  /** At first the slots are touched whose tasks found a node, then the others. */
  private List<SlotId> created(Duration to) {
    return recording.tasksOf(service).stream()
        .filter(task -> task.createdAt().compareTo(to) < 0)
        .sorted(
            Comparator.comparing((Recording.Task task) -> task.node().isEmpty())
                .thenComparing(Recording.Task::slot))
        .map(Recording.Task::slot)
        .distinct()
        .toList();
  }

  private List<SlotId> order(Duration from, Duration to) {
    Set<SlotId> before = new HashSet<>();
    List<SlotId> order = new ArrayList<>();
    recording.tasksOf(service).stream()
        .sorted(Comparator.comparing(Recording.Task::createdAt))
        .filter(task -> task.createdAt().compareTo(to) < 0)
        .forEach(
            task -> {
              boolean earlier = task.createdAt().compareTo(from) < 0;
              if (earlier) {
                before.add(task.slot());
              } else if (before.contains(task.slot()) && !order.contains(task.slot())) {
                order.add(task.slot());
              }
            });
    return order;
  }

  private static boolean between(Duration at, Duration from, Duration to) {
    return at.compareTo(from) >= 0 && at.compareTo(to) < 0;
  }
}
