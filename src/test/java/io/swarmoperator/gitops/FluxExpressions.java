package io.swarmoperator.gitops;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import io.swarmoperator.decide.Kstatus;
import java.util.Map;

/**
 * Health expressions of a Flux Kustomization, in the order in which Flux asks them (flux2 RFC
 * 0009). One that can't be evaluated fails the check, and so it does here.
 */
record FluxExpressions(String inProgress, String failed, String current) {
  private static final Cel CEL =
      CelFactory.standardCelBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("metadata", SimpleType.DYN)
          .addVar("spec", SimpleType.DYN)
          .addVar("status", SimpleType.DYN)
          .build();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

  static FluxExpressions of(JsonNode check) {
    return new FluxExpressions(
        check.path("inProgress").asText(),
        check.path("failed").asText(),
        check.path("current").asText());
  }

  Kstatus status(JsonNode object) {
    JsonNode observed = object.at("/status/observedGeneration");
    if (!observed.isMissingNode()
        && observed.asLong() != object.at("/metadata/generation").asLong()) {
      return Kstatus.IN_PROGRESS;
    }
    if (holds(inProgress, object)) {
      return Kstatus.IN_PROGRESS;
    }
    if (holds(failed, object)) {
      return Kstatus.FAILED;
    }
    return holds(current, object) ? Kstatus.CURRENT : Kstatus.IN_PROGRESS;
  }

  private static boolean holds(String expression, JsonNode object) {
    try {
      return (Boolean)
          CEL.createProgram(CEL.compile(expression).getAst())
              .eval(JSON.convertValue(object, VARIABLES));
    } catch (Exception e) {
      throw new IllegalStateException(expression, e);
    }
  }
}
