package io.swarmoperator.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.decide.SlotId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A recorded timeline of a real Swarm, as its file holds it. All times are offsets from the start
 * of the recording.
 *
 * @param name of the scenario
 * @param description what its recorder wanted to know
 * @param end when the recording ended
 * @param nodes names of the nodes
 * @param snapshots literal output of commands that show something
 * @param marks commands and remarks of the recorder
 * @param calls commands as carried out
 * @param events of services and nodes, from the engines' event streams
 * @param removals when tasks and services left the store
 * @param services with all their observed changes
 * @param tasks of all services
 */
record Recording(
    String name,
    String description,
    Duration end,
    List<String> nodes,
    List<Snapshot> snapshots,
    List<Mark> marks,
    List<Call> calls,
    List<Event> events,
    List<Removal> removals,
    List<Service> services,
    List<Task> tasks) {

  /** What a command showed. */
  record Snapshot(Duration at, String command, String output) {}

  /** A remark of the recorder. */
  record Mark(Duration at, String text) {}

  /** A command, with when it began and ended. */
  record Call(Duration start, Duration end, String command, int exitCode, String error) {}

  /** What an engine said of a service or node, at the very time. */
  record Event(Duration at, String type, String action, String id, Map<String, String> attributes) {
    Optional<String> attribute(String name) {
      return Optional.ofNullable(attributes.get(name));
    }
  }

  /** Something that left the store. */
  record Removal(Duration at, String what, String id) {}

  /** A service. */
  record Service(String id, String name, List<Version> versions) {
    JsonNode firstSpec() {
      return versions.get(0).spec().orElseThrow();
    }

    /** Whether it has a slot on each node. */
    boolean perNode() {
      return mode().startsWith("Global");
    }

    String mode() {
      return firstSpec().get("Mode").fieldNames().next();
    }
  }

  /**
   * A service as first seen after a change.
   *
   * @param spec only when it changed
   * @param update empty: null
   * @param iteration of a job
   */
  record Version(
      Duration at, Optional<JsonNode> spec, Optional<Update> update, OptionalInt iteration) {}

  /**
   * The update status.
   *
   * @param startedAt tells one run from another
   * @param completedAt empty while it goes on
   */
  record Update(
      String state, String message, Optional<Duration> startedAt, Optional<Duration> completedAt) {}

  /**
   * A task.
   *
   * @param node empty when it was never placed
   */
  record Task(
      String id,
      String service,
      SlotId slot,
      String image,
      Optional<String> node,
      Duration createdAt,
      List<State> states) {}

  /**
   * A state of a task; one with the same time and another desired state is a change of that.
   *
   * @param at the task's own timestamp
   * @param seenAt when the recorder saw it
   */
  record State(
      Duration at,
      Duration seenAt,
      String state,
      String desired,
      String error,
      OptionalInt exitCode) {}

  List<Task> tasksOf(Service service) {
    return tasks.stream().filter(task -> task.service().equals(service.id())).toList();
  }

  /** What the engines said of nodes, one change of a property at a time. */
  List<Event> nodeEvents() {
    return events.stream().filter(event -> event.type().equals("node")).toList();
  }

  Optional<Duration> removed(String id) {
    return removals.stream().filter(r -> r.id().equals(id)).map(Removal::at).findFirst();
  }
}
