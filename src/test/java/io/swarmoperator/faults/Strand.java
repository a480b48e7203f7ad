package io.swarmoperator.faults;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Blocking work of a simulated program. Each strand has a thread of its own, but whoever begins or
 * resumes one waits until it pauses or ends: one runs at a time, and what happens depends on the
 * virtual clock alone.
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
  private volatile boolean running;
  private Thread thread;
  private Thread driver;
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

  private Strand(RunningProgram program) {
    this.program = program;
  }

  /** Begins some work and returns when it pauses or ends. */
  static Strand begin(RunningProgram program, Runnable work) {
    Strand strand = new Strand(program);
    program.strands().add(strand);
    strand.driver = Thread.currentThread();
    strand.running = true;
    THREADS.execute(() -> strand.run(work));
    strand.awaitPause();
    if (current() != null) {
      current().requireLife();
    }
    return strand;
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
   * @param question is given who takes the answer, at once or later
   */
  static <T> T await(Consumer<Consumer<T>> question) {
    Strand strand = current();
    Answer<T> answer = new Answer<>();
    question.accept(
        value -> {
          answer.value = value;
          answer.given = true;
          if (strand.paused()) {
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

  private void run(Runnable work) {
    thread = Thread.currentThread();
    CURRENT.set(this);
    try {
      work.run();
    } catch (Died e) {
      // nobody is interested in what it would have done
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      CURRENT.remove();
      program.strands().remove(this);
      over = true;
      tellWhoJoins();
      handBack();
    }
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
      handBack();
      while (!running) {
        LockSupport.park(this);
      }
    }
    requireLife();
  }

  private void requireLife() {
    if (program.dead()) {
      throw new Died();
    }
  }

  /** Goes on with work that has paused, and returns when it pauses again or ends. */
  void resume() {
    if (over) {
      return;
    }
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
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
