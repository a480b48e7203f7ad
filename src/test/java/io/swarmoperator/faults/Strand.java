package io.swarmoperator.faults;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Blocking work of a simulated program. Each strand has a thread of its own, but whoever begins or
 * resumes one waits until it pauses or ends: one runs at a time, and what happens depends on the
 * virtual clock alone. One that goes on at the end of a {@link Loop}'s event goes on with the
 * events itself when it pauses or ends.
 */
final class Strand {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "strand");
            thread.setDaemon(true);
            return thread;
          });
  private static final ThreadLocal<Strand> CURRENT = new ThreadLocal<>();

  private final RunningProgram program;
  private final Runnable work;
  private volatile boolean running = true;
  private Thread thread;
  private Thread driver;

  /** The events that are this strand's to go on with; empty while somebody waits for it. */
  private Optional<Loop> loop = Optional.empty();

  private boolean inEvents;
  private Throwable failure;
  private boolean over;
  private Optional<Strand> joining = Optional.empty();

  /** The program has died: its work ends where it stands. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died() {
      super("the program has died", null, false, false);
    }
  }

  private Strand(RunningProgram program, Runnable work) {
    this.program = program;
    this.work = work;
    program.strands().add(this);
  }

  /** Begins some work and returns when it pauses or ends. */
  static Strand begin(RunningProgram program, Runnable work) {
    Strand strand = new Strand(program, work);
    strand.beginNow();
    return strand;
  }

  /** Begins some work as the last that an event does. */
  static void beginLast(RunningProgram program, Runnable work) {
    Strand strand = new Strand(program, work);
    if (!Loop.endsWith(strand)) {
      strand.beginNow();
    }
  }

  private void beginNow() {
    driver = Thread.currentThread();
    THREADS.execute(this::run);
    awaitPause();
    if (current() != null) {
      current().requireLife();
    }
  }

  /** Pauses until this has ended. */
  void join() {
    if (!over) {
      joining = Optional.of(current());
      current().pause();
    }
    current().requireLife();
  }

  /** The strand whose work calls this. */
  static Strand current() {
    return CURRENT.get();
  }

  /**
   * Asks for something and pauses until the answer comes.
   *
   * @param question is given who takes the answer, at once or as the last that an event does
   */
  static <T> T await(Consumer<Consumer<T>> question) {
    Strand strand = current();
    Answer<T> answer = new Answer<>();
    question.accept(
        value -> {
          answer.value = value;
          answer.given = true;
          if (strand.paused() && !Loop.endsWith(strand)) {
            strand.resume();
          }
        });
    if (!answer.given) {
      strand.pause();
    }
    return answer.value;
  }

  private static final class Answer<T> {
    private T value;
    private boolean given;
  }

  /** Does its work, and that of others which begin where it ends. */
  private void run() {
    Optional<Strand> begun = Optional.of(this);
    while (begun.isPresent()) {
      begun = begun.get().runOne();
    }
  }

  private Optional<Strand> runOne() {
    thread = Thread.currentThread();
    CURRENT.set(this);
    try {
      work.run();
    } catch (Died e) {
      // nobody is interested in what it would have done
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    CURRENT.remove();
    program.strands().remove(this);
    over = true;
    if (loop.isPresent()) {
      return passOn(loop.get());
    }
    tellWhoJoins();
    handBack();
    return Optional.empty();
  }

  /** It has ended; a new one begins in its thread. */
  private Optional<Strand> passOn(Loop events) {
    if (failure == null) {
      joining.filter(strand -> !strand.over).ifPresent(events::follow);
    } else {
      events.fail(failure);
    }
    events.events(() -> false);
    Optional<Strand> begun = events.next().filter(strand -> strand.thread == null);
    if (begun.isPresent()) {
      Strand strand = events.takeNext();
      strand.loop = Optional.of(events);
    } else {
      events.passOn();
    }
    return begun;
  }

  private void tellWhoJoins() {
    try {
      joining.ifPresent(Strand::resume);
    } catch (RuntimeException | Error e) {
      failure = e; // whoever drives this one is told
    }
  }

  /** Called by its own work: returns when it is resumed. */
  void pause() {
    if (!program.dead()) {
      running = false;
      loop.ifPresentOrElse(this::letEventsHappen, () -> LockSupport.unpark(driver));
      while (!running) {
        LockSupport.park(this);
      }
    }
    requireLife();
  }

  /** Until it is to go on itself; its program may also die by an event. */
  private void letEventsHappen(Loop events) {
    CURRENT.remove();
    inEvents = true;
    events.events(program::dead);
    inEvents = false;
    CURRENT.set(this);
    if (program.dead()) {
      running = true;
    } else if (events.isNext(this)) {
      running = events.takeNext() == this;
    } else {
      loop = Optional.empty();
      events.passOn();
    }
  }

  /** Goes on, with a loop's events when it pauses. */
  void goOn(Loop events) {
    loop = Optional.of(events);
    if (thread == null) {
      THREADS.execute(this::run);
    } else {
      running = true;
      LockSupport.unpark(thread);
    }
  }

  private void requireLife() {
    if (program.dead()) {
      throw new Died();
    }
  }

  /** Goes on with work that has paused, and returns when it pauses again or ends. */
  void resume() {
    if (over || inEvents) {
      return; // one in whose thread its program dies finds that when the event is over
    }
    loop = Optional.empty();
    driver = Thread.currentThread();
    running = true;
    LockSupport.unpark(thread);
    awaitPause();
  }

  /** Whether it waits to be resumed, or has ended. */
  boolean paused() {
    return !running;
  }

  private void handBack() {
    Thread waiting = driver;
    running = false;
    LockSupport.unpark(waiting);
  }

  private void awaitPause() {
    while (running) {
      LockSupport.park(this);
    }
    rethrow(failure);
  }

  /** Throws what a strand has failed by, if anything. */
  static void rethrow(Throwable failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
