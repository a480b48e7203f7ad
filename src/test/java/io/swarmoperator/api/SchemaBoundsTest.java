package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every field of the schema is described and bounded, so that no CEL rule is without a cost limit.
 */
class SchemaBoundsTest {

  private final List<String> faults = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(classes = {SwarmService.class, SwarmTask.class})
  void everyFieldIsDescribedAndBounded(Class<? extends CustomResource<?, ?>> kind) {
    JsonNode definition =
        Serialization.unmarshal(CustomResourceDefinitions.yaml(kind), JsonNode.class);
    JsonNode schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
    assertThat(schema.path("description").asText()).isNotEmpty();
    checkField("spec", schema.at("/properties/spec"));
    checkField("status", schema.at("/properties/status"));
    assertThat(faults).isEmpty();
  }

  private void checkField(String path, JsonNode schema) {
    require(path, schema, "description");
    checkValue(path, schema);
  }

  private void checkValue(String path, JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      require(path, schema, "maxLength");
      return;
    }
    switch (schema.path("type").asText()) {
      case "object" -> checkObject(path, schema);
      case "array" -> {
        require(path, schema, "maxItems");
        checkValue(path + "[]", schema.path("items"));
      }
      case "integer", "number" -> {
        require(path, schema, "minimum");
        require(path, schema, "maximum");
      }
      case "string" -> {
        if (!schema.has("enum")) {
          require(path, schema, "maxLength");
        }
      }
      case "boolean" -> {}
      default -> faults.add(path + " has the type " + schema.path("type"));
    }
  }

  private void checkObject(String path, JsonNode schema) {
    if (schema.has("additionalProperties")) {
      require(path, schema, "maxProperties");
      checkValue(path + "{}", schema.get("additionalProperties"));
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      checkField(path + "." + property.getKey(), property.getValue());
    }
  }

  private void require(String path, JsonNode schema, String keyword) {
    if (!schema.has(keyword)) {
      faults.add(path + " lacks " + keyword);
    }
  }
}
