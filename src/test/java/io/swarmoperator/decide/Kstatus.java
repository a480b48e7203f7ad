package io.swarmoperator.decide;

import java.util.List;

/** The rules of kstatus' Compute for what the operator writes (mechanics 15). */
public enum Kstatus {
  IN_PROGRESS,
  FAILED,
  CURRENT;

  /** What an object with these conditions is, seen in its present generation. */
  public static Kstatus of(List<Condition> conditions) {
    if (holds(conditions, "Reconciling")) {
      return IN_PROGRESS;
    }
    if (holds(conditions, "Stalled")) {
      return FAILED;
    }
    return holds(conditions, "Ready") ? CURRENT : IN_PROGRESS;
  }

  private static boolean holds(List<Condition> conditions, String type) {
    return conditions.stream().anyMatch(c -> c.type().equals(type) && c.status());
  }
}
