package io.swarmoperator.sim;

import java.time.Duration;
import java.util.Optional;

/**
 * What a container does, as scripted.
 *
 * @param start whether and how it comes up
 * @param startDelay from the pod's binding to the start of the container, or to the refusal of its
 *     image
 * @param readyDelay from the container's start to its readiness
 * @param exit how it ends by itself; empty: it runs until it is stopped
 * @param stopDelay how long it takes to stop when told; cut short by the grace period
 * @param stopCode its exit code when told to stop; 137 when the grace period ran out
 */
public record Behaviour(
    Start start,
    Duration startDelay,
    Duration readyDelay,
    Optional<Exit> exit,
    Duration stopDelay,
    int stopCode) {

  /** Whether and how a container comes up. */
  public enum Start {
    STARTS,
    /** The scheduler finds no node. */
    NEVER_SCHEDULES,
    /** Its image can't be pulled. */
    IMAGE_REFUSED,
    /** The API server refuses the pod. */
    POD_REFUSED,
    /** Its program can't be started: it ends as scripted, and the kubelet says why. */
    PROGRAM_MISSING
  }

  /**
   * An end without being told.
   *
   * @param code exit code
   * @param after the start of the container; an end at zero comes before readiness
   */
  public record Exit(int code, Duration after) {}

  /** Starts in 0.3 s, is ready at once, runs for ever, stops in 0.1 s. */
  public static final Behaviour DEFAULT =
      new Behaviour(
          Start.STARTS,
          Duration.ofMillis(300),
          Duration.ZERO,
          Optional.empty(),
          Duration.ofMillis(100),
          0);

  /** The same, but ending by itself. */
  public Behaviour exits(int code, Duration after) {
    return new Behaviour(
        start, startDelay, readyDelay, Optional.of(new Exit(code, after)), stopDelay, stopCode);
  }

  /** The same, but coming up otherwise. */
  public Behaviour with(Start newStart) {
    return new Behaviour(newStart, startDelay, readyDelay, exit, stopDelay, stopCode);
  }

  /** The same, but starting after another delay. */
  public Behaviour startsAfter(Duration delay) {
    return new Behaviour(start, delay, readyDelay, exit, stopDelay, stopCode);
  }

  /** The same, but ready only some time after its start. */
  public Behaviour readyAfter(Duration delay) {
    return new Behaviour(start, startDelay, delay, exit, stopDelay, stopCode);
  }

  /** The same, but stopping otherwise. */
  public Behaviour stopsAfter(Duration delay, int code) {
    return new Behaviour(start, startDelay, readyDelay, exit, delay, code);
  }

  boolean everReady() {
    return exit.isEmpty()
        || (!exit.get().after().isZero() && exit.get().after().compareTo(readyDelay) > 0);
  }
}
