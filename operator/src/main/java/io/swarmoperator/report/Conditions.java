package io.swarmoperator.report;

import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.render.Unsupported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lays what acting found in the way over the conditions that were decided. */
public final class Conditions {
  private static final String UNSUPPORTED = "Unsupported";

  private Conditions() {}

  /** The conditions of a service about which nothing can be decided. */
  public static List<Condition> stalled(Condition why) {
    return List.of(
        new Condition("Ready", false, why.reason(), why.message()),
        new Condition("Reconciling", false, why.reason(), ""),
        why);
  }

  /** What is in the way of a service whose spec can't be carried out. */
  public static Condition invalidSpec(String message) {
    return new Condition("Stalled", true, ConditionReason.INVALID_SPEC, message);
  }

  /** The condition of a service that declares what its pods can't have; none when it doesn't. */
  public static List<Condition> unsupported(List<Unsupported> fields) {
    if (fields.isEmpty()) {
      return List.of();
    }
    String message =
        fields.stream()
            .map(field -> field.path() + ": " + field.reason())
            .collect(Collectors.joining("; "));
    return List.of(new Condition(UNSUPPORTED, true, ConditionReason.FIELDS_NOT_SUPPORTED, message));
  }

  /**
   * The status with conditions that count more than its own. A stalled service doesn't reconcile
   * too: kstatus would call it busy (mechanics 15).
   */
  public static ServiceStatus with(ServiceStatus status, List<Condition> found) {
    if (found.isEmpty()) {
      return status;
    }
    Map<String, Condition> conditions = new LinkedHashMap<>();
    status.conditions().forEach(c -> conditions.put(c.type(), c));
    for (Condition condition : found) {
      switch (condition.type()) {
        case "Stalled" -> stalled(condition).forEach(c -> conditions.put(c.type(), c));
        case "Reconciling" -> reconciling(condition, conditions);
        case UNSUPPORTED -> conditions.merge(UNSUPPORTED, condition, Conditions::both);
        default -> conditions.put(condition.type(), condition);
      }
    }
    return new ServiceStatus(
        status.desiredTasks(),
        status.runningTasks(),
        status.updatedTasks(),
        status.replicas(),
        status.completed(),
        status.summary(),
        status.minAvailable(),
        List.copyOf(conditions.values()));
  }

  private static void reconciling(Condition condition, Map<String, Condition> conditions) {
    if (!conditions.get("Stalled").status()) {
      conditions.put("Reconciling", condition);
      conditions.put(
          "Ready", new Condition("Ready", false, condition.reason(), condition.message()));
    }
  }

  /** What is unsupported for one reason, and for another: neither hides the other. */
  private static Condition both(Condition one, Condition other) {
    return new Condition(
        UNSUPPORTED,
        true,
        ConditionReason.SEVERAL_CAUSES,
        withReason(one) + "; " + withReason(other));
  }

  private static String withReason(Condition condition) {
    return condition.reason() == ConditionReason.SEVERAL_CAUSES
        ? condition.message()
        : condition.reason().word() + ": " + condition.message();
  }
}
