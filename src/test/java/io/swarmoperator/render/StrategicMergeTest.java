package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the API server merges the same way is shown by {@link PodPatchClusterTest}. */
class StrategicMergeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          a value is replaced               | {spec: {a: 1, b: 2}} | {spec: {b: 3}} | {spec: {a: 1, b: 3}}
          null takes a field away           | {spec: {a: 1, b: {c: 2}}} | {spec: {b: null}} | {spec: {a: 1}}
          null where there is nothing       | {spec: {a: 1}} | {spec: {b: null, c: {d: null, e: 2}}} | {spec: {a: 1, c: {e: 2}}}
          an object is merged               | {spec: {a: {b: 1, c: 2}}} | {spec: {a: {c: 3, d: 4}}} | {spec: {a: {b: 1, c: 3, d: 4}}}
          an object is replaced             | {spec: {a: {b: 1, c: 2}}} | {spec: {a: {$patch: replace, d: 4}}} | {spec: {a: {d: 4}}}
          an object is emptied              | {spec: {a: {b: 1, c: 2}}} | {spec: {a: {$patch: delete}}} | {spec: {a: {}}}
          some keys are retained            | {spec: {a: {b: 1, c: 2}}} | {spec: {a: {$retainKeys: [c, d], d: 4}}} | {spec: {a: {c: 2, d: 4}}}
          a list without key is replaced    | {spec: {tolerations: [{key: a}]}} | {spec: {tolerations: [{key: b}]}} | {spec: {tolerations: [{key: b}]}}
          an item is merged by its key      | {spec: {containers: [{name: a, image: x}, {name: b}]}} | {spec: {containers: [{name: a, tty: true}]}} | {spec: {containers: [{name: a, image: x, tty: true}, {name: b}]}}
          a new item comes first            | {spec: {containers: [{name: a}]}} | {spec: {containers: [{name: b}]}} | {spec: {containers: [{name: b}, {name: a}]}}
          the order is the patch's          | {spec: {containers: [{name: a}, {name: b}, {name: c}]}} | {spec: {containers: [{name: c}, {name: a}]}} | {spec: {containers: [{name: b}, {name: c}, {name: a}]}}
          what stood before a named item    | {spec: {containers: [{name: a}, {name: b}, {name: c}]}} | {spec: {containers: [{name: n}, {name: c}]}} | {spec: {containers: [{name: n}, {name: a}, {name: b}, {name: c}]}}
          an item goes                      | {spec: {volumes: [{name: a}, {name: b}]}} | {spec: {volumes: [{name: a, $patch: delete}]}} | {spec: {volumes: [{name: b}]}}
          an item that isn't there goes     | {spec: {volumes: [{name: b}]}} | {spec: {volumes: [{name: a, $patch: delete}]}} | {spec: {volumes: [{name: b}]}}
          an item is replaced               | {spec: {volumes: [{name: a, emptyDir: {}}]}} | {spec: {volumes: [{name: a, $retainKeys: [name, hostPath], hostPath: {path: /x}}]}} | {spec: {volumes: [{name: a, hostPath: {path: /x}}]}}
          all items are replaced            | {spec: {volumes: [{name: a}, {name: b}]}} | {spec: {volumes: [{$patch: replace}, {name: c}]}} | {spec: {volumes: [{name: c}]}}
          a list where there was none       | {spec: {}} | {spec: {volumes: [{name: a, emptyDir: null}, {name: b, $patch: delete}]}} | {spec: {volumes: [{name: a}]}}
          items of items                    | {spec: {containers: [{name: a, env: [{name: X, value: '1'}]}]}} | {spec: {containers: [{name: a, env: [{name: X, value: '2'}, {name: Y}]}]}} | {spec: {containers: [{name: a, env: [{name: X, value: '2'}, {name: Y}]}]}}
          numbers are keys                  | {spec: {containers: [{name: a, ports: [{containerPort: 80, name: web}]}]}} | {spec: {containers: [{name: a, ports: [{containerPort: 80, protocol: UDP}]}]}} | {spec: {containers: [{name: a, ports: [{containerPort: 80, name: web, protocol: UDP}]}]}}
          """)
  void merges(String what, String original, String patch, String merged) {
    ObjectNode before = yaml(original);

    assertThat(StrategicMerge.merge(before, yaml(patch))).isEqualTo(yaml(merged));
    assertThat(before).as("the original is left alone").isEqualTo(yaml(original));
  }

  private static ObjectNode yaml(String text) {
    // what begins with a brace would be read as JSON
    return (ObjectNode) Fixtures.YAML.unmarshal("---\n" + text, JsonNode.class);
  }
}
