package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import java.util.Objects;

/** What a label selector of a disruption budget takes, as the API server reads it. */
final class LabelSelectors {
  private LabelSelectors() {}

  /** Whether a selector takes pods with these labels; none takes nothing, an empty one all. */
  static boolean selects(LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return false;
    }
    Map<String, String> wanted = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && selector.getMatchExpressions().stream()
            .allMatch(expression -> meets(expression, labels));
  }

  private static boolean meets(LabelSelectorRequirement expression, Map<String, String> labels) {
    String value = labels.get(expression.getKey());
    return switch (expression.getOperator()) {
      case "In" -> value != null && expression.getValues().contains(value);
      case "NotIn" -> value == null || !expression.getValues().contains(value);
      case "Exists" -> value != null;
      default -> value == null;
    };
  }
}
