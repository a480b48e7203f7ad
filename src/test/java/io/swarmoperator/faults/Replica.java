package io.swarmoperator.faults;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.swarmoperator.act.RecordStore;
import io.swarmoperator.act.RecordWriter;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.NodeFailure;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.observe.RecentFailures;
import io.swarmoperator.operator.Backoff;
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
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One operator process with caches, overlay and queues of its own. Its rounds go as {@code
 * operator.SwarmServiceReconciler} has them: what is remembered before all that follows from it,
 * steps, records, status, and the next round at the plan's deadline, at an event or after a
 * failure.
 */
final class Replica {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
  private static final int DECISIONS = 20;

  private final Parts parts;
  private final Api api;
  private final Network network;
  private final RunningProgram process;
  private final Overlay overlay;
  private final VirtualClock clock;
  private final Caches caches;
  private final Observer observer;
  private final RecordWriter records;
  private final SwarmService owner;
  private final Runnable died;
  private final Backoff backoff;
  private final RecentFailures failures;
  private boolean leading;
  private boolean busy;
  private boolean due;
  private boolean acted;
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
    this.owner = owner(api.service().declared().spec());
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

  /** Writes records as in production. */
  RecordWriter records() {
    return records;
  }

  /** The service as the owner of its records. */
  SwarmService owner() {
    return owner;
  }

