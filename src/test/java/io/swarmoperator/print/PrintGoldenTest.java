package io.swarmoperator.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.render.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the command line prints of given objects, a directory for each set of them. After a wanted
 * change run with {@code -Dprint.write=true} and read the difference.
 */
class PrintGoldenTest {
  private static final Path CASES = Path.of("src/test/resources/print");
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");
  private static final View USUAL = view(View.Scope.ONE_NAMESPACE, View.Width.USUAL);
  private static final View WIDE = view(View.Scope.ALL_NAMESPACES, View.Width.WIDE);

  private static final Map<String, Function<Objects, String>> OUTPUTS =
      new TreeMap<>(
          Map.of(
              "ls", o -> ServiceList.of(o.services, o.held(), USUAL, NOW),
              "ls-wide", o -> ServiceList.of(o.services, o.held(), WIDE, NOW),
              "ps", o -> TaskList.of(o.tasks, o.services, USUAL, TaskList.Texts.CUT, NOW),
              "ps-wide", o -> TaskList.of(o.tasks, List.of(), WIDE, TaskList.Texts.CUT, NOW),
              "ps-no-trunc",
                  o -> TaskList.of(o.tasks, o.services, USUAL, TaskList.Texts.WHOLE, NOW),
              "inspect-pretty", PrintGoldenTest::pretty,
              "history", o -> RevisionList.of(o.services.get(0), o.revisions, NOW),
              "node-ls", o -> NodeList.of(o.nodes, View.Width.USUAL),
              "node-ls-wide", o -> NodeList.of(o.nodes, View.Width.WIDE)));

  /** What stands in an input. */
  private static final class Objects {
    private final List<SwarmService> services = new ArrayList<>();
    private final List<SwarmTask> tasks = new ArrayList<>();
    private final List<ControllerRevision> revisions = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    private void add(String yaml) {
      String kind = Fixtures.YAML.unmarshal(yaml, JsonNode.class).path("kind").asText();
      switch (kind) {
        case "SwarmService" -> services.add(Fixtures.service(yaml));
        case "SwarmTask" -> tasks.add(Fixtures.YAML.unmarshal(yaml, SwarmTask.class));
        case "ControllerRevision" ->
            revisions.add(Fixtures.YAML.unmarshal(yaml, ControllerRevision.class));
        case "Node" -> nodes.add(Fixtures.YAML.unmarshal(yaml, Node.class));
        default -> throw new IllegalArgumentException(kind);
      }
    }

    private HeldImages held() {
      return new HeldImages(revisions);
    }

    private boolean has(String output) {
      return switch (output) {
        case "ls", "ls-wide", "inspect-pretty" -> !services.isEmpty();
        case "ps", "ps-wide", "ps-no-trunc" -> !tasks.isEmpty();
        case "history" -> !revisions.isEmpty();
        default -> !nodes.isEmpty();
      };
    }
  }

  static List<Path> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CASES)) {
      return directories.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsWhatDockerPrints(Path directory) throws IOException {
    Objects objects = new Objects();
    for (String yaml : Files.readString(directory.resolve("in.yaml")).split("---\n", -1)) {
      objects.add(yaml);
    }
    Map<String, String> printed = new TreeMap<>();
    OUTPUTS.forEach(
        (name, print) -> {
          if (objects.has(name)) {
            printed.put(name + ".txt", print.apply(objects));
          }
        });
    if (Boolean.getBoolean("print.write")) {
      for (Map.Entry<String, String> output : printed.entrySet()) {
        Files.writeString(directory.resolve(output.getKey()), output.getValue());
      }
    }
    assertThat(printed).isEqualTo(expected(directory));
  }

  private static Map<String, String> expected(Path directory) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
        expected.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return expected;
  }

  private static String pretty(Objects objects) {
    return objects.services.stream()
        .map(service -> ServicePretty.of(service, objects.held(), NOW))
        .collect(Collectors.joining());
  }

  private static View view(View.Scope scope, View.Width width) {
    return new View(scope, width);
  }
}
