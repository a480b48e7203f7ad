package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaDefaultsTest {

  private final SchemaDefaults defaults = SchemaDefaults.of(SwarmService.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: a",
        "{image: a, restartPolicy: {}, resources: {}, env: [], labels: {}, workingDir: ''}",
        "{image: a, restartPolicy: null, init: null, command: null}",
        "{image: a, restartPolicy: {delay: 5s, condition: any}, init: false, forceUpdate: 0}",
        "{image: a, resources: {limits: {}, reservations: {}}, stopGracePeriod: 10s}",
      })
  void whatMeansTheSameBecomesTheSame(String template) {
    JsonNode bare = yaml("image: a");
    assertThat(defaults.prune(yaml(template), "/template")).isEqualTo(bare);
    JsonNode complete = defaults.apply(yaml(template), "/template");
    assertThat(defaults.prune(complete, "/template")).isEqualTo(bare);
  }

  @Test
  void absentBlocksBecomeComplete() {
    JsonNode complete = defaults.apply(yaml("template: {image: a}"), "");
    assertThat(complete.at("/updateConfig"))
        .isEqualTo(
            yaml(
                "{parallelism: 1, delay: 0s, order: stop-first, failureAction: pause,"
                    + " monitor: 5s, maxFailureRatio: 0}"));
    assertThat(complete.at("/rollbackConfig")).isEqualTo(complete.at("/updateConfig"));
    assertThat(complete.at("/replicas").asInt()).isEqualTo(1);
    assertThat(complete.has("taskHistoryLimit")).isFalse();
    assertThat(defaults.prune(complete, "")).isEqualTo(yaml("template: {image: a}"));
  }

  @Test
  void whatDiffersFromItsDefaultStays() {
    JsonNode template =
        yaml("{image: a, init: true, restartPolicy: {delay: 6s}, resources: {limits: {cpu: 1}}}");
    assertThat(defaults.prune(defaults.apply(template, "/template"), "/template"))
        .isEqualTo(template);
  }

  @Test
  void emptyEntriesOfListsAndMapsStay() {
    JsonNode template =
        yaml("{image: a, args: ['', x], labels: {a: ''}, annotations: {b: ''}, env: [{name: A}]}");
    assertThat(defaults.prune(template, "/template")).isEqualTo(template);
  }

  @Test
  void anEmptyValueOfAVariableIsNoValue() {
    assertThat(defaults.prune(yaml("{image: a, env: [{name: A, value: ''}]}"), "/template"))
        .isEqualTo(yaml("{image: a, env: [{name: A}]}"));
  }

  @Test
  void numbersAreComparedByValue() {
    assertThat(defaults.prune(yaml("maxFailureRatio: 0.0"), "/updateConfig")).isEmpty();
    assertThat(defaults.prune(yaml("maxFailureRatio: 0.5"), "/updateConfig")).hasSize(1);
  }

  @Test
  void whatTheSchemaDoesNotKnowStays() {
    JsonNode template = yaml("{image: a, later: {}, other: ''}");
    assertThat(defaults.prune(template, "/template")).isEqualTo(template);
  }

  @Test
  void aFieldThatTheSchemaGainsChangesNothing() {
    JsonNode template = yaml("{image: a, restartPolicy: {condition: none}}");
    SchemaDefaults later =
        SchemaDefaults.ofSpecSchema(
            yaml(
                "properties: {template: {properties: {image: {}, tty: {default: false}, health:"
                    + " {default: {}, properties: {retries: {default: 3}}},"
                    + " restartPolicy: {default: {}, properties: {condition: {default: any},"
                    + " jitter: {default: 0}}}}}}"));
    JsonNode stored = later.apply(template, "/template");
    assertThat(stored.at("/health/retries").asInt()).isEqualTo(3);
    assertThat(later.prune(stored, "/template")).isEqualTo(defaults.prune(template, "/template"));
  }

  @Test
  void theGivenValueIsLeftAsItIs() {
    JsonNode template = yaml("{image: a, init: false}");
    assertThat(defaults.prune(template, "/template")).isNotEqualTo(template);
    assertThat(defaults.apply(template, "/template")).isNotEqualTo(template);
    assertThat(template).isEqualTo(yaml("{image: a, init: false}"));
  }

  @Test
  void aPointerThatLeadsNowhereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.prune(yaml("{}"), "/templates"))
        .withMessageContaining("/templates");
  }

  private static JsonNode yaml(String text) {
    return Serialization.unmarshal("---\n" + text, JsonNode.class);
  }
}
