package io.swarmoperator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.CustomResourceDefinitions;
import io.swarmoperator.api.SwarmService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why a case can't exist here.
 *
 * @param why in words
 * @param until the field with which it comes into being, such as {@code spec.endpoint.ports}; empty
 *     when it never will
 */
record NotApplicable(String why, Optional<String> until) {
  private static final Path FILE = Path.of("src/test/resources/conformance/not-applicable.yaml");

  /** All reasons by the case's number. */
  static Map<String, NotApplicable> all() throws IOException {
    Map<String, NotApplicable> reasons = new TreeMap<>();
    JsonNode file = Serialization.unmarshal(Files.readString(FILE), JsonNode.class);
    for (Map.Entry<String, JsonNode> entry : file.properties()) {
      String why = entry.getValue().path("why").asText().strip();
      Optional<String> until = Optional.ofNullable(entry.getValue().path("until").textValue());
      reasons.put(entry.getKey(), new NotApplicable(why, until));
    }
    return reasons;
  }

  /** Whether the reason is gone: the schema has the field. */
  boolean stale() {
    return until.filter(NotApplicable::inSchema).isPresent();
  }

  private static boolean inSchema(String field) {
    JsonNode schema =
        CustomResourceDefinitions.tree(SwarmService.class)
            .at("/spec/versions/0/schema/openAPIV3Schema");
    for (String name : field.split("\\.", -1)) {
      schema = schema.path("properties").path(name);
    }
    return !schema.isMissingNode();
  }
}
