package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.swarmoperator.act.Act;
import io.swarmoperator.act.Executor;
import io.swarmoperator.act.Outcome;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Notice;
import io.swarmoperator.decide.NoticeReason;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.CheckedSpecs;
import io.swarmoperator.observe.InvalidSpecException;
import io.swarmoperator.observe.Observation;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.ViewAssembler;
import io.swarmoperator.render.PortsText;
import io.swarmoperator.render.ServiceRenderer;
import io.swarmoperator.render.Unsupported;
import io.swarmoperator.render.UnsupportedFields;
import io.swarmoperator.report.Conditions;
import io.swarmoperator.report.EventRecorder;
import io.swarmoperator.report.RolloutMetrics;
import io.swarmoperator.report.StatusConflictException;
import io.swarmoperator.report.StatusWriter;
import io.swarmoperator.report.TaskMetrics;
import io.swarmoperator.revision.RevisionContent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Reconciles one service: observe, decide, act, report. */
final class SwarmServiceReconciler implements Reconciler<SwarmService> {
  private static final Logger LOG = LoggerFactory.getLogger(SwarmServiceReconciler.class);

  /** A conflict. */
  private static final Duration SOON = Duration.ofMillis(100);

  /** Something that isn't ours and makes no event when it goes. */
  private static final Duration LATER = Duration.ofSeconds(30);

  /**
   * A decision that changes what is remembered is taken again; more often than this, it would never
   * end.
   */
  private static final int DECISIONS = 20;

  private final Caches caches;
  private final ViewAssembler assembler;
  private final Decisions decisions;
  private final RecentWrites recent;
  private final Act act;
  private final StatusWriter status;
  private final EventRecorder events;
  private final RolloutMetrics rolloutMetrics;
  private final TaskMetrics taskMetrics;
  private final Shift shift;
  private final Clock clock;
  private final CheckedSpecs specs = new CheckedSpecs();
  private final Backoff backoff;
  private final Backoff revisionBackoff;
  private final Map<String, List<Condition>> found = new ConcurrentHashMap<>();
  private final Set<String> orphansTold = ConcurrentHashMap.newKeySet();
  private volatile ResourceCache<SwarmService> services;
  private volatile PortConflicts ports;

  SwarmServiceReconciler(
      Caches caches,
      ViewAssembler assembler,
      Decisions decisions,
      RecentWrites recent,
      Act act,
      StatusWriter status,
      EventRecorder events,
      RolloutMetrics rolloutMetrics,
      TaskMetrics taskMetrics,
      Shift shift,
      Clock clock) {
    this.caches = caches;
    this.assembler = assembler;
    this.decisions = decisions;
    this.recent = recent;
    this.act = act;
    this.status = status;
    this.events = events;
    this.rolloutMetrics = rolloutMetrics;
    this.taskMetrics = taskMetrics;
    this.shift = shift;
    this.clock = clock;
    this.backoff = new Backoff(clock);
    this.revisionBackoff = new Backoff(clock);
  }

  @Override
  public List<EventSource<?, SwarmService>> prepareEventSources(
      EventSourceContext<SwarmService> context) {
    services = context.getPrimaryCache();
    List<EventSource<?, SwarmService>> sources =
        new ArrayList<>(EventSources.of(caches, new Concerns(caches, context.getPrimaryCache())));
    ports = PortConflicts.in(context.getPrimaryCache(), this::ingress);
    sources.add(new PortNeighbours(ports));
    sources.add(new Departures(this::gone, this::exists, act::soon, clock));
    return sources;
  }

  @Override
  public UpdateControl<SwarmService> reconcile(SwarmService cached, Context<SwarmService> context) {
    MDC.put("namespace", cached.getMetadata().getNamespace());
    MDC.put("service", cached.getMetadata().getName());
    try {
      return shift
          .work(() -> round(recent.newest(cached)))
          .map(wait -> UpdateControl.<SwarmService>noUpdate().rescheduleAfter(wait))
          .orElseGet(UpdateControl::noUpdate);
    } finally {
      if (!exists(cached)) {
        // what this round remembered of it would never be forgotten
        forget(cached);
      }
      MDC.clear();
    }
  }

  /** One round; tells when the next is due without an event. */
  private Optional<Duration> round(SwarmService service) {
    if (service.getMetadata().getDeletionTimestamp() != null) {
      // also while it is deleted with its tasks left behind: an orphaning deletion must not be
      // undone
      return Optional.empty();
    }
    try {
      return carryOut(service);
    } catch (StatusConflictException e) {
      LOG.debug("decided on an old state, again from the new one");
      return Optional.of(SOON);
    }
  }

