package io.swarmoperator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ServiceRulesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void aRuleOnTheOldValueHoldsAtCreation() throws BadInputException {
    assertThat(rules("self == oldSelf").check(document("mode: b"), MissingNode.getInstance()))
        .isEmpty();
  }

  @Test
  void aRuleOnTheOldValueComparesWithTheObjectBefore() throws BadInputException {
    JsonNode before = MAPPER.createObjectNode().put("mode", "a");

    assertThat(rules("self == oldSelf").check(document("mode: a"), before)).isEmpty();
    assertThat(rules("self == oldSelf").check(document("mode: b"), before))
        .containsExactly(new Problem("f.yaml", 1, "mode", "can't be changed"));
  }

  @Test
  void aRuleThatCantBeEvaluatedDoesntHold() throws BadInputException {
    assertThat(
            rules("duration(self) > duration('1s')")
                .check(document("mode: b"), MissingNode.getInstance()))
        .hasSize(1);
  }

  private static ServiceRules rules(String rule) {
    ObjectNode schema = MAPPER.createObjectNode();
    ObjectNode mode = schema.putObject("properties").putObject("mode");
    mode.putArray("x-kubernetes-validations")
        .addObject()
        .put("rule", rule)
        .put("message", "can't be changed");
    return new ServiceRules(schema);
  }

  private static SourceDocument document(String yaml) throws BadInputException {
    return SourceDocument.of("f.yaml", yaml);
  }
}
