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

  /** Something that isn't ours and makes no event when it goes. */
  private static final Duration LATER = Duration.ofSeconds(30);

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
        new ArrayList<>(
            EventSources.of(
                caches, new Concerns(caches, context.getPrimaryCache(), assembler::target)));
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
      return Optional.of(Round.AFTER_CONFLICT);
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
    return new Round<>(new Proceeding(standing), backoff, clock).go(observed);
  }

  /** A round about a service in whose spec's way there may be something. */
  private final class Proceeding implements Round.Service<Observation> {
    private final List<Condition> standing;

    Proceeding(List<Condition> standing) {
      this.standing = standing;
    }

    @Override
    public String uid(Observation seen) {
      return seen.service().getMetadata().getUid();
    }

    @Override
    public Memory memory(Observation seen) {
      return seen.view().memory();
    }

    @Override
    public Plan decide(Observation seen) {
      return decisions.take(seen);
    }

    @Override
    public Observation remember(Observation seen, Plan plan) throws StatusConflictException {
      SwarmService stored = write(seen.service(), seen, plan);
      rolloutMetrics.remembered(memory(seen), plan.memory());
      Observation after = seen.with(stored, plan.memory());
      events.tell(after.service(), plan.notices());
      return after;
    }

    @Override
    public List<TaskRecord> edited(Observation seen) {
      return seen.edited();
    }

    @Override
    public Outcome carryOut(Observation seen, Plan plan) {
      Outcome outcome = act.executor().execute(seen, plan);
      found.put(uid(seen), outcome.found());
      decisions.carriedOut(seen, plan, outcome);
      taskMetrics.carriedOut(seen.view(), plan, outcome);
      return outcome;
    }

    @Override
    public void enqueue(Observation seen, RecordUpdate update) {
      act.records()
          .enqueue(seen.service(), update, Executor.number(seen, update.task().identity()));
    }

    @Override
    public void tell(Observation seen, Plan plan, Outcome outcome) {
      events.tell(seen.service(), plan.notices());
      events.tell(
          seen.service(), outcome.refused().stream().map(SwarmServiceReconciler::refused).toList());
      tellOrphans(seen);
    }

    @Override
    public void show(Observation seen, Plan plan) throws StatusConflictException {
      SwarmService unused = write(latest(seen.service()), seen, plan);
    }

    private SwarmService write(SwarmService service, Observation seen, Plan plan)
        throws StatusConflictException {
      return status.write(
          service,
          plan.memory(),
          Conditions.with(plan.status(), found(seen.service(), standing)),
          ports(seen, plan));
    }

    @Override
    public Stream<Instant> lookAgain(Observation seen, Outcome outcome) {
      Optional<Instant> inTheWay =
          outcome.conditions().stream() // no event tells when a name is free
              .filter(condition -> condition.reason() == ConditionReason.NAME_TAKEN)
              .map(condition -> clock.instant().plus(LATER))
              .findFirst();
      return Stream.of(inTheWay, seen.lookAgain(), assembler.nextUnseen(seen.service()))
          .flatMap(Optional::stream);
    }
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
