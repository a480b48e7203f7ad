package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an object needs no write. */
class JsonSubsetTest {

  @ParameterizedTest(name = "{2}: {0} in {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}             | {a: 1}                    | true
          {a: 1}             | {a: 2}                    | false
          {a: 1}             | {a: 1, added: x}          | true
          {a: {b: 1}}        | {a: {b: 1, added: x}}     | true
          {a: {b: 1}}        | {a: {}}                   | false
          {a: x}             | {}                        | false
          {a: ''}            | {}                        | true
          {a: false, b: 0}   | {}                        | true
          {a: true}          | {}                        | false
          {a: []}            | {}                        | true
          {a: [1, 2]}        | {a: [1, 2]}               | true
          {a: [1, 2]}        | {a: [1, 2, 3]}            | false
          {a: [1, 2]}        | {a: [2, 1]}               | false
          {a: [{b: 1}]}      | {a: [{b: 1, added: x}]}   | true
          {a: []}            | {a: [1]}                  | false
          """)
  void holds(String rendered, String actual, boolean holds) {
    assertThat(
            JsonSubset.holds(
                Serialization.unmarshal("---\n" + rendered, Map.class),
                Serialization.unmarshal("---\n" + actual, Map.class)))
        .isEqualTo(holds);
  }
}
