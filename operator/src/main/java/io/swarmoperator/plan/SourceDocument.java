package io.swarmoperator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file of one document that knows on which line each of its fields stands. */
final class SourceDocument {
  private static final int DEEPEST = 64;
  private static final Path STANDARD_INPUT = Path.of("-");

  private final String file;
  private final Map<FieldPath, Integer> lines = new HashMap<>();
  private final JsonNode tree;

  private SourceDocument(String file, String text) throws BadInputException {
    this.file = file;
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setSchema(new KubectlScalars()).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        throw new BadInputException(file + ": is empty");
      }
      this.tree = read(FieldPath.ROOT, root.get());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new BadInputException(List.of(new Problem(file, line, "", e.getProblem())));
    } catch (YamlEngineException e) {
      throw new BadInputException(List.of(new Problem(file, 0, "", e.getMessage())));
    } catch (StackOverflowError e) {
      throw new BadInputException(file + ": is nested too deeply");
    }
  }

  /** Reads a file; "-" is the standard input. */
  static SourceDocument read(Path file) throws BadInputException {
    try {
      return file.equals(STANDARD_INPUT)
          ? of("standard input", new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
          : of(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": there is no such file");
    } catch (CharacterCodingException e) {
      throw new BadInputException(file + ": is no UTF-8 text");
    } catch (IOException e) {
      throw new BadInputException(file + ": can't be read: " + e.getMessage());
    }
  }

  static SourceDocument of(String file, String text) throws BadInputException {
    return new SourceDocument(file, text);
  }

  JsonNode tree() {
    return tree;
  }

  /**
   * Something wrong with a field; a field that isn't there is looked for on the line of what should
   * hold it.
   */
  Problem problem(FieldPath field, String message) {
    FieldPath present = field;
    while (!lines.containsKey(present)) {
      present = present.parent();
    }
    return new Problem(file, lines.get(present), field.toString(), message);
  }

  private JsonNode read(FieldPath path, Node node) throws BadInputException {
    lines.putIfAbsent(path, line(node));
    if (path.steps().size() > DEEPEST) {
      throw new BadInputException(List.of(problem(path, "is nested too deeply")));
    }
    if (node instanceof MappingNode mapping) {
      return object(path, mapping);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Node item : sequence.getValue()) {
        array.add(read(path.then(array.size()), item));
      }
      return array;
    }
    return scalar(path, node);
  }

  private ObjectNode object(FieldPath path, MappingNode mapping) throws BadInputException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      String key = scalar(path, entry.getKeyNode()).asText();
      FieldPath field = path.then(key);
      if (object.has(key)) {
        throw new BadInputException(
            List.of(
                new Problem(file, line(entry.getKeyNode()), field.toString(), "is given twice")));
      }
      lines.put(field, line(entry.getKeyNode()));
      object.set(key, read(field, entry.getValueNode()));
    }
    return object;
  }

  private JsonNode scalar(FieldPath path, Node node) throws BadInputException {
    return KubectlScalars.read(node)
        .orElseThrow(
            () ->
                new BadInputException(List.of(problem(path, "is no value that Kubernetes knows"))));
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).map(line -> line + 1).orElse(0);
  }
}
