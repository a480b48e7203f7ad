package io.swarmoperator.faults;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.ApiObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes records, behind or in order: {@code act.RecordWriter} and {@code act.RecordStore}. One
 * write at a time for each record; what is not urgent waits a second for a better one.
 */
final class Recorder {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final Replica replica;
  private final Map<String, Entry> entries = new HashMap<>();

  private record Pending(TaskRecord task, Duration retry) {}

  private static final class Entry {
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private Optional<Pending> next = Optional.empty();
    private boolean writing;
  }

  Recorder(Replica replica) {
    this.replica = replica;
  }

  /** Takes a record to be written behind; from now on it counts as the task's record. */
  void enqueue(RecordUpdate update) {
    replica.overlay().recordPending(update.task());
    String name = update.task().identity().name();
    Entry entry = entry(name);
    boolean waiting = entry.next.isPresent();
    entry.next = Optional.of(new Pending(update.task(), PATIENCE));
    if (update.urgent()) {
      replica.process().after(Duration.ZERO, () -> alone(name, () -> writeNext(name)));
    } else if (!waiting) {
      replica.process().after(PATIENCE, () -> alone(name, () -> writeNext(name)));
    }
  }

  /** Writes a record; an older version that waits is dropped. */
  void saveNow(TaskRecord task, Consumer<Boolean> then) {
    String name = task.identity().name();
    alone(
        name,
        () -> {
          entry(name).next = Optional.empty();
          replica.overlay().recordPending(task);
          save(
              task,
              saved -> {
                if (!saved) {
                  replica.overlay().recordNotWritten(task);
                }
                done(name);
                then.accept(saved);
              });
        });
  }

  /** Deletes a record, and with it a version of it that waits. */
  void delete(String name, Consumer<Boolean> then) {
    alone(
        name,
        () -> {
          entry(name).next = Optional.empty();
          replica.overlay().recordDeleting(name);
          replica.<ApiObject.StoredTask>send(
              api -> api.deleteRecord(name),
              reply -> {
                boolean toBeSeen =
                    reply.is(Reply.Kind.GONE) && replica.cachedRecord(name).isPresent();
                if (!reply.is(Reply.Kind.DONE) && !toBeSeen) {
                  replica.overlay().recordNotDeleted(name);
                }
                done(name);
                then.accept(!reply.is(Reply.Kind.LOST));
              });
        });
  }

  private void writeNext(String name) {
    Optional<Pending> pending = entry(name).next;
    entry(name).next = Optional.empty();
    if (pending.isEmpty()) {
      done(name);
      return;
    }
    save(
        pending.get().task(),
        saved -> {
          if (!saved) {
            retry(name, pending.get());
          }
          done(name);
        });
  }

  private void retry(String name, Pending failed) {
    Duration doubled = failed.retry().multipliedBy(2);
    Duration next = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    if (entry(name).next.isEmpty()) {
      entry(name).next = Optional.of(new Pending(failed.task(), next));
    }
    replica.process().after(failed.retry(), () -> alone(name, () -> writeNext(name)));
  }

  private Entry entry(String name) {
    return entries.computeIfAbsent(name, n -> new Entry());
  }

  private void alone(String name, Runnable work) {
    Entry entry = entry(name);
    if (entry.writing) {
      entry.queue.add(work);
    } else {
      entry.writing = true;
      work.run();
    }
  }

  private void done(String name) {
    Entry entry = entry(name);
    Runnable next = entry.queue.poll();
    if (next != null) {
      next.run();
    } else {
      entry.writing = false;
      if (entry.next.isEmpty()) {
        entries.remove(name);
      }
    }
  }

  private void save(TaskRecord task, Consumer<Boolean> then) {
    String name = task.identity().name();
    Optional<ApiObject.StoredTask> cached = replica.cachedRecord(name);
    Optional<Long> version = replica.overlay().recordVersion(name, cached);
    TaskRecord object =
        cached.map(c -> asDecided(c.task(), neverBack(c.task(), task))).orElse(task);
    replica.<ApiObject.StoredTask>send(
        api ->
            version.isPresent()
                ? api.replaceRecord(object, version.get())
                : api.createRecord(object),
        reply -> {
          boolean changed = reply.is(Reply.Kind.CONFLICT);
          boolean gone = reply.is(Reply.Kind.GONE) && version.isPresent();
          if (changed || gone) {
            again(task, object, version.isPresent(), then);
          } else {
            written(task, reply, then);
          }
        });
  }

  /**
   * Ours counts, but a task never goes back, and one that is forgotten doesn't come back to say
   * that it stops.
   *
   * @param task as it was decided on
   * @param object what was to be stored of it
   */
  private void again(
      TaskRecord task, TaskRecord object, boolean replacing, Consumer<Boolean> then) {
    Optional<ApiObject.StoredTask> live = replica.api().record(task.identity().name());
    Consumer<Reply<ApiObject.StoredTask>> end = reply -> written(task, reply, then);
    if (live.isEmpty() && object.desired().stops()) {
      String name = task.identity().name();
      if (replica.cachedRecord(name).isPresent()) {
        replica.overlay().recordDeleting(name);
      } else {
        replica.overlay().recordNotWritten(task);
      }
      then.accept(true);
    } else if (live.isEmpty()) {
      replica.send(api -> api.createRecord(object), end);
    } else {
      TaskRecord stored = live.get().task();
      TaskRecord further = neverBack(stored, object);
      TaskRecord merged = replacing ? further : asDecided(stored, further);
      replica.send(api -> api.replaceRecord(merged, live.get().version()), end);
    }
  }

  private void written(TaskRecord task, Reply<ApiObject.StoredTask> reply, Consumer<Boolean> then) {
    if (reply.is(Reply.Kind.DONE)) {
      replica.overlay().recordWritten(task, reply.object().orElseThrow());
    }
    then.accept(reply.is(Reply.Kind.DONE));
  }

  /** As {@code RecordStore.asDecided}: what another operator made the task for stands. */
  private static TaskRecord asDecided(TaskRecord live, TaskRecord ours) {
    return new TaskRecord(
        live.identity(), ours.wanted(), ours.phase(), ours.container(), ours.times());
  }

  /** As {@code RecordStore.neverBack}: what the stored one is further in stays. */
  static TaskRecord neverBack(TaskRecord live, TaskRecord ours) {
    DesiredState desired =
        live.desired().compareTo(ours.desired()) > 0 ? live.desired() : ours.desired();
    boolean prepared = live.desired() == DesiredState.READY;
    boolean further = live.state().compareTo(ours.state()) > 0;
    boolean waits = ours.desired() == DesiredState.READY;
    TaskRecord status = live.state().ended() || (!prepared && (further || waits)) ? live : ours;
    Optional<TaskRecord.Kept> kept =
        Stream.of(live, ours)
            .flatMap(r -> r.wanted().kept().stream())
            .max(Comparator.comparingInt(TaskRecord.Kept::rollout));
    return new TaskRecord(
        ours.identity(),
        new TaskRecord.Wanted(desired, ours.startAfter(), kept),
        status.phase(),
        status.container(),
        status.times());
  }
}
