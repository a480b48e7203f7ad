package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.swarmoperator.api.Durations;
import io.swarmoperator.api.Healthcheck;
import java.time.Duration;
import java.util.List;

/**
 * Renders a health check as exec probes.
 *
 * <p>A Swarm engine checks for the first time one interval after the start, and then one interval
 * after each check. It stops the container after {@code retries} failures in a row; those before
 * the first success and within the start period don't count, and until then it checks every start
 * interval. Here the startup probe stands for all that happens before the first success; the
 * liveness and the readiness probe take over from it, so that a success ends the start period.
 *
 * <p>Probes know whole seconds only: durations are rounded up, to at least one. A zero means the
 * engine's default, as in Swarm.
 */
final class HealthcheckRenderer {
  private static final String NONE = "NONE";
  private static final String SHELL = "CMD-SHELL";

  private static final long DEFAULT_INTERVAL = 30;
  private static final long DEFAULT_TIMEOUT = 30;
  private static final long DEFAULT_START_INTERVAL = 5;
  private static final int DEFAULT_RETRIES = 3;

  private final List<String> test;
  private final long interval;
  private final long timeout;
  private final long startPeriod;
  private final long startInterval;
  private final int retries;

  private HealthcheckRenderer(Healthcheck declared) {
    test = declared.getTest();
    interval = seconds(declared.getInterval(), DEFAULT_INTERVAL);
    timeout = seconds(declared.getTimeout(), DEFAULT_TIMEOUT);
    startPeriod = seconds(declared.getStartPeriod(), 0);
    startInterval = seconds(declared.getStartInterval(), DEFAULT_START_INTERVAL);
    retries = declared.getRetries() == 0 ? DEFAULT_RETRIES : declared.getRetries();
  }

  /** The probe until the first success; null when there is no check. */
  static Probe startup(Healthcheck declared) {
    return checks(declared) ? new HealthcheckRenderer(declared).startup() : null;
  }

  /** The probe after the first success, by which the kubelet stops a task; null likewise. */
  static Probe liveness(Healthcheck declared) {
    return checks(declared) ? new HealthcheckRenderer(declared).afterStart() : null;
  }

  /**
   * The probe by which clients are sent to a task or not; null likewise. As patient as the liveness
   * probe: a single failure takes no traffic away in Swarm, but a task that is being stopped as
   * unhealthy gets none.
   */
  static Probe readiness(Healthcheck declared) {
    return liveness(declared);
  }

  private static boolean checks(Healthcheck declared) {
    return declared != null && !declared.getTest().get(0).equals(NONE);
  }

  private Probe startup() {
    long period = startPeriod > 0 ? startInterval : interval;
    return probe(period, startupFailures(period));
  }

  private Probe afterStart() {
    return probe(interval, retries);
  }

  /**
   * How many failures in a row before the first success are one too many.
   *
   * <p>A probe has one period and counts from its first failure, at some moment within the first
   * period after the start; the n-th is more than n - 1 periods after it. So the number is one more
   * than the periods until Swarm would stop the container at the earliest, which is {@code retries
   * - 1} intervals after the first check that counts: the one after the first interval, or with a
   * start period the first one that isn't within it. A task is thus never given less time than by
   * Swarm, and at most two periods more.
   */
  private int startupFailures(long period) {
    long firstThatCounts =
        startPeriod > 0 ? roundedUp(startPeriod, startInterval) * startInterval : interval;
    long unhealthyAt = firstThatCounts + (retries - 1) * interval;
    return (int) Math.min(Integer.MAX_VALUE, 1 + roundedUp(unhealthyAt, period));
  }

  private Probe probe(long period, int failures) {
    return new ProbeBuilder()
        .withNewExec()
        // the kubelet expands $(VAR) in probes too (prober.go, ExpandContainerCommandOnlyStatic)
        .withCommand(DollarEscape.literals(command()))
        .endExec()
        .withPeriodSeconds((int) period)
        .withTimeoutSeconds((int) timeout)
        .withSuccessThreshold(1)
        .withFailureThreshold(failures)
        .build();
  }

  private List<String> command() {
    return test.get(0).equals(SHELL)
        ? List.of("/bin/sh", "-c", test.get(1))
        : test.subList(1, test.size());
  }

  private static long seconds(String declared, long whenZero) {
    Duration duration = Durations.parse(declared);
    return duration.isZero() ? whenZero : Durations.roundedUpToSeconds(duration);
  }

  private static long roundedUp(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
