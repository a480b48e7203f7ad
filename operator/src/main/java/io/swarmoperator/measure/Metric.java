package io.swarmoperator.measure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.FailureKind;
import io.swarmoperator.decide.NoticeReason;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.RolloutState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every metric of the operator, and the only way to register one. docs/reference-metrics.md is made
 * of this list.
 */
public enum Metric {
  SERVICES(
      "swarmoperator_services",
      Kind.GAUGE,
      "Services in this state.",
      "counted at each scrape; `waiting` is none of the other three: paused by its spec, a job without work, not looked at yet",
      Label.of("state", "ready", "reconciling", "stalled", "waiting")),
  SERVICES_STALLED(
      "swarmoperator_services_stalled",
      Kind.GAUGE,
      "Stalled services by the reason of their condition Stalled.",
      "counted at each scrape",
      new Label(
          "reason",
          Stream.concat(
                  Stream.of(ConditionReason.values())
                      .filter(ConditionReason::stalls)
                      .map(ConditionReason::word),
                  Stream.of("Other"))
              .toList())),
  SERVICES_IN_ROLLOUT(
      "swarmoperator_services_in_rollout",
      Kind.GAUGE,
      "Services whose update or rollback is in this state.",
      "counted at each scrape",
      new Label(
          "state",
          Stream.of(RolloutState.values())
              .filter(state -> !state.done())
              .map(RolloutState::word)
              .toList())),
  ROLLOUT_OLDEST(
      "swarmoperator_rollout_oldest_seconds",
      Kind.GAUGE,
      "How long the oldest update or rollback has been under way; 0 when none is.",
      "reckoned at each scrape; what is paused, by a failure or by its spec, doesn't count"),
  ROLLOUTS(
      "swarmoperator_rollouts",
      Kind.COUNTER,
      "Steps in the life of updates and rollbacks.",
      "once the step is in the service's status; each run is started once and ends once, in one of the other events, unless its service is deleted",
      Label.of("kind", "update", "rollback"),
      Label.of("event", "started", "completed", "paused", "rolled_back", "superseded")),
  ROLLOUT_DURATION(
      "swarmoperator_rollout_duration",
      Kind.TIMER,
      "Time from the start of an update or rollback to its end.",
      "at each end of a run; an automatic rollback counts from the start of the update that failed",
      Label.of("kind", "update", "rollback"),
      Label.of("outcome", "completed", "paused", "rolled_back", "superseded")),
  TASKS(
      "swarmoperator_tasks",
      Kind.GAUGE,
      "Tasks of the history in this state, the live ones included.",
      "counted at each scrape",
      Label.of("state", TaskState.class, Label::word)),
  TASK_CREATIONS(
      "swarmoperator_task_creations",
      Kind.COUNTER,
      "Tasks that were made, by the reason why.",
      "when the pod of a task is made",
      Label.of("reason", Reason.class, Reason::word)),
  TASK_FAILURES(
      "swarmoperator_task_failures",
      Kind.COUNTER,
      "Tasks that ended without having been told to and without success.",
      "when the end of a task is seen for the first time",
      Label.of("reason", FailureKind.class, FailureKind::word)),
  NODE_REPLACEMENT(
      "swarmoperator_node_replacement",
      Kind.TIMER,
      "Time from when a node was seen not ready to the creation of the pod that replaces a task of it.",
      "for each task that is replaced because its node isn't ready; a node that was deleted isn't timed"),
  RECONCILE(
      "swarmoperator_reconcile",
      Kind.TIMER,
      "How long decisions took, with the writes that they wait for.",
      "after each look at a service",
      Label.of("result", "success", "failure")),
  RECONCILE_FAILURES(
      "swarmoperator_reconcile_failures",
      Kind.COUNTER,
      "Decisions that ended in an error and are repeated.",
      "after each of them"),
  QUEUE_DEPTH(
      "swarmoperator_queue_depth",
      Kind.GAUGE,
      "Services that are due and wait for a free thread.",
      "read at each scrape"),
  WRITES(
      "swarmoperator_writes",
      Kind.COUNTER,
      "Writes to the API server.",
      "before each write, be it refused or not",
      Label.of("verb", "create", "update", "update-status", "patch", "delete", "deletecollection"),
      Label.of(
          "kind",
          "pod",
          "swarmtask",
          "swarmservice",
          "controllerrevision",
          "service",
          "poddisruptionbudget",
          "persistentvolumeclaim",
          "event")),
  RECORDS_WAITING(
      "swarmoperator_records_waiting",
      Kind.GAUGE,
      "Task records that are yet to be written.",
      "read at each scrape"),
  NOTICES(
      "swarmoperator_notices",
      Kind.COUNTER,
      "What the user was to be told, by the reason of the Event.",
      "before the Event is written, be it written or not",
      new Label(
          "reason", Stream.of(NoticeReason.values()).map(NoticeReason::word).distinct().toList())),
  EVENTS_DROPPED(
      "swarmoperator_events_dropped",
      Kind.COUNTER,
      "Events that were not written, because too many waited.",
      "when an API server is slower than what is to be told"),
  EVENTS_SUPPRESSED(
      "swarmoperator_events_suppressed",
      Kind.COUNTER,
      "Events that were not written, because the service has told as much before.",
      "while the same goes on happening to a service"),
  LEADING(
      "swarmoperator_leading",
      Kind.GAUGE,
      "1 while this operator acts, 0 while it waits for the lease.",
      "read at each scrape"),
  READY(
      "swarmoperator_ready",
      Kind.GAUGE,
      "1 while every cache is filled and watches, as /readyz says.",
      "read at each scrape");

