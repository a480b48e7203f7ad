package io.swarmoperator.report;

import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ServiceStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays what acting found in the way over the conditions that were decided. */
public final class Conditions {
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
    return new Condition("Stalled", true, "InvalidSpec", message);
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
}