  private Optional<Duration> carryOut(SwarmService service) throws StatusConflictException {
    CheckedSpecs.Checked spec;
    try {
      spec = specs.of(service);
      ports.check(service);
    } catch (InvalidSpecException e) {
      return stalled(service, Conditions.invalidSpec(e.getMessage()));
    }
    Optional<Condition> inTheWay = act.revisions().ensure(service, spec.content());
    if (inTheWay.isPresent()) {
      // no event tells when a quota has room or who gives a name up
      Duration retry = revisionBackoff.failed(service.getMetadata().getUid());
      LOG.warn("{}, tried again in {}", inTheWay.get().message(), retry);
      return sooner(stalled(service, inTheWay.get()), retry);
    }
    revisionBackoff.succeeded(service.getMetadata().getUid());
    return proceed(
        assembler.observe(service, spec.content()),
        unsupported(service, spec.content(), spec.unsupported()));
  }

  private List<Condition> unsupported(
      SwarmService service, RevisionContent content, List<Unsupported> found) {
    List<Unsupported> fields = new ArrayList<>(found);
    act.stopSignals().unsupported(service, content.template()).ifPresent(fields::add);
    return Conditions.unsupported(fields);
  }

  /** Goes on with what was last declared and could be carried out, and tells why. */
  private Optional<Duration> stalled(SwarmService service, Condition why)
      throws StatusConflictException {
    Optional<Observation> last = assembler.observeLastValid(service);
    if (last.isPresent()) {
      return proceed(last.get(), standing(last.get().declared(), why));
    }
    SwarmService unused = status.write(service, Conditions.stalled(why));
    return Optional.empty();
  }

  /** Fields that can't be honoured are those of what runs. */
  private List<Condition> standing(SwarmService standIn, Condition why) {
    List<Condition> standing = new ArrayList<>(List.of(why));
    RevisionContent content = RevisionContent.of(standIn);
    standing.addAll(unsupported(standIn, content, UnsupportedFields.of(standIn, content)));
    return standing;
  }

  private static Optional<Duration> sooner(Optional<Duration> wait, Duration other) {
    return Optional.of(wait.filter(w -> w.compareTo(other) < 0).orElse(other));
  }

  private Optional<Duration> proceed(Observation observed, List<Condition> standing)
      throws StatusConflictException {
    Observation seen = observed;
    Plan plan = decisions.take(seen);
    for (int i = 0; !plan.memory().equals(seen.view().memory()); i++) {
      if (i == DECISIONS) {
        throw new IllegalStateException("no decision stands: " + plan.memory());
      }
      // what is remembered is written before anything that follows from it
      Memory before = seen.view().memory();
      seen =
          seen.with(
              status.write(
                  seen.service(),
                  plan.memory(),
                  Conditions.with(plan.status(), found(seen.service(), standing)),
                  ports(seen, plan)),
              plan.memory());
      rolloutMetrics.remembered(before, plan.memory());
      events.tell(seen.service(), plan.notices());
      plan = decisions.take(seen);
    }
    restoreEdited(seen);
    Outcome outcome = act.executor().execute(seen, plan);
    found.put(seen.service().getMetadata().getUid(), outcome.found());
    decisions.carriedOut(seen, plan, outcome);
    taskMetrics.carriedOut(seen.view(), plan, outcome);
    enqueueRecords(seen, plan, outcome);
    // before the status: what was done is told even if that meets a conflict
    events.tell(seen.service(), plan.notices());
    events.tell(
        seen.service(), outcome.refused().stream().map(SwarmServiceReconciler::refused).toList());
    tellOrphans(seen);
    status.write(
        latest(seen.service()),
        plan.memory(),
        Conditions.with(plan.status(), found(seen.service(), standing)),
        ports(seen, plan));
    return next(seen, plan, outcome);
  }

  /**
   * What was in the way when something was last done, and what is in the spec's way. Before it is
   * done again the former is as true as it was: a condition must not come and go in between.
   */
  private List<Condition> found(SwarmService service, List<Condition> standing) {
    List<Condition> last = found.getOrDefault(service.getMetadata().getUid(), List.of());
    return Stream.concat(last.stream(), standing.stream()).toList();
  }