  /** What a metric is in Prometheus' words. */
  public enum Kind {
    GAUGE,
    COUNTER,
    /** A histogram of durations. */
    TIMER
  }

  /** From a reconcile that writes nothing to an update that takes half a day. */
  private static final Duration[] BUCKETS =
      Stream.of(
              "PT0.01S", "PT0.05S", "PT0.1S", "PT0.5S", "PT1S", "PT5S", "PT15S", "PT30S", "PT1M",
              "PT2M", "PT5M", "PT15M", "PT1H", "PT4H", "PT12H")
          .map(Duration::parse)
          .toArray(Duration[]::new);

  private final String meter;
  private final Kind kind;
  private final String meaning;
  private final String changes;

  @SuppressWarnings("ImmutableEnumChecker") // a List.of
  private final List<Label> labels;

  Metric(String meter, Kind kind, String meaning, String changes, Label... labels) {
    this.meter = meter;
    this.kind = kind;
    this.meaning = meaning;
    this.changes = changes;
    this.labels = List.of(labels);
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Its name in Prometheus. */
  public String exposed() {
    return switch (kind) {
      case GAUGE -> meter;
      case COUNTER -> meter + "_total";
      case TIMER -> meter + "_seconds";
    };
  }

  /** What it means, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** When its value changes. */
  public String changes() {
    return changes;
  }

  /** Its labels. */
  public List<Label> labels() {
    return labels;
  }

  /** A counter with values of its labels, in their order. */
  public Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(meter).description(meaning).tags(tags(values)).register(registry);
  }

  /** A histogram with values of its labels, in their order. */
  public Timer timer(MeterRegistry registry, String... values) {
    return Timer.builder(meter)
        .description(meaning)
        .serviceLevelObjectives(BUCKETS)
        .tags(tags(values))
        .register(registry);
  }

  /** A gauge that asks for its value, with values of its labels, in their order. */
  public void gauge(MeterRegistry registry, Supplier<Number> value, String... values) {
    Gauge unused =
        Gauge.builder(meter, value)
            .description(meaning)
            .tags(tags(values))
            .strongReference(true)
            .register(registry);
  }

  /** Shows all series of counters and histograms as 0: one that just appears has no rate. */
  public static void showAll(MeterRegistry registry) {
    for (Metric metric : values()) {
      // what is written where follows from the code: most pairs never come
      if (metric == WRITES) {
        continue;
      }
      for (String[] values : combinations(metric.labels)) {
        switch (metric.kind) {
          case COUNTER -> metric.counter(registry, values);
          case TIMER -> metric.timer(registry, values);
          case GAUGE -> {}
        }
      }
    }
  }

  private static List<String[]> combinations(List<Label> labels) {
    List<String[]> all = new ArrayList<>(List.<String[]>of(new String[0]));
    for (Label label : labels) {
      all =
          all.stream()
              .flatMap(
                  begun ->
                      label.values().stream()
                          .map(
                              value ->
                                  Stream.concat(Stream.of(begun), Stream.of(value))
                                      .toArray(String[]::new)))
              .toList();
    }
    return all;
  }

  private List<Tag> tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(meter + " has " + labels.size() + " labels");
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Label label = labels.get(i);
      if (!label.values().contains(values[i])) {
        throw new IllegalArgumentException(meter + ": " + label.name() + "=" + values[i]);
      }
      tags.add(Tag.of(label.name(), values[i]));
    }
    return tags;
  }
}
