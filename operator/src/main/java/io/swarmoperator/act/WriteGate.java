package io.swarmoperator.act;

/**
 * Stands before every write to the API. Tests stop the operator here, after any number of writes,
 * as a crash would.
 */
@FunctionalInterface
public interface WriteGate {
  /** Lets everything pass. */
  WriteGate OPEN = what -> {};

  /**
   * Called before each write; an exception keeps it from being made.
   *
   * @param what verb, kind and name of the object
   */
  void beforeWrite(String what);
}