  private String ports(Observation seen, Plan plan) {
    return PortsText.of(seen.endpoint(plan.memory()), ingress(seen.service()));
  }

  /** The Service by which a service publishes its ports. */
  private Optional<Service> ingress(SwarmService service) {
    String name = ServiceRenderer.ingressName(service.getMetadata().getName());
    return caches.services().get(service.getMetadata().getNamespace(), name);
  }

  /** Before the plan's own records: those count more. */
  private void restoreEdited(Observation seen) {
    for (TaskRecord task : seen.edited()) {
      LOG.warn("record {} was edited, written again as it was", task.identity().name());
      act.records()
          .enqueue(
              seen.service(), new RecordUpdate(task, true), Executor.number(seen, task.identity()));
    }
  }

  private void enqueueRecords(Observation seen, Plan plan, Outcome outcome) {
    plan.records().stream()
        .filter(update -> !outcome.withoutPod().contains(update.task().identity().name()))
        .forEach(
            update ->
                act.records()
                    .enqueue(
                        seen.service(), update, Executor.number(seen, update.task().identity())));
  }

  /**
   * An own patch of an annotation has raised the version; any other change makes the decision an
   * old one.
   */
  private SwarmService latest(SwarmService service) {
    SwarmService newest = recent.newest(service);
    return newest.getMetadata().getGeneration().equals(service.getMetadata().getGeneration())
        ? newest
        : service;
  }

  private Optional<Duration> next(Observation seen, Plan plan, Outcome outcome) {
    String uid = seen.service().getMetadata().getUid();
    Optional<Duration> retry = Optional.empty();
    if (outcome.failure().isEmpty()) {
      backoff.succeeded(uid);
    } else {
      retry = Optional.of(backoff.failed(uid));
      LOG.warn("not done, tried again in {}: {}", retry.get(), outcome.failure().get().message());
    }
    Instant now = clock.instant();
    // a decision to be taken again at once follows from what was done: not when that failed
    Optional<Duration> wake =
        plan.wakeAt()
            .filter(at -> outcome.complete() || at.isAfter(now))
            .map(at -> Duration.between(now, at));
    Optional<Duration> inTheWay =
        outcome.conditions().stream() // no event tells when a name is free
            .filter(condition -> condition.reason() == ConditionReason.NAME_TAKEN)
            .map(condition -> LATER)
            .findFirst();
    // there is no pod whose change would tell that a task was refused, and its slot needs another
    Optional<Duration> another =
        outcome.refused().isEmpty() ? Optional.empty() : Optional.of(Duration.ZERO);
    Optional<Duration> look = seen.lookAgain().map(at -> Duration.between(now, at));
    Optional<Duration> unseen =
        assembler.nextUnseen(seen.service()).map(at -> Duration.between(now, at));
    return Stream.of(retry, wake, inTheWay, another, look, unseen)
        .flatMap(Optional::stream)
        .map(wait -> wait.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : wait)
        .min(Duration::compareTo);
  }

  private static Notice refused(TaskRecord task) {
    return NoticeReason.TASK_REJECTED.says(task.identity().name(), ": " + task.error());
  }

  private void tellOrphans(Observation seen) {
    if (!seen.orphans().isEmpty() && orphansTold.add(seen.service().getMetadata().getUid())) {
      String names = String.join(", ", seen.orphans().stream().limit(5).toList());
      events.tell(
          seen.service(), List.of(NoticeReason.ORPHANS_FOUND.says(seen.orphans().size(), names)));
    }
  }

  /** All services that are known; none before the start. */
  Stream<SwarmService> services() {
    return services == null ? Stream.empty() : services.list(service -> true);
  }

  private boolean exists(SwarmService service) {
    return services
        .get(ResourceID.fromResource(service))
        .filter(s -> s.getMetadata().getUid().equals(service.getMetadata().getUid()))
        .isPresent();
  }

  private void gone(SwarmService service) {
    forget(service);
    if (shift.onDuty()) {
      Optional<Duration> unused =
          shift.work(
              () -> {
                act.helpDelete(service);
                return Optional.empty();
              });
    }
  }

  private void forget(SwarmService service) {
    String uid = service.getMetadata().getUid();
    backoff.succeeded(uid);
    revisionBackoff.succeeded(uid);
    orphansTold.remove(uid);
    found.remove(uid);
    events.forget(uid);
    specs.forget(uid);
    decisions.forget(uid);
    assembler.forget(uid);
    act.forget(uid);
  }
}
