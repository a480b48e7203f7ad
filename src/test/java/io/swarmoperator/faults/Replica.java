package io.swarmoperator.faults;

import io.swarmoperator.act.Outcome;
import io.swarmoperator.act.RecordStore;
import io.swarmoperator.act.RecordWriter;
import io.swarmoperator.act.Steps;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.FailureOnNode;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.RecentFailures;
import io.swarmoperator.operator.Backoff;
import io.swarmoperator.operator.Round;
import io.swarmoperator.report.StatusConflictException;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One operator process with caches, overlay and queues of its own. Its rounds are those of {@link
 * Round}; the next one comes at the deadline that it gives, at an event or after a failure.
 */
final class Replica implements Round.Service<Seen> {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final Parts parts;
  private final Api api;
  private final Network network;
  private final RunningProgram process;
  private final Overlay overlay;
  private final VirtualClock clock;
  private final Caches caches;
  private final Observer observer;
  private final RecordWriter records;
  private final StoredRevisions revisions;
  private final SwarmService owner;
  private final Runnable died;
  private final Backoff backoff;
  private final RecentFailures failures;
  private boolean leading;
  private boolean busy;
  private boolean due;
  private boolean acted;
  private boolean complete;
  private long versionAtStart;
  private Duration retry = FIRST_RETRY;
  private Runnable timer = () -> {};

  /**
   * A process that neither watches nor leads yet.
   *
   * @param lags how late its watches are
   * @param died is told when it ends by a fate of its own
   */
  Replica(Parts parts, Api api, Network network, Map<Kind, Duration> lags, Runnable died) {
    this.parts = parts;
    this.api = api;
    this.network = network;
    this.died = died;
    this.process = new RunningProgram(api.cluster());
    this.clock = new VirtualClock(api.cluster());
    this.backoff = new Backoff(clock);
    this.failures = new RecentFailures(clock);
    this.overlay = parts.overlay().apply(api.cluster());
    this.observer = new Observer(this);
    this.revisions = new StoredRevisions(this, observer);
    this.owner = RecordRequests.owner(api.service().declared().spec());
    RecordRequests requests = new RecordRequests(this);
    this.records =
        new RecordWriter(
            new RecordStore(requests, requests::shown, overlay),
            overlay,
            process::begin,
            Turns::new,
            clock);
    this.caches = new Caches(api.cluster(), process, lags, this::seen);
  }

  Api api() {
    return api;
  }

  Audit audit() {
    return parts.audit();
  }

  Parts.NodeSource nodes() {
    return parts.nodes();
  }

  RunningProgram process() {
    return process;
  }

  Overlay overlay() {
    return overlay;
  }

  Caches caches() {
    return caches;
  }

  /** What has failed where, as this process remembers it. */
  RecentFailures failures() {
    return failures;
  }

  /** Notes that the round has sent something. */
  void acted() {
    acted = true;
  }

  /** Writes records as in production. */
  RecordWriter records() {
    return records;
  }

  /** The service as the owner of its records. */
  SwarmService owner() {
    return owner;
  }

  VirtualClock clock() {
    return clock;
  }

  /** By the operator's clock, to the microsecond as the API keeps it. */
  Instant now() {
    return api.cluster().now().truncatedTo(ChronoUnit.MICROS);
  }

  Optional<ApiObject.StoredTask> cachedRecord(String name) {
    return Optional.ofNullable(caches.objects(Kind.RECORD).get(name))
        .map(object -> (ApiObject.StoredTask) object);
  }

  <T> void send(Function<Api, Reply<T>> request, Consumer<Reply<T>> then) {
    if (!process.dead()) {
      network.send(this, () -> request.apply(api), then);
    }
  }

  /** Sends a request and waits for its answer. */
  <T> Reply<T> ask(Function<Api, Reply<T>> request) {
    return Strand.await(then -> send(request, then));
  }

  /** Reads everything and leads from then on. */
  void startFresh() {
    long order = 0;
    for (Kind kind : Kind.values()) {
      order++;
      process.after(Duration.ofMillis(order), () -> caches.list(kind));
    }
    process.after(Duration.ofMillis(order + 1), this::lead);
  }

  /** Has watched for long. */
  void standBy() {
    for (Kind kind : Kind.values()) {
      caches.list(kind);
    }
  }

  void lead() {
    leading = true;
    trigger();
  }

  /** Ends it where it stands; what is on its way to the API server arrives. */
  void die() {
    if (!process.dead()) {
      process.die();
      died.run();
    }
  }

  /** Ends it without a word: it is not to be replaced. */
  void retire() {
    process.die();
  }

  // what makes rounds

  private void seen(Optional<ApiObject> before, Optional<ApiObject> after) {
    observer.seen(before, after);
    overlay.seen(before, after);
    if (Concern.of(before, after)) {
      trigger();
    }
  }

  void trigger() {
    if (leading && !due) {
      due = true;
      if (!busy) {
        process.after(Duration.ZERO, this::begin);
      }
    }
  }

