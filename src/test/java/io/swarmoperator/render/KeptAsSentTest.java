package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptAsSentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "{a: 1}            | {a: 1, b: 2}     | none",
        "{a: ''}           | {}               | none",
        "{a: {b: []}}      | {}               | none",
        "{a: 1024Mi}       | {a: 1Gi}         | none",
        "{a: 0.5}          | {a: 500m}        | none",
        "{a: x}            | {}               | .a: sent \"x\", stored ",
        "{a: {b: x}}       | {}               | .a.b: sent \"x\", stored ",
        "{a: 1Gi}          | {a: 1G}          | .a: sent \"1Gi\", stored \"1G\"",
        "{a: [{b: 1}]}     | {a: [{b: 2}]}    | .a[0].b: sent 1, stored 2",
        "{a: [1]}          | {a: [1, 2]}      | .a: sent [1], stored [1,2]",
        "{a: [1]}          | {}               | .a: sent [1], stored ",
      })
  void tellsWhatWasNotKept(String sent, String stored, String lost) {
    assertThat(String.join("\n", KeptAsSent.lost(parsed(sent), parsed(stored))).strip())
        .isEqualTo(lost == null ? "" : lost.strip());
  }

  private static JsonNode parsed(String yaml) {
    return Fixtures.YAML.unmarshal("---\n" + yaml, JsonNode.class);
  }
}
