package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swarmoperator.act.Act;
import io.swarmoperator.act.ApiWrites;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.measure.Metric;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.KubeletEvents;
import io.swarmoperator.observe.NodeFacts;
import io.swarmoperator.observe.NodeViews;
import io.swarmoperator.observe.RecentFailures;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.observe.StartObstacles;
import io.swarmoperator.observe.ViewAssembler;
import io.swarmoperator.report.Census;
import io.swarmoperator.report.EventRecorder;
import io.swarmoperator.report.ReconcileMetrics;
import io.swarmoperator.report.RolloutMetrics;
import io.swarmoperator.report.StatusWriter;
import io.swarmoperator.report.TaskMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running operator: from its start to its graceful stop. The client stays its caller's. */
public final class OperatorRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorRuntime.class);
  private static final int SERVICES_AT_ONCE = 16;

  /** Against events that a watch lost without a trace. */
  private static final Duration AT_THE_LATEST = Duration.ofMinutes(5);

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Shift shift = new Shift();

  /** The SDK's own would not tell how many services wait for it; it ends with the SDK. */
  private final ThreadPoolExecutor reconciles =
      new ThreadPoolExecutor(
          SERVICES_AT_ONCE,
          SERVICES_AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          named());

  private final OperatorOptions options;
  private final Act act;
  private final EventRecorder events;
  private final Operator operator;
  private final Optional<HeldLease> lease;
  private final Optional<HttpEndpoints> http;
  private volatile boolean closing;
  private volatile boolean deposed;

  private OperatorRuntime(KubernetesClient client, OperatorOptions options) {
    this.options = options;
    Clock clock = options.clock();
    RecentWrites recent = new RecentWrites(clock);
    NodeFacts nodeFacts = new NodeFacts(clock, options.nodeNotReadyGrace());
    Caches caches = new Caches(client, options.namespaces(), recent, nodeFacts);
    Revisions revisions = new Revisions(caches.revisions());
    ApiWrites writes = new ApiWrites(client, options.gate(), metrics);
    RecentFailures failures = new RecentFailures(clock);
    NodeViews nodes = new NodeViews(caches, nodeFacts, writes::node, clock);
    StartObstacles obstacles = new StartObstacles(new KubeletEvents(client)::obstacles, clock);
    ViewAssembler assembler =
        new ViewAssembler(
            caches,
            revisions,
            recent,
            nodes,
            failures,
            obstacles,
            (ns, name) -> writes.get(Pod.class, ns, name),
            clock,
            options.taskHistoryLimit());
    events = new EventRecorder(writes, metrics, clock);
    act = new Act(writes, caches, revisions, recent, clock);
    lease = options.leaderElection().map(namespace -> new HeldLease(client, namespace, clock));
    if (lease.isEmpty()) {
      shift.begin();
    }
    operator = new Operator(o -> configure(o, client));
    SwarmServiceReconciler reconciler =
        new SwarmServiceReconciler(
            caches,
            assembler,
            new Decisions(assembler, caches.load(), failures, clock),
            recent,
            act,
            new StatusWriter(writes, recent, clock),
            events,
            new RolloutMetrics(metrics, clock),
            new TaskMetrics(metrics, nodeFacts::notReadySince, clock),
            shift,
            clock);
    operator.register(reconciler, this::configure);
    show(new Census(reconciler::services, caches.tasks()::all, clock));
    http = options.httpPort().stream().mapToObj(this::endpoints).findFirst();
  }

  private void show(Census census) {
    Metric.showAll(metrics);
    census.show(metrics);
    Metric.RECORDS_WAITING.gauge(metrics, act.records()::waiting);
    Metric.QUEUE_DEPTH.gauge(metrics, reconciles.getQueue()::size);
    Metric.LEADING.gauge(metrics, () -> shift.onDuty() ? 1 : 0);
    Metric.READY.gauge(metrics, () -> ready() ? 1 : 0);
  }

  private HttpEndpoints endpoints(int port) {
    return new HttpEndpoints(port, this::healthy, this::ready, metrics::scrape);
  }

  /**
   * Starts the operator and returns when its caches are filled; with leader election it may still
   * wait for the lease.
   *
   * @param client of the cluster
   * @param options how it runs
   */
  public static OperatorRuntime start(KubernetesClient client, OperatorOptions options) {
    OperatorRuntime runtime = new OperatorRuntime(client, options);
    try {
      runtime.operator.start();
      LOG.info(
          "watching services in {}",
          options.namespaces().isEmpty() ? "all namespaces" : options.namespaces());
      return runtime;
    } catch (RuntimeException e) {
      runtime.close();
      throw e;
    }
  }

  private void configure(ConfigurationServiceOverrider o, KubernetesClient client) {
    o.withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .checkingCRDAndValidateLocalModel(false)
        .withUseSSAToPatchPrimaryResource(false)
        .withReconciliationTerminationTimeout(Duration.ofSeconds(1))
        .withCacheSyncTimeout(Duration.ofMinutes(5))
        .withInformerStoppedHandler((informer, cause) -> lost("a watch has ended"))
        .withExecutorService(reconciles)
        .withMetrics(new ReconcileMetrics(metrics));
    lease.ifPresent(
        held ->
            o.withLeaderElectionConfiguration(
                held.election()
                    .withExitOnStopLeading(false)
                    .withLeaderCallbacks(
                        new LeaderCallbacks(this::leads, this::leaseLost, leader -> {}))
                    .build()));
  }

  private void configure(ControllerConfigurationOverrider<SwarmService> c) {
    c.withName("swarmservice")
        .withGenerationAware(false)
        // without a limit the first list may come from a cache and be older than the tasks: a new
        // leader would take a step by a spec of yesterday
        .withInformerListLimit(Caches.PAGE)
        .withOnUpdateFilter(Concerns::ofService)
        .withReconciliationMaxInterval(AT_THE_LATEST)
        .withRetry(
            new GenericRetry()
                .withoutMaxAttempts()
                .setInitialInterval(1000)
                .setIntervalMultiplier(2)
                .setMaxInterval(60_000));
    if (options.namespaces().isEmpty()) {
      c.watchingAllNamespaces();
    } else {
      c.settingNamespaces(options.namespaces());
    }
  }

  private static ThreadFactory named() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "reconcile-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private void leads() {
    LOG.info("leading");
    shift.begin();
  }

  private void leaseLost() {
    if (!closing) {
      deposed = true;
      // another one may lead by now: nothing is written any more, not even what waits
      act.abandon();
      events.abandon();
      lost("the lease is lost");
    }
  }

  private void lost(String why) {
    if (!closing) {
      LOG.error("can't go on: {}", why);
      boolean unused = shiftEnds();
      options.onLost().run();
    }
  }

  /** The port of health and metrics, if there is one. */
  public OptionalInt httpPort() {
    return http.map(h -> OptionalInt.of(h.port())).orElse(OptionalInt.empty());
  }

  private boolean healthy() {
    return !closing && operator.getRuntimeInfo().isStarted();
  }

  private boolean ready() {
    return healthy() && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** Lets running reconciles end, writes the records that wait, releases the lease. */
  @Override
  public void close() {
    closing = true;
    boolean quiet = shiftEnds();
    act.close();
    events.close();
    // whatever still hangs on must not write in another's term
    act.abandon();
    operator.stop();
    if (quiet && !deposed) {
      lease.ifPresent(HeldLease::release);
    }
    http.ifPresent(HttpEndpoints::close);
    LOG.info("stopped");
  }

  /** Whether all that was under way has ended. */
  private boolean shiftEnds() {
    try {
      return shift.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