  private void begin() {
    if (busy) {
      return;
    }
    busy = true;
    due = false;
    timer.run();
    acted = false;
    versionAtStart = api.cluster().feed().version();
    overlay.use();
    process.begin(this::round);
  }

  private void round() {
    try {
      Optional<Duration> wait = proceed(overlay.newest(caches.service()));
      retry = FIRST_RETRY;
      if (complete) {
        audit().ended(acted, api.cluster().feed().version() != versionAtStart);
      }
      end(wait);
    } catch (StatusConflictException e) {
      end(Optional.of(Round.AFTER_CONFLICT));
    } catch (BrokenOff e) {
      failed();
    }
  }

  /** A round ends by something that isn't an answer: the framework tries again. */
  private static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOff(String message) {
      super(message);
    }
  }

  private void end(Optional<Duration> wait) {
    busy = false;
    if (due) {
      process.after(Duration.ZERO, this::begin);
    } else {
      timer = wait.map(time -> process.after(time, this::begin)).orElse(() -> {});
    }
  }

  /** The round broke off: it is tried again as the framework does that. */
  private void failed() {
    Duration wait = retry;
    Duration doubled = retry.multipliedBy(2);
    retry = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    end(Optional.of(wait));
  }

  // one round

  private Optional<Duration> proceed(ApiObject.Service service) throws StatusConflictException {
    return revisions.ensure(service)
        ? new Round<>(this, backoff, clock).go(observe(service))
        : Optional.of(Round.AFTER_CONFLICT);
  }

  /** Sends a request whose answer the round can't go on without. */
  <T> Reply<T> answered(Function<Api, Reply<T>> request) {
    Reply<T> reply = ask(request);
    requireAnswer(reply);
    return reply;
  }

  /** The round breaks off if there is none. */
  void requireAnswer(Reply<?> reply) {
    if (reply.is(Reply.Kind.LOST)) {
      throw new BrokenOff("no answer");
    }
  }

  private Seen observe(ApiObject.Service service) {
    return unbroken(() -> observer.observe(service));
  }

  private <T> T unbroken(Supplier<T> thought) {
    try {
      return thought.get();
    } catch (IllegalStateException e) {
      audit().offence("a round broke off: " + e.getMessage());
      throw new BrokenOff(e.getMessage());
    }
  }

  @Override
  public String uid(Seen seen) {
    return seen.view().spec().uid();
  }

  @Override
  public Memory memory(Seen seen) {
    return seen.view().memory();
  }

  @Override
  public Plan decide(Seen seen) {
    Plan plan = unbroken(() -> parts.decider().plan(seen.view(), now()));
    audit().decided(seen, plan);
    return plan;
  }

  @Override
  public Seen remember(Seen seen, Plan plan) throws StatusConflictException {
    return seen.with(writeStatus(seen.service(), plan.memory(), plan.status()), plan.memory());
  }

  @Override
  public List<TaskRecord> edited(Seen seen) {
    return List.of();
  }

  @Override
  public Outcome carryOut(Seen seen, Plan plan) {
    acted |= !plan.steps().isEmpty();
    Actions actions = new Actions(this, seen);
    Steps steps = new Steps(work -> Strand.begin(process, work)::join);
    plan.steps().forEach(step -> steps.begin(step, actions::carryOut));
    Outcome outcome = steps.end(List.of());
    complete = outcome.complete();
    failures.add(uid(seen), FailureOnNode.in(plan));
    return outcome;
  }

  @Override
  public void enqueue(Seen seen, RecordUpdate update) {
    records.enqueue(owner, update, 0);
  }

  @Override
  public void tell(Seen seen, Plan plan, Outcome outcome) {
    // nobody listens
  }

  @Override
  public void show(Seen seen, Plan plan) throws StatusConflictException {
    ApiObject.Service unused = writeStatus(latest(seen.service()), plan.memory(), plan.status());
  }

  private ApiObject.Service latest(ApiObject.Service service) {
    ApiObject.Service newest = overlay.newest(service);
    return newest.generation() == service.generation() ? newest : service;
  }

  @Override
  public Stream<Instant> lookAgain(Seen seen, Outcome outcome) {
    return observer.nextUnseen().stream();
  }

  /** The whole status with the version as lock, if it differs: {@code report.StatusWriter}. */
  private ApiObject.Service writeStatus(
      ApiObject.Service service, Memory memory, ServiceStatus shown)
      throws StatusConflictException {
    if (service.memory().equals(memory) && service.status().equals(Optional.of(shown))) {
      return service;
    }
    acted = true;
    Reply<ApiObject.Service> reply =
        answered(api -> api.replaceStatus(service.version(), memory, shown));
    if (!reply.is(Reply.Kind.DONE)) {
      overlay.serviceStored(api.service());
      throw new StatusConflictException(new IllegalStateException("conflict"));
    }
    overlay.serviceStored(reply.object().orElseThrow());
    return reply.object().orElseThrow();
  }
}
