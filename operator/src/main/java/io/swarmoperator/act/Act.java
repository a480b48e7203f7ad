package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.render.Owners;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The acting half of the operator, put together: what carries out plans, and the threads it does it
 * on.
 */
public final class Act implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Act.class);

  /** More in flight gains nothing at the API server. */
  private static final int ACTIONS_AT_ONCE = 32;

  /** Few, so that records never crowd out pods (mechanics 14). */
  private static final int RECORDS_AT_ONCE = 8;

  private static final long LAST_WORDS_SECONDS = 10;

  /** Finalizer of a service whose tasks are to be left behind. */
  private static final String ORPHAN = "orphan";

  private final ApiWrites writes;
  private final RecentWrites recent;
  private final RevisionStore revisions;
  private final RecordWriter records;
  private final Claims claims;
  private final Executor executor;
  private final StopSignals stopSignals;
  private final ExecutorService actions =
      Executors.newFixedThreadPool(ACTIONS_AT_ONCE, named("action"));
  private final ScheduledThreadPoolExecutor behind =
      new ScheduledThreadPoolExecutor(RECORDS_AT_ONCE, named("record"));

  /**
   * Puts it together.
   *
   * @param writes to the API
   * @param caches of what is there
   * @param revisions that exist
   * @param recent is told of each write
   * @param clock the operator's
   */
  public Act(
      ApiWrites writes, Caches caches, Revisions revisions, RecentWrites recent, Clock clock) {
    this.writes = writes;
    this.recent = recent;
    this.revisions = new RevisionStore(writes, revisions, recent);
    this.records =
        new RecordWriter(
            new RecordStore(new ClusterRecords(writes), caches.tasks()::get, recent),
            recent,
            this::later,
            ReentrantLock::new,
            clock);
    this.stopSignals = new StopSignals(writes::tryCreate);
    Companions companions = new Companions(writes, caches);
    this.claims = new Claims(writes);
    this.executor =
        new Executor(
            writes,
            records,
            this.revisions,
            companions,
            claims,
            recent,
            caches.pods(),
            actions,
            clock);
    behind.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Stores revisions. */
  public RevisionStore revisions() {
    return revisions;
  }

  /** Writes records behind. */
  public RecordWriter records() {
    return records;
  }

  /** Carries out steps. */
  public Executor executor() {
    return executor;
  }

  /** Knows whether the cluster keeps stop signals. */
  public StopSignals stopSignals() {
    return stopSignals;
  }

  /** What comes after the shutdown stays in its queue and is written at the close. */
  private void later(Duration time, Runnable task) {
    if (!behind.isShutdown()) {
      // the writer catches and logs what goes wrong
      Future<?> unused = behind.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Runs something after a while, on another thread. */
  public void soon(Duration time, Runnable task) {
    later(
        time,
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.warn("failed behind: {}", e.getMessage());
          }
        });
  }

  /** Forgets all about a service that is gone. */
  public void forget(String serviceUid) {
    records.forget(serviceUid);
    recent.forget(serviceUid);
    claims.forget(serviceUid);
  }

  /**
   * Helps the garbage collector with what a deleted service leaves; by default that takes twenty
   * objects a second (mechanics 3).
   */
  public void helpDelete(SwarmService service) {
    if (!service.getMetadata().getFinalizers().contains(ORPHAN)) {
      helpDelete(Pod.class, service);
      helpDelete(SwarmTask.class, service);
    }
  }

  /**
   * What was last seen of a service may be older than the wish to leave its tasks behind; but
   * before such a service goes, its tasks have lost their owner.
   */
  private void helpDelete(Class<? extends HasMetadata> kind, SwarmService service) {
    String namespace = service.getMetadata().getNamespace();
    String uid = service.getMetadata().getUid();
    boolean owned =
        writes.anyOf(kind, namespace, uid).flatMap(Owners::uid).filter(uid::equals).isPresent();
    if (owned) {
      writes.deleteAll(kind, namespace, uid);
    }
  }

  /** Writes nothing any more, and drops what waits: another operator may lead. */
  public void abandon() {
    writes.abandon();
    records.abandon();
  }

  /** Lets running actions end and writes the records that wait. */
  @Override
  public void close() {
    try {
      actions.shutdown();
      actions.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
      behind.shutdown();
      behind.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    records.close();
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