  private static SwarmService owner(ServiceSpec spec) {
    SwarmService service = new SwarmService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("default")
            .withName(spec.name())
            .withUid(spec.uid())
            .build());
    return service;
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
    if (concerns(before, after)) {
      trigger();
    }
  }

  /** As {@code operator.Concerns}: own writes don't matter. */
  private static boolean concerns(Optional<ApiObject> before, Optional<ApiObject> after) {
    return switch (after.or(() -> before).orElseThrow().kind()) {
      case NODE, POD -> true;
      case REVISION, RECORD -> after.isEmpty();
      case SERVICE -> before.isEmpty() || declaredOtherwise(before.get(), after.orElseThrow());
    };
  }

  private static boolean declaredOtherwise(ApiObject before, ApiObject after) {
    ApiObject.Service was = (ApiObject.Service) before;
    ApiObject.Service is = (ApiObject.Service) after;
    return was.generation() != is.generation() || !was.request().equals(is.request());
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
    ensureRevision(overlay.newest(caches.service()));
  }

  private void end(Optional<Duration> wait) {
    busy = false;
    if (due) {
      process.after(Duration.ZERO, this::begin);
    } else {
      timer =
          wait.map(time -> time.compareTo(SHORTEST) < 0 ? SHORTEST : time)
              .map(time -> process.after(time, this::begin))
              .orElse(() -> {});
    }
  }

  /** The round broke off: it is tried again as the framework does that. */
  private void failed() {
    Duration wait = retry;
    Duration doubled = retry.multipliedBy(2);
    retry = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    end(Optional.of(wait));
  }

  private static String uid(ApiObject.Service service) {
    return service.declared().spec().uid();
  }

  // one round

  private void ensureRevision(ApiObject.Service service) {
    Map<String, ApiObject.Revision> known = observer.revisions();
    String hash = service.declared().content().hash();
    List<ApiObject.Revision> twins = Observer.twins(known, hash);
    boolean newest =
        known.containsKey(hash) && known.get(hash).number() == service.memory().specRevision();
    if (newest && !twins.isEmpty()) {
      dropTwin(service, twins.get(0));
      return;
    }
    if (known.containsKey(service.declared().content().hash())) {
      observe(service);
      return;
    }
    acted = true;
    long number = highest(known, service.memory()) + 1;
    this.<ApiObject.Revision>send(
        api -> api.createRevision(number, service.declared().content()),
        reply -> {
          Optional<ApiObject.Revision> stored =
              reply.is(Reply.Kind.CONFLICT)
                  ? api.revision(service.declared().content().hash())
                  : reply.object();
          if (reply.is(Reply.Kind.LOST)) {
            failed();
          } else if (stored.isEmpty()) {
            end(Optional.of(SOON));
          } else {
            overlay.revisionCreated(stored.get(), clock);
            observe(service);
          }
        });
  }

  private void dropTwin(ApiObject.Service service, ApiObject.Revision twin) {
    acted = true;
    overlay.revisionDeleting(twin.name());
    this.<ApiObject.Revision>send(
        api -> api.deleteRevision(twin.name()),
        reply -> {
          overlay.revisionDeleted(twin.name(), reply);
          if (reply.is(Reply.Kind.LOST)) {
            failed();
          } else {
            ensureRevision(service);
          }
        });
  }

  private static long highest(Map<String, ApiObject.Revision> known, Memory memory) {
    LongStream remembered =
        Stream.concat(
                Stream.of(
                    memory.specRevision(), memory.currentRevision(), memory.previousRevision()),
                memory.rolledOut().stream())
            .mapToLong(Long::longValue);
    return LongStream.concat(
            known.values().stream().mapToLong(ApiObject.Revision::number), remembered)
        .max()
        .orElse(0);
  }

  private void observe(ApiObject.Service service) {
    try {
      decide(observer.observe(service), DECISIONS);
    } catch (IllegalStateException e) {
      audit().offence("a round broke off: " + e.getMessage());
      failed();
    }
  }

  private void decide(Seen seen, int left) {
    Plan plan = parts.decider().plan(seen.view(), now());
    audit().decided(seen, plan);
    if (plan.memory().equals(seen.view().memory())) {
      acted |= !plan.steps().isEmpty();
      new Steps(this, seen, result -> report(seen, plan, result)).carryOut(plan);
    } else if (left == 0) {
      throw new IllegalStateException("no decision stands: " + plan.memory());
    } else {
      writeStatus(
          seen.service(),
          plan.memory(),
          plan.status(),
          stored -> decide(seen.with(stored, plan.memory()), left - 1));
    }
  }

  private void report(Seen seen, Plan plan, Steps.Result result) {
    failures.add(uid(seen.service()), NodeFailure.in(plan));
    plan.records().stream()
        .filter(update -> !result.withoutPod().contains(update.task().identity().name()))
        .forEach(update -> records.enqueue(owner, update, 0));
    writeStatus(
        latest(seen.service()), plan.memory(), plan.status(), stored -> over(stored, plan, result));
  }

  private ApiObject.Service latest(ApiObject.Service service) {
    ApiObject.Service newest = overlay.newest(service);
    return newest.generation() == service.generation() ? newest : service;
  }

  /** As {@code SwarmServiceReconciler.next}. */
  private void over(ApiObject.Service service, Plan plan, Steps.Result result) {
    retry = FIRST_RETRY;
    boolean complete = result.failures() == 0;
    Optional<Duration> again = Optional.empty();
    if (complete) {
      backoff.succeeded(uid(service));
      audit().ended(acted, api.cluster().feed().version() != versionAtStart);
    } else {
      again = Optional.of(backoff.failed(uid(service)));
    }
    Instant now = now();
    Optional<Duration> wake =
        plan.wakeAt()
            .filter(at -> complete || at.isAfter(now))
            .map(at -> Duration.between(now, at));
    Optional<Duration> another = result.refused() ? Optional.of(Duration.ZERO) : Optional.empty();
    Optional<Duration> unseen = observer.nextUnseen().map(at -> Duration.between(now, at));
    end(Stream.of(again, wake, another, unseen).flatMap(Optional::stream).min(Duration::compareTo));
  }

  /** The whole status with the version as lock, if it differs: {@code report.StatusWriter}. */
  private void writeStatus(
      ApiObject.Service service,
      Memory memory,
      ServiceStatus shown,
      Consumer<ApiObject.Service> then) {
    if (service.memory().equals(memory) && service.status().equals(Optional.of(shown))) {
      then.accept(service);
      return;
    }
    acted = true;
    this.<ApiObject.Service>send(
        api -> api.replaceStatus(service.version(), memory, shown),
        reply -> {
          if (reply.is(Reply.Kind.DONE)) {
            overlay.serviceStored(reply.object().orElseThrow());
            then.accept(reply.object().orElseThrow());
          } else if (reply.is(Reply.Kind.CONFLICT)) {
            overlay.serviceStored(api.service());
            end(Optional.of(SOON));
          } else {
            failed();
          }
        });
  }
}
