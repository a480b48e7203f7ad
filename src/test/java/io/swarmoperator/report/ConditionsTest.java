package io.swarmoperator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.render.Unsupported;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Condition READY =
      new Condition("Ready", true, ConditionReason.CONVERGED, "");
  private static final Condition BUDGET =
      new Condition(
          "Unsupported", true, ConditionReason.OTHER_DISRUPTION_BUDGET, "PodDisruptionBudget x");

  @Test
  void nothingUnsupportedIsNoCondition() {
    assertThat(Conditions.unsupported(List.of())).isEmpty();
  }

  @Test
  void unsupportedFieldsAreNamedWithTheirReasons() {
    assertThat(fields())
        .containsExactly(
            new Condition(
                "Unsupported",
                true,
                ConditionReason.FIELDS_NOT_SUPPORTED,
                "spec.a: no; spec.b: never"));
  }

  @Test
  void severalCausesAreShownTogether() {
    ServiceStatus status = Conditions.with(Conditions.with(status(), fields()), List.of(BUDGET));

    assertThat(status.conditions())
        .containsExactly(
            READY,
            new Condition(
                "Unsupported",
                true,
                ConditionReason.SEVERAL_CAUSES,
                "FieldsNotSupported: spec.a: no; spec.b: never;"
                    + " OtherDisruptionBudget: PodDisruptionBudget x"));
  }

  @Test
  void whatIsUnsupportedHoldsNothingUp() {
    assertThat(Conditions.with(status(), fields()).conditions()).contains(READY);
  }

  private static List<Condition> fields() {
    return Conditions.unsupported(
        List.of(new Unsupported("spec.a", "no"), new Unsupported("spec.b", "never")));
  }

  private static ServiceStatus status() {
    return new ServiceStatus(4, 4, 4, 4, 0, "4/4", 3, List.of(READY));
  }
}
