package io.swarmoperator.sim;

import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.ServiceView;
import java.time.Instant;

/** Takes the decisions: the planner, or in tests of the simulation something simpler. */
@FunctionalInterface
public interface Decider {

  /** What to do now. */
  Plan plan(ServiceView view, Instant now);
}
