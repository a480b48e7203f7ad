package io.swarmoperator.sandbox;

/** Whether this process was told to end: what fails from then on is no failure. */
final class Stopping {
  /** As a shell counts a Ctrl-C; the JVM has its own say once it is ending. */
  static final int EXIT_CODE = 130;

  private Stopping() {}

  /** The JVM runs its hooks already: it takes no orders about them any more. */
  static boolean asked() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
