package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.RecordsUnderWay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes records behind: decisions are taken from pods, so the record of a task that has one is off
 * the critical path. The latest version of a record wins; what is not urgent waits a second for a
 * better one. One write at a time for each record.
 */
public final class RecordWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /** What isn't written by then the next operator sees from the pods. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final Store store;
  private final RecordsUnderWay recent;
  private final Delay delay;
  private final Supplier<Lock> turns;
  private final Clock clock;
  private final Map<String, Entry> entries = new HashMap<>();
  private volatile boolean abandoned;

  /** Where records are stored. */
  public interface Store {
    /** Stores a record, or tells by an exception that it isn't stored. */
    void save(SwarmService owner, TaskRecord task, long revision);

    /** Deletes a record if there is one. */
    void delete(SwarmService owner, String name);
  }

  /** Runs something later, on another thread. */
  public interface Delay {
    /** Runs a task when the time is over. */
    void after(Duration time, Runnable task);
  }

  private record Pending(SwarmService owner, TaskRecord task, long revision, Duration retry) {}

  private static final class Entry {
    private final Lock writing;
    private Pending next;
    private int users;

    Entry(Lock writing) {
      this.writing = writing;
    }
  }

  /**
   * Writes records behind.
   *
   * @param store where to
   * @param recent is told what is on its way
   * @param delay runs what waits
   * @param turns makes a lock for each record that is written, by which its writers take turns
   * @param clock the operator's
   */
  public RecordWriter(
      Store store, RecordsUnderWay recent, Delay delay, Supplier<Lock> turns, Clock clock) {
    this.store = store;
    this.recent = recent;
    this.delay = delay;
    this.turns = turns;
    this.clock = clock;
  }

  /**
   * Takes a record to be written behind; from now on it counts as the task's record.
   *
   * @param owner the task's service
   * @param update the record
   * @param revision number of the task's revision
   */
  public void enqueue(SwarmService owner, RecordUpdate update, long revision) {
    recent.recordPending(owner.getMetadata().getUid(), update.task());
    String key = key(owner, update.task().identity().name());
    synchronized (entries) {
      Entry entry = entries.computeIfAbsent(key, k -> new Entry(turns.get()));
      boolean waiting = entry.next != null;
      entry.next = new Pending(owner, update.task(), revision, PATIENCE);
      if (update.urgent()) {
        delay.after(Duration.ZERO, () -> write(key));
      } else if (!waiting) {
        delay.after(PATIENCE, () -> write(key));
      }
    }
  }

  /** Writes a record and returns when it is stored; an older version that waits is dropped. */
  public void saveNow(SwarmService owner, TaskRecord task, long revision) {
    alone(owner, task.identity().name(), () -> savedInOrder(owner, task, revision));
  }

  /** It counts before it is stored, or an older version that waited would count again after it. */
  private void savedInOrder(SwarmService owner, TaskRecord task, long revision) {
    String uid = owner.getMetadata().getUid();
    if (abandoned) {
      throw new StepFailure("this operator leads no longer");
    }
    recent.recordPending(uid, task);
    try {
      store.save(owner, task, revision);
    } catch (RuntimeException e) {
      recent.recordNotWritten(uid, task);
      throw e;
    }
  }

  /** Deletes a record, and with it a version of it that waits. */
  public void delete(SwarmService owner, String name) {
    alone(owner, name, () -> store.delete(owner, name));
  }

  /** Drops what waits for a service that is gone. */
  public void forget(String serviceUid) {
    synchronized (entries) {
      entries
          .values()
          .removeIf(
              e -> e.next != null && e.next.owner().getMetadata().getUid().equals(serviceUid));
    }
  }

  /** Records that wait to be written. */
  public int waiting() {
    synchronized (entries) {
      return (int) entries.values().stream().filter(e -> e.next != null).count();
    }
  }

  /** Drops all that waits; from now on nothing is written. */
  public void abandon() {
    abandoned = true;
    synchronized (entries) {
      entries.values().forEach(e -> e.next = null);
    }
  }

  /** Writes what waits, each at most once more, as far as the time for that suffices. */
  @Override
  public void close() {
    Instant end = clock.instant().plus(LAST_WORDS);
    List<String> keys;
    synchronized (entries) {
      keys = List.copyOf(entries.keySet());
    }
    for (String key : keys) {
      if (!clock.instant().isBefore(end)) {
        LOG.warn("{} records were not written", waiting());
        return;
      }
      write(key);
    }
  }

  private void alone(SwarmService owner, String name, Runnable action) {
    String key = key(owner, name);
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(key, k -> new Entry(turns.get()));
      entry.users++;
    }
    entry.writing.lock();
    try {
      synchronized (entries) {
        entry.next = null;
      }
      action.run();
    } finally {
      entry.writing.unlock();
      leave(key, entry);
    }
  }

  private void write(String key) {
    Entry entry;
    synchronized (entries) {
      entry = entries.get(key);
      if (entry == null) {
        return;
      }
      entry.users++;
    }
    entry.writing.lock();
    try {
      Pending pending;
      synchronized (entries) {
        pending = entry.next;
        entry.next = null;
      }
      if (pending != null && !abandoned) {
        save(key, entry, pending);
      }
    } finally {
      entry.writing.unlock();
      leave(key, entry);
    }
  }

  private void save(String key, Entry entry, Pending pending) {
    try {
      store.save(pending.owner(), pending.task(), pending.revision());
    } catch (KubernetesClientException e) {
      if (Refusals.namespaceGoes(e)) {
        LOG.debug(
            "record {} was not written: {}", pending.task().identity().name(), e.getMessage());
        recent.recordNotWritten(pending.owner().getMetadata().getUid(), pending.task());
      } else {
        // refused ones too: a right or a quota may come back, and the record is all that is left
        retry(key, entry, pending, e);
      }
    } catch (RuntimeException e) {
      retry(key, entry, pending, e);
    }
  }

  private void retry(String key, Entry entry, Pending failed, RuntimeException cause) {
    warn(failed, cause);
    Duration next = failed.retry().multipliedBy(2);
    synchronized (entries) {
      if (entry.next == null && !abandoned) {
        entry.next =
            new Pending(
                failed.owner(),
                failed.task(),
                failed.revision(),
                next.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : next);
      }
    }
    delay.after(failed.retry(), () -> write(key));
  }

  /** In a thread that works for all services: the line says itself whose it is. */
  private static void warn(Pending failed, RuntimeException cause) {
    MDC.put("namespace", failed.owner().getMetadata().getNamespace());
    MDC.put("service", failed.owner().getMetadata().getName());
    LOG.warn(
        "record {} was not written, tried again in {}: {}",
        failed.task().identity().name(),
        failed.retry(),
        cause.getMessage());
    MDC.remove("namespace");
    MDC.remove("service");
  }

  /** Nobody may hold an entry that another one has taken the place of. */
  private void leave(String key, Entry entry) {
    synchronized (entries) {
      entry.users--;
      if (entry.users == 0 && entry.next == null) {
        entries.remove(key, entry);
      }
    }
  }

  private static String key(SwarmService owner, String name) {
    return owner.getMetadata().getNamespace() + "/" + name;
  }
}
