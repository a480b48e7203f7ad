package io.swarmoperator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Map;

/**
 * Puts the schema's defaults into a value, as the API server does, and takes them out again.
 *
 * <p>Two specs that mean the same give the same JSON once their defaults are taken out, whether
 * they were stored before or after the schema had a field. Never changes the value that it is
 * given.
 */
public final class SchemaDefaults {

  private final JsonNode specSchema;

  private SchemaDefaults(JsonNode specSchema) {
    this.specSchema = specSchema;
  }

  /** Reads the defaults of a kind's spec from its definition on the class path. */
  public static SchemaDefaults of(Class<? extends CustomResource<?, ?>> kind) {
    JsonNode definition = CustomResourceDefinitions.tree(kind);
    return ofSpecSchema(definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
  }

  /** Takes the defaults of any schema, such as that of another version of the operator. */
  public static SchemaDefaults ofSpecSchema(JsonNode specSchema) {
    return new SchemaDefaults(specSchema);
  }

  /**
   * Returns the value without fields that are null, equal to their default or empty: absent blocks,
   * empty blocks and defaulted blocks give the same. Entries of lists and maps stay, be they empty
   * or not, because there they mean something; so does what the schema doesn't know.
   *
   * @param value what stands at the pointer
   * @param pointerInSpec JSON pointer of the value from the spec: empty for the spec itself, {@code
   *     /template} for the template
   * @throws IllegalArgumentException when the schema has nothing at the pointer
   */
  public JsonNode prune(JsonNode value, String pointerInSpec) {
    return pruned(value.deepCopy(), schemaAt(pointerInSpec));
  }

  /**
   * Returns the value with the default of each field that is absent or null.
   *
   * @param value what stands at the pointer
   * @param pointerInSpec JSON pointer of the value from the spec, as for {@link #prune}
   * @throws IllegalArgumentException when the schema has nothing at the pointer
   */
  public JsonNode apply(JsonNode value, String pointerInSpec) {
    return defaulted(value.deepCopy(), schemaAt(pointerInSpec));
  }

  private JsonNode schemaAt(String pointerInSpec) {
    JsonNode schema = specSchema.at(pointerInSpec.replace("/", "/properties/"));
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException("nothing in the schema at " + pointerInSpec);
    }
    return schema;
  }

  private static JsonNode pruned(JsonNode value, JsonNode schema) {
    if (value instanceof ArrayNode items) {
      items.forEach(item -> pruned(item, schema.path("items")));
    } else if (value instanceof ObjectNode object && schema.has("properties")) {
      for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
        JsonNode field = object.get(property.getKey());
        if (field != null
            && meansNothing(pruned(field, property.getValue()), property.getValue())) {
          object.remove(property.getKey());
        }
      }
    } else if (value instanceof ObjectNode object) {
      object.forEach(entry -> pruned(entry, schema.path("additionalProperties")));
    }
    return value;
  }

  private static boolean meansNothing(JsonNode field, JsonNode schema) {
    if (field.isNull() || (field.isContainerNode() && field.isEmpty())) {
      return true;
    }
    JsonNode standard = schema.get("default");
    if (standard == null) {
      return field.isTextual() && field.textValue().isEmpty();
    }
    if (field.isNumber() && standard.isNumber()) {
      return field.decimalValue().compareTo(standard.decimalValue()) == 0;
    }
    return field.equals(standard);
  }

  private static JsonNode defaulted(JsonNode value, JsonNode schema) {
    if (value instanceof ArrayNode items) {
      items.forEach(item -> defaulted(item, schema.path("items")));
    } else if (value instanceof ObjectNode object && schema.has("properties")) {
      for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
        complete(object, property.getKey(), property.getValue());
      }
    } else if (value instanceof ObjectNode object) {
      object.forEach(entry -> defaulted(entry, schema.path("additionalProperties")));
    }
    return value;
  }

  private static void complete(ObjectNode object, String name, JsonNode schema) {
    if (object.path(name).isNull() && !schema.path("nullable").asBoolean()) {
      object.remove(name);
    }
    if (!object.has(name) && schema.has("default")) {
      object.set(name, schema.get("default").deepCopy());
    }
    if (object.has(name)) {
      defaulted(object.get(name), schema);
    }
  }
}
