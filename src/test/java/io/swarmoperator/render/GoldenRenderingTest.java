package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.revision.RevisionContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One test per directory of golden/: in-service.yaml, and in-task.yaml where the task is not the
 * first of slot 1, must render as the out-files say. Every file must be used. A first line {@code #
 * shows D22} names the row of docs/differences.md that the case shows.
 */
class GoldenRenderingTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String REGENERATE =
      "mvn -q test -Dtest=GoldenRenderingTest -Dgolden.write=true";
  private static final String SERVICE = "in-service.yaml";
  private static final String TASK = "in-task.yaml";

  @TestFactory
  Stream<DynamicTest> rendersAsTheGoldenFilesSay() throws IOException {
    try (Stream<Path> cases = Files.list(GOLDEN)) {
      return cases.sorted().toList().stream()
          .map(dir -> DynamicTest.dynamicTest(words(dir), () -> check(dir)));
    }
  }

  private static String words(Path directory) {
    return directory.getFileName().toString().replace('-', ' ');
  }

  private static void check(Path directory) throws IOException {
    Map<String, String> outputs = render(directory);
    if (Boolean.getBoolean("golden.write")) {
      for (Map.Entry<String, String> output : outputs.entrySet()) {
        Files.writeString(directory.resolve(output.getKey()), output.getValue());
      }
    }
    for (Map.Entry<String, String> output : outputs.entrySet()) {
      Path file = directory.resolve(output.getKey());
      assertThat(file)
          .as("when the change is meant: %s", REGENERATE)
          .exists()
          .content()
          .isEqualTo(output.getValue());
    }
    Set<String> used = new TreeSet<>(outputs.keySet());
    used.add(SERVICE);
    used.add(TASK);
    assertThat(names(directory)).as("files that nothing reads").isSubsetOf(used);
  }

  private static Map<String, String> render(Path directory) throws IOException {
    SwarmService service = Fixtures.service(Files.readString(directory.resolve(SERVICE)));
    RevisionContent content = RevisionContent.of(service);
    JsonNode task = taskInput(directory.resolve(TASK));
    Map<String, String> outputs = new TreeMap<>();
    outputs.put(
        "out-pod.yaml",
        yaml(PodRenderer.render(service, content, record(service, content, task), spot(task))));
    outputs.put(
        "out-service.yaml",
        yaml(ServiceRenderer.tasks(service))
            + yaml(ServiceRenderer.endpoint(service, content.endpoint()))
            + ServiceRenderer.ingress(service, content.endpoint())
                .map(GoldenRenderingTest::yaml)
                .orElse(""));
    assertThat(SpecProblems.of(service, content)).isEmpty();
    add(outputs, "out-claims.yaml", claims(service, content, task));
    add(outputs, "out-unsupported.yaml", unsupported(service, content));
    BudgetRenderer.render(service, service.getSpec().getReplicas() - 1)
        .ifPresent(budget -> outputs.put("out-budget.yaml", yaml(budget)));
    return outputs;
  }

  private static void add(Map<String, String> outputs, String file, String text) {
    if (!text.isEmpty()) {
      outputs.put(file, text);
    }
  }

  private static String claims(SwarmService service, RevisionContent content, JsonNode task) {
    return ClaimRenderer.render(service, content, record(service, content, task).identity())
        .stream()
        .map(GoldenRenderingTest::yaml)
        .collect(Collectors.joining());
  }

  private static String unsupported(SwarmService service, RevisionContent content) {
    return UnsupportedFields.of(service, content).stream()
        .map(field -> field.path() + ": " + field.reason() + "\n")
        .collect(Collectors.joining());
  }

  private static Spot spot(JsonNode task) {
    List<String> avoided = new ArrayList<>();
    task.path("avoided").forEach(node -> avoided.add(node.asText()));
    return new Spot(
        Optional.ofNullable(task.path("hint").textValue()),
        task.has("bucket") ? OptionalInt.of(task.get("bucket").asInt()) : OptionalInt.empty(),
        avoided);
  }

  private static TaskRecord record(SwarmService service, RevisionContent content, JsonNode task) {
    return Fixtures.task(
        new TaskIdentity(
            service.getMetadata().getName(),
            new SlotId(task.path("slot").asInt(1), task.path("node").asText()),
            task.path("attempt").asInt(1),
            Fixtures.TASK_ID,
            content.hash(),
            content.template().getImage(),
            Reason.of(task.path("reason").asText()),
            task.path("rollout").asInt(0),
            task.path("iteration").asInt(0)));
  }

  private static JsonNode taskInput(Path file) throws IOException {
    return Files.exists(file)
        ? Fixtures.YAML.unmarshal(Files.readString(file), JsonNode.class)
        : JsonNodeFactory.instance.objectNode();
  }

  private static String yaml(Object object) {
    return Fixtures.YAML.asYaml(object).stripTrailing() + "\n";
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
