package io.swarmoperator.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swarmoperator.decide.SlotId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads recordings from the test resources. */
final class RecordingReader {
  private static final Path FOLDER = Path.of("src/test/resources/oracle");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TYPES = Set.of("service", "node");
  private static final String END = "end of recording";

  private RecordingReader() {}

  /** The names of all recordings, in order. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Recording read(String name) {
    try {
      return recording(JSON.readTree(FOLDER.resolve(name + ".json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording recording(JsonNode file) {
    List<Recording.Service> services = services(file.get("services"));
    List<JsonNode> steps = list(file.get("steps"), step -> step);
    List<Recording.Mark> marks =
        steps.stream()
            .filter(step -> kind(step).equals("mark"))
            .map(step -> new Recording.Mark(time(step, "t"), step.get("text").asText()))
            .toList();
    return new Recording(
        file.get("name").asText(),
        file.get("description").asText(),
        marks.stream()
            .filter(mark -> mark.text().equals(END))
            .map(Recording.Mark::at)
            .findFirst()
            .orElseThrow(),
        list(file.get("nodes"), JsonNode::asText),
        list(
            file.get("snapshots"),
            snapshot ->
                new Recording.Snapshot(
                    time(snapshot, "t"),
                    snapshot.get("cmd").asText(),
                    snapshot.get("out").asText())),
        marks,
        steps.stream().filter(step -> kind(step).equals("cli")).map(RecordingReader::call).toList(),
        steps.stream()
            .filter(step -> kind(step).equals("event"))
            .filter(step -> TYPES.contains(step.get("etype").asText()))
            .map(RecordingReader::event)
            .toList(),
        steps.stream()
            .filter(step -> kind(step).equals("gone"))
            .map(
                step ->
                    new Recording.Removal(
                        time(step, "t"), step.get("what").asText(), step.get("id").asText()))
            .toList(),
        services,
        list(file.get("tasks"), task -> task(task, services)));
  }

  private static String kind(JsonNode step) {
    return step.get("kind").asText();
  }

  private static Recording.Call call(JsonNode step) {
    return new Recording.Call(
        time(step, "start"),
        time(step, "end"),
        step.get("cmd").asText(),
        step.get("rc").asInt(),
        step.get("stderr").asText());
  }

  private static Recording.Event event(JsonNode step) {
    Map<String, String> attributes = new HashMap<>();
    step.get("attrs")
        .properties()
        .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
    return new Recording.Event(
        time(step, "et"),
        step.get("etype").asText(),
        step.get("action").asText(),
        step.get("aid").asText(),
        attributes);
  }

  private static List<Recording.Service> services(JsonNode services) {
    List<Recording.Service> result = new ArrayList<>();
    services
        .properties()
        .forEach(
            entry -> {
              List<Recording.Version> versions = list(entry.getValue(), RecordingReader::version);
              String name = versions.get(0).spec().orElseThrow().get("Name").asText();
              result.add(new Recording.Service(entry.getKey(), name, versions));
            });
    return result;
  }

  private static Recording.Version version(JsonNode version) {
    return new Recording.Version(
        time(version, "t"),
        Optional.ofNullable(version.get("spec")),
        Optional.ofNullable(version.get("updateStatus"))
            .filter(JsonNode::isObject)
            .filter(update -> update.hasNonNull("state"))
            .map(RecordingReader::update),
        version.path("jobStatus").isObject()
            ? OptionalInt.of(version.get("jobStatus").path("iteration").asInt())
            : OptionalInt.empty());
  }

  private static Recording.Update update(JsonNode update) {
    return new Recording.Update(
        update.get("state").asText(),
        update.get("message").asText(),
        optionalTime(update, "startedAt"),
        optionalTime(update, "completedAt"));
  }

  private static Recording.Task task(JsonNode task, List<Recording.Service> services) {
    String service = task.get("service").asText();
    boolean perNode = services.stream().anyMatch(s -> s.id().equals(service) && s.perNode());
    return new Recording.Task(
        task.get("id").asText(),
        service,
        perNode
            ? SlotId.onNode(task.get("node").asText())
            : SlotId.numbered(task.path("slot").asInt()),
        task.get("image").asText(),
        Optional.ofNullable(task.get("node")).map(JsonNode::asText),
        time(task, "createdAt"),
        list(task.get("states"), RecordingReader::state));
  }

  private static Recording.State state(JsonNode state) {
    return new Recording.State(
        time(state, "t"),
        time(state, "seenAt"),
        state.get("state").asText(),
        state.get("desired").asText(),
        state.path("error").asText(),
        state.has("exitCode")
            ? OptionalInt.of(state.get("exitCode").asInt())
            : OptionalInt.empty());
  }

  private static Optional<Duration> optionalTime(JsonNode node, String field) {
    return node.hasNonNull(field) ? Optional.of(time(node, field)) : Optional.empty();
  }

  private static Duration time(JsonNode node, String field) {
    return Duration.ofMillis(Math.round(node.get(field).asDouble() * 1000));
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    List<T> result = new ArrayList<>();
    array.forEach(node -> result.add(element.apply(node)));
    return result;
  }
}
