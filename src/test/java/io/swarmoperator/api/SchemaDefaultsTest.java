package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDefaultsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaDefaults SCHEMA =
      new SchemaDefaults(
          json(
              """
              {"properties": {
                "plain": {},
                "number": {"default": 1},
                "block": {"default": {}, "properties": {"a": {"default": "x"}, "b": {}}},
                "optional": {"properties": {"a": {"default": "x"}}},
                "list": {"items": {"properties": {"a": {"default": "x"}, "b": {}}}},
                "map": {"additionalProperties": {"properties": {"a": {"default": "x"}, "b": {}}}}
              }}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                              | {'number':1,'block':{'a':'x'}}",
        "{'number':null}                 | {'number':1,'block':{'a':'x'}}",
        "{'number':2,'block':{'b':1}}    | {'number':2,'block':{'a':'x','b':1}}",
        "{'optional':{}}                 | {'number':1,'block':{'a':'x'},'optional':{'a':'x'}}",
        "{'list':[{},{'a':'y'}]}         | {'number':1,'block':{'a':'x'},'list':[{'a':'x'},{'a':'y'}]}",
        "{'map':{'k':{'b':1}}}           | {'number':1,'block':{'a':'x'},'map':{'k':{'a':'x','b':1}}}",
        "{'unknown':{'c':1}}             | {'number':1,'block':{'a':'x'},'unknown':{'c':1}}"
      })
  void fillsInAsTheApiServerDoes(String declared, String complete) {
    assertThat(SCHEMA.apply(json(declared))).isEqualTo(json(complete));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'number':1,'block':{'a':'x'}}   | {}",
        "{'number':1.0,'block':{}}        | {}",
        "{'number':2,'plain':0}           | {'number':2,'plain':0}",
        "{'plain':null}                   | {}",
        "{'block':{'a':'x','b':1}}        | {'block':{'b':1}}",
        "{'optional':{'a':'x'}}           | {'optional':{}}",
        "{'list':[{'a':'x','b':1},{}]}    | {'list':[{'b':1},{}]}",
        "{'map':{'k':{'a':'x'}}}          | {'map':{'k':{}}}",
        "{'unknown':{'c':1}}              | {'unknown':{'c':1}}"
      })
  void leavesOutWhatWouldBeFilledIn(String complete, String pruned) {
    assertThat(SCHEMA.prune(json(complete))).isEqualTo(json(pruned));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
