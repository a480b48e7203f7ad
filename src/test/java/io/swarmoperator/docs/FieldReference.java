package io.swarmoperator.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.swarmoperator.api.CustomResourceDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A page that lists every field of a kind, as its definition describes it. */
final class FieldReference {

  private static final int PRESENT_IN_NO_SCHEMA = 0;

  private final JsonNode schema;
  private final StringBuilder page = new StringBuilder();

  private FieldReference(JsonNode schema) {
    this.schema = schema;
  }

  /** The generated part of the page: a section each for spec and status. */
  static String of(Class<? extends CustomResource<?, ?>> kind) {
    JsonNode schema =
        CustomResourceDefinitions.tree(kind).at("/spec/versions/0/schema/openAPIV3Schema");
    FieldReference reference = new FieldReference(schema);
    reference.section("spec");
    reference.section("status");
    return reference.page.toString();
  }

  private void section(String part) {
    page.append("\n## ").append(part).append("\n\n");
    page.append("| field | type | default | bounds | meaning |\n|---|---|---|---|---|\n");
    fields(part, schema.path("properties").path(part));
  }

  private void fields(String path, JsonNode parent) {
    for (Map.Entry<String, JsonNode> field : parent.path("properties").properties()) {
      String name = path + "." + field.getKey();
      JsonNode value = field.getValue();
      row(name, value, isRequired(parent, field.getKey()));
      fields(name, value);
      fields(name + "[]", value.path("items"));
    }
  }

  private static boolean isRequired(JsonNode parent, String field) {
    for (JsonNode name : parent.path("required")) {
      if (name.asText().equals(field)) {
        return true;
      }
    }
    return false;
  }

  private void row(String name, JsonNode field, boolean required) {
    List<String> cells =
        List.of(
            "`" + name + "`",
            type(field),
            required ? "required" : standard(field),
            bounds(field),
            field.path("description").asText());
    page.append(
            cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |")))
        .append('\n');
  }

  private static String type(JsonNode field) {
    if (field.path("x-kubernetes-int-or-string").asBoolean()) {
      return "quantity";
    }
    if (field.path("format").asText().equals("date-time")) {
      return "time";
    }
    String type = field.path("type").asText();
    if (type.equals("array")) {
      return "list of " + type(field.path("items")) + "s";
    }
    if (field.has("additionalProperties")) {
      return "map to " + type(field.path("additionalProperties")) + "s";
    }
    return type;
  }

  private static String standard(JsonNode field) {
    JsonNode standard = field.path("default");
    if (standard.isMissingNode() || (standard.isObject() && standard.isEmpty())) {
      return "";
    }
    String text = standard.asText();
    return text.isEmpty() ? "empty" : "`" + text + "`";
  }

  private static String bounds(JsonNode field) {
    List<String> bounds = new ArrayList<>();
    if (field.has("enum")) {
      List<String> values = new ArrayList<>();
      field.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      bounds.add(String.join(", ", values));
    }
    if (field.has("minimum") || field.has("maximum")) {
      bounds.add(
          field.path("minimum").asText("") + " … " + field.path("maximum").asText("").strip());
    }
    most(field, "maxLength", "characters", bounds);
    most(field, "maxItems", "items", bounds);
    most(field, "maxProperties", "entries", bounds);
    return String.join("; ", bounds);
  }

  private static void most(JsonNode field, String bound, String unit, List<String> bounds) {
    long most = field.path(bound).asLong(PRESENT_IN_NO_SCHEMA);
    if (most > PRESENT_IN_NO_SCHEMA) {
      bounds.add("≤ " + most + " " + unit);
    }
  }
}
