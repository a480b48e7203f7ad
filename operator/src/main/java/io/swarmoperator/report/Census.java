package io.swarmoperator.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.swarmoperator.api.ServiceCondition;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.measure.Label;
import io.swarmoperator.measure.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows how many services and tasks there are in each state; counted when asked. */
public final class Census {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final String STALLED = "Stalled";

  private final Supplier<Stream<SwarmService>> services;
  private final Supplier<Stream<SwarmTask>> tasks;
  private final Clock clock;
  private Figures figures = Figures.NONE;
  private Instant counted = Instant.MIN;

  /**
   * Counts nothing yet.
   *
   * @param services all that are known
   * @param tasks all records
   * @param clock the operator's
   */
  public Census(
      Supplier<Stream<SwarmService>> services, Supplier<Stream<SwarmTask>> tasks, Clock clock) {
    this.services = services;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** What was counted in one go, so that the figures of a scrape fit together. */
  private record Figures(
      Map<String, Long> services,
      Map<String, Long> stalled,
      Map<String, Long> rollouts,
      Map<String, Long> tasks,
      Optional<Instant> oldest) {
    static final Figures NONE =
        new Figures(Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());
  }

  /** Shows all of it. */
  public void show(MeterRegistry registry) {
    show(registry, Metric.SERVICES, Figures::services);
    show(registry, Metric.SERVICES_STALLED, Figures::stalled);
    show(registry, Metric.SERVICES_IN_ROLLOUT, Figures::rollouts);
    show(registry, Metric.TASKS, Figures::tasks);
    Metric.ROLLOUT_OLDEST.gauge(registry, this::oldest);
  }

  private void show(
      MeterRegistry registry, Metric metric, Function<Figures, Map<String, Long>> of) {
    for (String value : metric.labels().get(0).values()) {
      metric.gauge(registry, () -> of.apply(present()).getOrDefault(value, 0L), value);
    }
  }

  private double oldest() {
    return present()
        .oldest()
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
        .orElse(0.0);
  }

  private synchronized Figures present() {
    Instant now = clock.instant();
    if (Duration.between(counted, now).abs().compareTo(FRESH) > 0) {
      counted = now;
      figures = count();
    }
    return figures;
  }

  private Figures count() {
    List<SwarmService> all = services.get().toList();
    return new Figures(
        by(all.stream().map(Census::state)),
        by(all.stream().flatMap(s -> stalled(s).stream())),
        by(all.stream().flatMap(s -> update(s).stream()).map(u -> Label.word(u.getState()))),
        by(
            tasks
                .get()
                .map(SwarmTask::getStatus)
                .filter(status -> status != null && status.getState() != null)
                .map(SwarmTaskStatus::getState)
                .map(Label::word)),
        all.stream()
            .filter(s -> !Boolean.TRUE.equals(s.getSpec().getPaused()))
            .flatMap(s -> update(s).stream())
            .filter(u -> isUnderWay(Label.word(u.getState())))
            .map(u -> Instant.parse(u.getStartedAt()))
            .min(Comparator.naturalOrder()));
  }

  private static Map<String, Long> by(Stream<String> words) {
    return words.collect(Collectors.groupingBy(word -> word, Collectors.counting()));
  }

  private static boolean isUnderWay(String state) {
    return state.equals("updating") || state.equals("rollback_started");
  }

  private static String state(SwarmService service) {
    for (String type : List.of(STALLED, "Reconciling", "Ready")) {
      if (condition(service, type).isPresent()) {
        return type.toLowerCase(Locale.ROOT);
      }
    }
    return "waiting";
  }

  private static Optional<String> stalled(SwarmService service) {
    List<String> known = Metric.SERVICES_STALLED.labels().get(0).values();
    return condition(service, STALLED)
        .map(ServiceCondition::getReason)
        .map(reason -> known.contains(reason) ? reason : "Other");
  }

  private static Optional<ServiceCondition> condition(SwarmService service, String type) {
    return status(service).map(SwarmServiceStatus::getConditions).stream()
        .flatMap(List::stream)
        .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
        .findFirst();
  }

  private static Optional<UpdateStatus> update(SwarmService service) {
    return status(service)
        .map(SwarmServiceStatus::getUpdate)
        .filter(update -> update.getState() != null && update.getStartedAt() != null);
  }

  private static Optional<SwarmServiceStatus> status(SwarmService service) {
    return Optional.ofNullable(service.getStatus());
  }
}
