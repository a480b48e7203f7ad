package io.swarmoperator.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  @Test
  void isCompactWithSortedKeysAtEveryDepth() throws JsonProcessingException {
    assertThat(
            CanonicalJson.write(
                CanonicalJson.read(
                    "{ \"b\": [ {\"z\": 1, \"a\": true} ],\n \"a\" : {\"y\":null, \"x\": 0} }")))
        .isEqualTo("{\"a\":{\"x\":0,\"y\":null},\"b\":[{\"a\":true,\"z\":1}]}");
  }

  /** The table of mechanics 9: what Go's encoder would write otherwise. */
  @ParameterizedTest
  @CsvSource({"<, \\u003c", ">, \\u003e", "&, \\u0026", "\u2028, \\u2028", "\u2029, \\u2029"})
  void writesWhatGoEscapesAsSixCharacters(String character, String escape)
      throws JsonProcessingException {
    String text =
        CanonicalJson.write(
            JsonNodeFactory.instance
                .objectNode()
                .put(character, "a " + character + character + " b"));
    assertThat(text).isEqualTo("{\"" + escape + "\":\"a " + escape + escape + " b\"}");
    assertThat(CanonicalJson.read(text).get(character).textValue())
        .isEqualTo("a " + character + character + " b");
  }

  @Test
  void leavesOtherCharactersAsTheyAre() {
    assertThat(CanonicalJson.write(JsonNodeFactory.instance.textNode("é🐳'/=\u007f")))
        .isEqualTo("\"é🐳'/=\u007f\"");
  }

  @Test
  void writesControlCharactersAsJsonDemands() throws JsonProcessingException {
    String text = CanonicalJson.write(JsonNodeFactory.instance.textNode("\n\t\"\\\u0001"));
    assertThat(text).isEqualTo("\"\\n\\t\\\"\\\\\\u0001\"");
    assertThat(CanonicalJson.read(text).textValue()).isEqualTo("\n\t\"\\\u0001");
  }
}
