package io.swarmoperator.plan;

import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.report.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What would happen to a service.
 *
 * @param service its name
 * @param images what the revisions run, by number
 * @param rows what happens
 * @param ending how it ends
 * @param duration until nothing more happens, or until what happens only repeats itself
 * @param status the service's status then
 * @param memory the other part of its status
 */
record Forecast(
    String service,
    SortedMap<Long, String> images,
    List<PlanRow> rows,
    Ending ending,
    Duration duration,
    ServiceStatus status,
    Memory memory) {

  /** How a forecast ends. */
  enum Ending {
    AT_REST("nothing more happens"),
    /** An update that waits for a task which never comes up. */
    WAITING("the rollout waits without end"),
    /** A slot whose tasks end again and again. */
    REPEATING("tasks go on being restarted");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** The same with conditions that no course of events brings about. */
  Forecast with(List<Condition> conditions) {
    return new Forecast(
        service, images, rows, ending, duration, Conditions.with(status, conditions), memory);
  }

  /** The state of the rollout at the end, in the words of the status; empty when there was none. */
  String update() {
    return memory.rollout().map(Forecast::words).orElse("");
  }

  private static String words(Rollout rollout) {
    return rollout.state().word() + ": " + rollout.message();
  }
}
