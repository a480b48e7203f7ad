package io.swarmoperator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ApplyDefaultsStrategy;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import io.swarmoperator.api.CustomResourceDefinitions;
import io.swarmoperator.api.SwarmService;
import java.util.Comparator;
import java.util.List;

/**
 * The schema of a service, out of the definition that is installed in clusters: fills in defaults
 * and finds what doesn't fit.
 */
final class ServiceSchema {
  private static final String PROPERTIES = "properties";
  private static final String CLOSED = "additionalProperties";

  /** What Kubernetes adds to JSON Schema and what is checked elsewhere, or not at all here. */
  private static final List<String> EXTENSIONS =
      List.of(
          "x-kubernetes-validations",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type",
          "x-kubernetes-preserve-unknown-fields",
          "nullable");

  private final JsonNode definition;
  private final JsonSchema schema;

  ServiceSchema() {
    definition = CustomResourceDefinitions.tree(SwarmService.class);
    JsonNode closed = structural().deepCopy();
    close(closed);
    // the API server knows these of every object, and nobody plans a status
    open(closed, "apiVersion", "string");
    open(closed, "kind", "string");
    open(closed, "metadata", "object");
    open(closed, "status", "object");
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .applyDefaultsStrategy(new ApplyDefaultsStrategy(true, true, false))
            .build();
    schema = factory().getSchema(closed, config);
  }

  private static void open(JsonNode schema, String field, String type) {
    ((ObjectNode) schema.path(PROPERTIES)).putObject(field).put("type", type);
  }

  private static JsonSchemaFactory factory() {
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV4())
            .keywords(EXTENSIONS.stream().map(NonValidationKeyword::new).toList())
            .build();
    return JsonSchemaFactory.builder()
        .metaSchema(dialect)
        .defaultMetaSchemaIri(dialect.getIri())
        .build();
  }

  /** The schema as it stands in the definition, rules included. */
  JsonNode structural() {
    return definition.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** Fills in defaults, in place, and finds what doesn't fit. */
  List<Problem> complete(SourceDocument document) {
    dropNulls(document.tree(), structural());
    return schema.walk(document.tree(), true).getValidationMessages().stream()
        .map(message -> document.problem(field(message), words(message)))
        .distinct()
        .sorted(Comparator.comparingInt(Problem::line))
        .toList();
  }

  /** As the API server does: a field that is null isn't there, and gets its default. */
  private static void dropNulls(JsonNode value, JsonNode declared) {
    if (value instanceof ObjectNode object) {
      JsonNode fields = declared.path(PROPERTIES);
      object
          .properties()
          .removeIf(
              field ->
                  field.getValue().isNull()
                      && fields.has(field.getKey())
                      && !fields.path(field.getKey()).path("nullable").asBoolean());
      object
          .properties()
          .forEach(field -> dropNulls(field.getValue(), fields.path(field.getKey())));
    } else if (value.isArray()) {
      value.forEach(item -> dropNulls(item, declared.path("items")));
    }
  }

  private static String words(ValidationMessage message) {
    return "additionalProperties".equals(message.getType())
        ? "there is no such field"
        : message.getMessage().replaceFirst("^[^:]*: ", "");
  }

  private static FieldPath field(ValidationMessage message) {
    FieldPath path = path(message.getInstanceLocation());
    return message.getProperty() == null ? path : path.then(message.getProperty());
  }

  private static FieldPath path(JsonNodePath location) {
    FieldPath path = FieldPath.ROOT;
    for (int index = 0; index < location.getNameCount(); index++) {
      path = path.then(location.getElement(index));
    }
    return path;
  }

  /** The API server drops fields it doesn't know; whoever asks for a plan wants to hear of them. */
  private static void close(JsonNode node) {
    JsonNode properties = node.path(PROPERTIES);
    if (properties.isObject() && !node.has(CLOSED)) {
      ((ObjectNode) node).put(CLOSED, false);
    }
    properties.forEach(ServiceSchema::close);
    close(node, "items");
    close(node, CLOSED);
  }

  private static void close(JsonNode node, String child) {
    if (node.path(child).isObject()) {
      close(node.path(child));
    }
  }
}
