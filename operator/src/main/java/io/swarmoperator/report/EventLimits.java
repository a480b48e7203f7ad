package io.swarmoperator.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what is told about a service: what happens over and over makes a few Events and then one
 * that stands for all the rest, written now and then. It counts by service and reason, so that a
 * crash loop hides nothing else.
 */
final class EventLimits {
  /** As many Events as a reason has before the next are told in one. */
  static final int APART = 20;

  /** Without any for that long, a reason begins anew. */
  static final Duration QUIET = Duration.ofMinutes(10);

  /** The one Event for the rest is written at most this often. */
  static final Duration BETWEEN = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<String, Map<String, Told>> services = new HashMap<>();

  EventLimits(Clock clock) {
    this.clock = clock;
  }

  /**
   * What to do with an Event.
   *
   * @param apart whether it is one of its own, rather than the one for the rest
   * @param times how often that happened of which it tells; 0: it is not written
   */
  record Verdict(boolean apart, int times) {}

  /**
   * What was told of a reason.
   *
   * @param apart how many Events of their own
   * @param last when there was last something to tell
   * @param together when the one for the rest may be written again
   * @param untold how often it happened since that was written
   */
  private record Told(int apart, Instant last, Instant together, int untold) {}

  /** Decides about an Event that is to be told now. */
  synchronized Verdict judge(String serviceUid, String reason) {
    Instant now = clock.instant();
    Map<String, Told> reasons = services.computeIfAbsent(serviceUid, uid -> new HashMap<>());
    Told told = reasons.get(reason);
    if (told == null || told.last().plus(QUIET).isBefore(now)) {
      told = new Told(0, now, now, 0);
    }
    if (told.apart() < APART) {
      reasons.put(reason, new Told(told.apart() + 1, now, now, 0));
      return new Verdict(true, 1);
    }
    int times = told.untold() + 1;
    if (now.isBefore(told.together())) {
      reasons.put(reason, new Told(told.apart(), now, told.together(), times));
      return new Verdict(false, 0);
    }
    reasons.put(reason, new Told(told.apart(), now, now.plus(BETWEEN), 0));
    return new Verdict(false, times);
  }

  /** Forgets a service that is gone. */
  synchronized void forget(String serviceUid) {
    services.remove(serviceUid);
  }
}
