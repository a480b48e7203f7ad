package io.swarmoperator.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.Kstatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What tools say of a service: kstatus, which kubectl plug-ins and Flux use, and Argo CD. */
record Verdict(Kstatus kstatus, String argo) {

  static Verdict of(JsonNode object) {
    return new Verdict(kstatus(object), ArgoScripts.health(object).status());
  }

  /** An object that hasn't been looked at in its present generation is in progress. */
  static Kstatus kstatus(JsonNode object) {
    JsonNode observed = object.at("/status/observedGeneration");
    if (!observed.isMissingNode()
        && observed.asLong() != object.at("/metadata/generation").asLong()) {
      return Kstatus.IN_PROGRESS;
    }
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode condition : object.at("/status/conditions")) {
      conditions.add(
          new Condition(
              condition.path("type").asText(),
              condition.path("status").asText().equals("True"),
              reason(condition.path("reason").asText()),
              condition.path("message").asText()));
    }
    return conditions.isEmpty() ? Kstatus.CURRENT : Kstatus.of(conditions);
  }

  private static ConditionReason reason(String word) {
    return Stream.of(ConditionReason.values())
        .filter(reason -> reason.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no reason of a condition: " + word));
  }

  @Override
  public String toString() {
    return kstatus + " " + argo;
  }
}
