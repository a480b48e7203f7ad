package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A CustomResourceDefinition made out of an API type. What the generator's annotations can't say is
 * added here: the columns' order, the description of the kind, the schema of environment variables,
 * list types and the width of whole numbers.
 */
final class GeneratedDefinition {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String HEADER =
      "# Generated from the Java types in io.swarmoperator.api; regenerate with\n# "
          + CustomResourceDefinitionsTest.REGENERATE
          + "\n";

  private static final List<String> PATCHED = List.of("metadata", "spec");

  private static final Set<String> TIMES =
      Set.of(
          "at",
          "since",
          "startAfter",
          "startedAt",
          "completedAt",
          "createdAt",
          "runningAt",
          "finishedAt",
          "lastTransitionTime");

  private final Class<? extends CustomResource<?, ?>> type;

  GeneratedDefinition(Class<? extends CustomResource<?, ?>> type) {
    this.type = type;
  }

  String yaml() throws IOException {
    return HEADER + YAML.writeValueAsString(definition());
  }

  /** For the class path: a program reads it in a fifth of the time. */
  String json() throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(definition()) + "\n";
  }

  private ObjectNode definition() throws IOException {
    ObjectNode definition = (ObjectNode) YAML.readTree(generate());
    ObjectNode version = (ObjectNode) definition.at("/spec/versions/0");
    orderColumns((ArrayNode) version.get("additionalPrinterColumns"));
    ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    schema.put("description", type.getAnnotation(JsonClassDescription.class).value());
    if (type == SwarmService.class) {
      completeService(schema);
    } else {
      version.remove("subresources");
    }
    completeNumbers(schema);
    completeTimes(schema);
    return definition;
  }

  private String generate() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new CRDGenerator()
        .withParallelGenerationEnabled(false)
        .customResourceClasses(type)
        .forCRDVersions("v1")
        .withOutput(new InMemory(bytes))
        .generate();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The generator sorts columns by path; people read them in the order of the annotations. */
  private void orderColumns(ArrayNode columns) {
    List<String> names =
        Stream.of(type.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    List<JsonNode> ordered = new ArrayList<>();
    columns.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(column -> names.indexOf(column.get("name").asText())));
    columns.removeAll().addAll(ordered);
  }

  private void completeService(ObjectNode schema) throws IOException {
    ObjectNode metadata = ((ObjectNode) schema.get("properties")).putObject("metadata");
    metadata.put("type", "object").putObject("properties").putObject("name").put("type", "string");
    ObjectNode template = (ObjectNode) schema.at("/properties/spec/properties/template/properties");
    items(template, "env");
    items(template, "toleration");
    rulesOfItems((ObjectNode) template.at("/placement/properties/constraints"));
    mergeKeyOfMounts((ObjectNode) template.get("mounts"));
    PATCHED.forEach(part -> anything((ObjectNode) template.at("/podPatch/properties/" + part)));
    ObjectNode conditions = (ObjectNode) schema.at("/properties/status/properties/conditions");
    conditions
        .put("x-kubernetes-list-type", "map")
        .putArray("x-kubernetes-list-map-keys")
        .add("type");
  }

  private void items(ObjectNode template, String kind) throws IOException {
    ObjectNode list = (ObjectNode) template.get(kind.equals("env") ? kind : kind + "s");
    try (InputStream in = type.getResourceAsStream("/" + kind + "-schema.yaml")) {
      list.set("items", YAML.readTree(in));
    }
  }

  /** Two mounts of one target are refused by name. */
  private static void mergeKeyOfMounts(ObjectNode mounts) {
    mounts
        .put("x-kubernetes-list-type", "map")
        .putArray("x-kubernetes-list-map-keys")
        .add("target");
  }

  /** What Kubernetes' own types allow there is checked when the pod is made. */
  private static void anything(ObjectNode field) {
    field.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
  }

  /** The generator takes rules on a list, not on the items of one. */
  private static void rulesOfItems(ObjectNode list) {
    JsonNode rules = list.remove("x-kubernetes-validations");
    ((ObjectNode) list.get("items")).set("x-kubernetes-validations", rules);
  }

  /** Tells 32 from 64 bits, writes whole bounds as whole numbers and bounds quantities. */
  private static void completeNumbers(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      wholeNumber(object, "minimum");
      wholeNumber(object, "maximum");
      wholeNumber(object, "default");
      if (object.path("x-kubernetes-int-or-string").asBoolean()) {
        object.put("maxLength", 32);
      }
      if ("integer".equals(object.path("type").asText()) && object.path("maximum").isNumber()) {
        boolean wide = object.get("maximum").asLong() > Integer.MAX_VALUE;
        object.put("format", wide ? "int64" : "int32");
      }
    }
    for (Iterator<JsonNode> parts = schema.elements(); parts.hasNext(); ) {
      completeNumbers(parts.next());
    }
  }

  private static void completeTimes(JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (TIMES.contains(property.getKey())) {
        ((ObjectNode) property.getValue()).put("format", "date-time");
      }
    }
    schema.elements().forEachRemaining(GeneratedDefinition::completeTimes);
  }

  private static void wholeNumber(ObjectNode schema, String bound) {
    JsonNode value = schema.path(bound);
    if (value.isNumber() && value.asDouble() == Math.rint(value.asDouble())) {
      schema.set(bound, LongNode.valueOf(value.asLong()));
    }
  }

  private record InMemory(ByteArrayOutputStream bytes)
      implements CRDGenerator.CRDOutput<OutputStream> {
    @Override
    public OutputStream outputFor(String name) {
      return bytes;
    }

    @Override
    public URI crdURI(String name) {
      return Path.of(name).toUri();
    }

    @Override
    public void close() {}
  }
}
