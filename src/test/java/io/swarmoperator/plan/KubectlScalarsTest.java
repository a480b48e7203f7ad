package io.swarmoperator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values are those that {@code kubectl annotate --local -o json} 1.34 prints. */
class KubectlScalarsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          yes    | true
          on     | true
          y      | true
          NO     | false
          n      | false
          off    | false
          nO     | "nO"
          tRUE   | "tRUE"
          ~      | null
          Null   | null
          010    | 8
          -010   | -8
          08     | 8
          0o17   | 15
          0o8    | "0o8"
          0x1F   | 31
          +0xA   | 10
          -0x_f  | -15
          0_x1f  | 31
          0x     | "0x"
          0b101  | 5
          -0b11  | -3
          0b2    | "0b2"
          1_000  | 1000
          1__0   | 10
          0_7    | 7
          _1     | "_1"
          +5     | 5
          3.0    | 3
          5.     | 5
          1e3    | 1000
          0.1e1  | 1
          1.5    | 1.5
          .5     | 0.5
          -.5    | -0.5
          09.5   | 9.5
          1e     | "1e"
          1e400  | "1e400"
          1.2.3  | "1.2.3"
          100m   | "100m"
          12:30:45       | "12:30:45"
          2001-01-01     | "2001-01-01"
          'yes'          | "yes"
          "010"          | "010"
          !!str yes      | "yes"
          !!float 3      | 3
          !!int "3"      | 3
          """)
  void aScalarIsWhatKubectlSends(String scalar, String json)
      throws BadInputException, JsonProcessingException {
    JsonNode read = SourceDocument.of("f", "[" + scalar + "]").tree().get(0);

    assertThat(read.toString()).isEqualTo(MAPPER.readTree(json).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {".nan", ".NaN", ".inf", "-.Inf", "+.INF", "!!int x", "!!bool 1"})
  void whatKubectlCantSendIsRefusedOnItsLine(String scalar) {
    assertThatThrownBy(() -> SourceDocument.of("f", "a:\n- b: " + scalar))
        .isInstanceOf(BadInputException.class)
        .hasMessage("f:2: a[0].b: is no value that Kubernetes knows");
  }
}
