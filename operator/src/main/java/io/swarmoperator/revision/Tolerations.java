package io.swarmoperator.revision;

import io.swarmoperator.decide.Taint;
import io.swarmoperator.decide.Toleration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Declared tolerations as the decisions know them. What covers no taint that keeps tasks away is
 * left out: one for {@code PreferNoSchedule}, or an operator that nobody knows.
 */
final class Tolerations {
  private Tolerations() {}

  static List<Toleration> toDecide(
      List<io.fabric8.kubernetes.api.model.Toleration> declaredTolerations) {
    return declaredTolerations.stream().flatMap(Tolerations::toDecide).toList();
  }

  private static Stream<Toleration> toDecide(io.fabric8.kubernetes.api.model.Toleration declared) {
    String effect = Objects.requireNonNullElse(declared.getEffect(), "");
    Optional<Taint.Effect> known = Taint.Effect.named(effect);
    if (known.isEmpty() && !effect.isEmpty()) {
      return Stream.empty();
    }
    return operator(declared.getOperator()).stream()
        .map(
            operator ->
                new Toleration(
                    Objects.requireNonNullElse(declared.getKey(), ""),
                    operator,
                    Objects.requireNonNullElse(declared.getValue(), ""),
                    known));
  }

  private static Optional<Toleration.Operator> operator(String declared) {
    return switch (Objects.requireNonNullElse(declared, "")) {
      case "", "Equal" -> Optional.of(Toleration.Operator.EQUAL);
      case "Exists" -> Optional.of(Toleration.Operator.EXISTS);
      default -> Optional.empty();
    };
  }
}
