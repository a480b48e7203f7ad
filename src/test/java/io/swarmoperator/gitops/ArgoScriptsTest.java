package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.decide.Kstatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Argo CD's scripts on services as operators left them. */
class ArgoScriptsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          converged         | CURRENT     | Healthy     | pause restart
          updating          | IN_PROGRESS | Progressing | pause restart rollback
          updated           | CURRENT     | Healthy     | pause restart rollback
          paused-by-user    | IN_PROGRESS | Suspended   | restart resume rollback
          paused-by-failure | FAILED      | Degraded    | pause restart resume rollback
          rolled-back       | FAILED      | Degraded    | pause restart resume
          rolling-back      | IN_PROGRESS | Progressing | pause restart resume
          rollback-paused   | FAILED      | Degraded    | pause restart resume
          no-suitable-node  | FAILED      | Degraded    | pause restart
          invalid-spec      | FAILED      | Degraded    | pause restart
          job-completed     | CURRENT     | Healthy     | restart
          """)
  void saysWhatItIsAndOffersWhatCanBeDone(
      String captured, Kstatus kstatus, String argo, String offered) {
    JsonNode service = Captured.read(captured);

    assertThat(Verdict.of(service)).isEqualTo(new Verdict(kstatus, argo));
    assertThat(
            ArgoScripts.actions(service).entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey))
        .containsExactly(offered.split(" "));
    assertThat(ArgoScripts.actions(service).keySet())
        .containsExactly("pause", "restart", "resume", "rollback");
  }

  @Test
  void theMessageIsTheConditions() {
    assertThat(ArgoScripts.health(Captured.read("rolled-back")).message())
        .isEqualTo(condition(Captured.read("rolled-back"), "Stalled").path("message").asText())
        .isNotEmpty();
  }

  /** What a tool writes is not yet what the operator has seen. */
  @Test
  void aNewVersionIsInProgressWhateverTheOldOneWas() {
    ObjectNode service = Captured.read("converged").deepCopy();
    service.withObject("metadata").put("generation", 99);

    assertThat(Verdict.of(service)).isEqualTo(new Verdict(Kstatus.IN_PROGRESS, "Progressing"));
  }

  @Test
  void whatNobodyHasLookedAtIsInProgress() {
    ObjectNode service = Captured.read("converged").deepCopy();
    service.putObject("status").put("observedGeneration", -1);

    assertThat(Verdict.of(service)).isEqualTo(new Verdict(Kstatus.IN_PROGRESS, "Progressing"));
    service.remove("status");
    assertThat(ArgoScripts.health(service).status()).isEqualTo("Progressing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          updating          | pause    | /spec/paused                                      | true
          paused-by-user    | resume   | /spec/paused                                      | false
          paused-by-failure | resume   | /metadata/annotations/swarmoperator.io~1resume    | true
          rollback-paused   | resume   | /metadata/annotations/swarmoperator.io~1resume    | true
          rolled-back       | resume   | /metadata/annotations/swarmoperator.io~1resume    | true
          updated           | rollback | /metadata/annotations/swarmoperator.io~1rollback  | previous
          updated           | restart  | /spec/template/forceUpdate                        | 1
          """)
  void anActionChangesOneField(String captured, String action, String pointer, String value) {
    ObjectNode before = Captured.read(captured).deepCopy();
    JsonNode after = ArgoScripts.act(action, before);

    assertThat(after.at(pointer).asText()).isEqualTo(value);
    assertThat(without(after, pointer)).isEqualTo(without(before, pointer));
  }

  /** An annotations object that is empty is as good as none. */
  private static JsonNode without(JsonNode object, String pointer) {
    ObjectNode copy = object.deepCopy();
    int last = pointer.lastIndexOf('/');
    if (copy.at(pointer.substring(0, last)) instanceof ObjectNode parent) {
      parent.remove(pointer.substring(last + 1).replace("~1", "/"));
    }
    if (copy.at("/metadata/annotations").isEmpty()) {
      ((ObjectNode) copy.at("/metadata")).remove("annotations");
    }
    return copy;
  }

  private static JsonNode condition(JsonNode service, String type) {
    for (JsonNode condition : service.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    throw new AssertionError(type);
  }
}
