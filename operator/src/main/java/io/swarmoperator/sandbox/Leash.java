package io.swarmoperator.sandbox;

import java.io.IOException;

/**
 * Ends a child process, and what it started, when this JVM is told to end; until it is released.
 */
final class Leash {

  private final Thread hook = new Thread(this::pull);
  private Runnable end = () -> {};

  private Leash() {}

  /** Starts a child process. */
  interface Start<T> {
    /** Starts it, and says so to the leash. */
    T start(Leash leash) throws IOException;
  }

  /** Of a process that has been started. */
  static Leash on(Process process, Runnable afterwards) {
    var leash = new Leash();
    leash.hold(process, afterwards);
    Runtime.getRuntime().addShutdownHook(leash.hook);
    return leash;
  }

  /** Of one that is yet to be started. */
  static Leash ready() {
    var leash = new Leash();
    Runtime.getRuntime().addShutdownHook(leash.hook);
    return leash;
  }

  /** Told to end meanwhile, this JVM waits until it knows what to end. */
  synchronized <T> T start(Start<T> start) throws IOException {
    return start.start(this);
  }

  synchronized void hold(Process process, Runnable afterwards) {
    end =
        () -> {
          process.descendants().forEach(ProcessHandle::destroy);
          process.destroy();
          afterwards.run();
        };
  }

  private synchronized void pull() {
    end.run();
  }

  void release() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs and does what it is for.
    }
  }
}
