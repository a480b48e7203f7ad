package io.swarmoperator.decide;

import java.time.Instant;

/** Takes the decisions about one service: observed world in, plan out. Total and deterministic. */
public final class Planner {
  private Planner() {}

  /**
   * Decides what to do now.
   *
   * @param view what is observed
   * @param now the present instant, by the operator's clock
   * @return what to do; an idle plan when there is nothing
   */
  public static Plan plan(ServiceView view, Instant now) {
    throw new UnsupportedOperationException(view.spec().name() + now);
  }
}
