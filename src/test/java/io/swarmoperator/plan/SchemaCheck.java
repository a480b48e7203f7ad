package io.swarmoperator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** What the definition's schema and rules say of a service, for tests of other packages. */
public final class SchemaCheck {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final ServiceSchema schema = new ServiceSchema();
  private final ServiceRules rules = new ServiceRules(schema.structural());

  /** The schema of a service's spec. */
  public JsonNode spec() {
    return schema.structural().at("/properties/spec");
  }

  /** What is wrong with an object that is being created; nothing when an API server takes it. */
  public List<String> problems(JsonNode object) {
    try {
      SourceDocument document = SourceDocument.of("f.yaml", MAPPER.writeValueAsString(object));
      List<Problem> problems = new ArrayList<>(schema.complete(document));
      if (problems.isEmpty()) {
        problems.addAll(ListKeys.check(schema.structural(), document));
        problems.addAll(rules.check(document, MissingNode.getInstance()));
      }
      return problems.stream().map(Problem::toString).toList();
    } catch (JsonProcessingException | BadInputException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
