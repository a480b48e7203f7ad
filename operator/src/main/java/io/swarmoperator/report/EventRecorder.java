package io.swarmoperator.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swarmoperator.act.ApiWrites;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Notice;
import io.swarmoperator.decide.NoticeReason;
import io.swarmoperator.measure.Metric;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells notices as Events on the service. An event's name is a function of what it says, so that
 * saying it again, after a crash or because it happened again, raises its count. {@link
 * EventLimits} bound how many there are. Events are off the critical path and never the only
 * record: one that can't be written is dropped.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final String COMPONENT = "swarm-operator";
  private static final int LONGEST_MESSAGE = 1024;

  /**
   * What these tell happens once to the task that they name: told again, by an operator that died
   * in between or because someone deleted the record, it is the same event.
   */
  private static final Set<String> ONCE =
      Stream.of(NoticeReason.values())
          .filter(NoticeReason::ofOneTask)
          .map(NoticeReason::word)
          .collect(Collectors.toSet());

  /** Begins the message of the one Event that stands for many. */
  static final String TOGETHER = "(one of many alike) ";

  /** A slow API server must not fill the memory with what nobody waits for. */
  private static final int MOST_WAITING = 1000;

  private static final long LAST_WORDS_SECONDS = 2;

  private final ApiWrites writes;
  private final ThreadPoolExecutor executor;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final EventLimits limits;

  /** An Event that is to be written, for something that happened so many times. */
  private record Told(Event event, int times) {}

  /**
   * Records events.
   *
   * @param writes to the API
   * @param metrics where events are counted
   * @param clock the operator's
   */
  public EventRecorder(ApiWrites writes, MeterRegistry metrics, Clock clock) {
    this.writes = writes;
    this.clock = clock;
    this.metrics = metrics;
    this.limits = new EventLimits(clock);
    Counter dropped = Metric.EVENTS_DROPPED.counter(metrics);
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            EventRecorder::thread,
            (task, pool) -> dropped.increment());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "events");
    thread.setDaemon(true);
    return thread;
  }

  /** Tells notices about a service, in order. */
  public void tell(SwarmService service, List<Notice> notices) {
    notices.forEach(notice -> LOG.info("{}: {}", notice.reason(), notice.message()));
    List<Told> told =
        notices.stream().map(notice -> judged(service, notice)).flatMap(Optional::stream).toList();
    if (!told.isEmpty()) {
      executor.execute(() -> told.forEach(this::record));
    }
  }

  private Optional<Told> judged(SwarmService service, Notice notice) {
    Metric.NOTICES.counter(metrics, notice.reason()).increment();
    EventLimits.Verdict verdict = limits.judge(service.getMetadata().getUid(), notice.reason());
    if (verdict.times() == 0) {
      Metric.EVENTS_SUPPRESSED.counter(metrics).increment();
      return Optional.empty();
    }
    Instant now = clock.instant();
    Event event =
        verdict.apart()
            ? render(service, notice, notice.message(), now)
            : together(service, notice, now);
    return Optional.of(new Told(event, verdict.times()));
  }

  /** Forgets a service that is gone. */
  public void forget(String serviceUid) {
    limits.forget(serviceUid);
  }

  /** Drops what waits: another operator may lead. */
  public void abandon() {
    executor.shutdownNow();
  }

  /** Tells what waits, as far as a moment suffices. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(Told told) {
    Event event = told.event();
    try {
      writes.create(event);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409) {
        LOG.debug("event {} was not written: {}", event.getReason(), e.getMessage());
      } else if (!ONCE.contains(event.getReason()) || event.getMessage().startsWith(TOGETHER)) {
        raise(told);
      }
    } catch (RuntimeException e) {
      LOG.debug("event {} was not written: {}", event.getReason(), e.getMessage());
    }
  }

  private void raise(Told told) {
    Event event = told.event();
    String namespace = event.getMetadata().getNamespace();
    String name = event.getMetadata().getName();
    try {
      int known =
          writes
              .get(Event.class, namespace, name)
              .map(Event::getCount)
              .map(c -> Objects.requireNonNullElse(c, 1))
              .orElse(1);
      Map<String, Object> change =
          Map.of(
              "count", known + told.times(),
              "lastTimestamp", event.getLastTimestamp(),
              "message", event.getMessage());
      writes.merge(Event.class, namespace, name, Serialization.asJson(change));
    } catch (RuntimeException e) {
      LOG.debug("event {} was not raised: {}", event.getReason(), e.getMessage());
    }
  }

  /** The one that stands for all of a reason: of another name than any message gives. */
  private static Event together(SwarmService service, Notice notice, Instant now) {
    Event event = render(service, notice, TOGETHER, now);
    event.setMessage(cut(TOGETHER + notice.message()));
    return event;
  }

  /**
   * An Event.
   *
   * @param what makes its name
   */
  private static Event render(SwarmService service, Notice notice, String what, Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    String said = service.getMetadata().getUid() + "/" + notice.reason() + "/" + what;
    String id =
        UUID.nameUUIDFromBytes(said.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(service.getMetadata().getName() + "." + id)
        .withNamespace(service.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(service.getApiVersion())
        .withKind(service.getKind())
        .withName(service.getMetadata().getName())
        .withNamespace(service.getMetadata().getNamespace())
        .withUid(service.getMetadata().getUid())
        .endInvolvedObject()
        .withType(notice.warning() ? "Warning" : "Normal")
        .withReason(notice.reason())
        .withMessage(cut(notice.message()))
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(COMPONENT)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .build();
  }

  /** The API server refuses a longer message. */
  private static String cut(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }
}
