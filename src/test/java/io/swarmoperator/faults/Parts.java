package io.swarmoperator.faults;

import io.swarmoperator.decide.Planner;
import io.swarmoperator.sim.Decider;
import io.swarmoperator.sim.OpenCluster;
import java.util.function.Function;

/**
 * What an operator is made of; a test that wants to see a check fail puts in something broken.
 *
 * @param decider takes the decisions
 * @param api as it is reached
 * @param overlay remembers own writes
 * @param audit is told what is decided and done
 */
public record Parts(
    Decider decider,
    Function<OpenCluster, Api> api,
    Function<OpenCluster, Overlay> overlay,
    Audit audit) {

  /** As in production. */
  public static final Parts SOUND =
      new Parts(Planner::plan, Api::new, Overlay::new, new Audit() {});

  public Parts decidedBy(Decider other) {
    return new Parts(other, api, overlay, audit);
  }

  public Parts reaching(Function<OpenCluster, Api> other) {
    return new Parts(decider, other, overlay, audit);
  }

  public Parts remembering(Function<OpenCluster, Overlay> other) {
    return new Parts(decider, api, other, audit);
  }

  public Parts auditedBy(Audit other) {
    return new Parts(decider, api, overlay, other);
  }
}
