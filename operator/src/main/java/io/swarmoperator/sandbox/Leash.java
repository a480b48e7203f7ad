package io.swarmoperator.sandbox;

/**
 * Ends a child process, and what it started, when this JVM is told to end; until it is released.
 */
final class Leash {

  private final Thread hook;

  private Leash(Thread hook) {
    this.hook = hook;
  }

  static Leash on(Process process, Runnable afterwards) {
    var hook =
        new Thread(
            () -> {
              process.descendants().forEach(ProcessHandle::destroy);
              process.destroy();
              afterwards.run();
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Leash(hook);
  }

  void release() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs and does what it is for.
    }
  }
}
