package io.swarmoperator.faults;

import io.swarmoperator.decide.Planner;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.Decider;
import io.swarmoperator.sim.OpenCluster;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an operator is made of; a test that wants to see a check fail puts in something broken.
 *
 * @param decider takes the decisions
 * @param api as it is reached
 * @param overlay remembers own writes
 * @param nodes knows a node that a task would leave
 * @param audit is told what is decided and done
 */
public record Parts(
    Decider decider,
    Function<OpenCluster, Api> api,
    Function<OpenCluster, Overlay> overlay,
    NodeSource nodes,
    Audit audit) {

  /** As in production. */
  public static final Parts SOUND =
      new Parts(
          Planner::plan,
          Api::new,
          Overlay::new,
          (api, watched, name) -> api.node(name),
          new Audit() {});

  /** Who is asked for a node before a task is taken away for its sake. */
  @FunctionalInterface
  public interface NodeSource {
    /**
     * A node; empty when it is gone.
     *
     * @param watched as the operator's own watch shows it
     */
    Optional<ApiObject.Node> node(Api api, Optional<ApiObject.Node> watched, String name);
  }

  public Parts decidedBy(Decider other) {
    return new Parts(other, api, overlay, nodes, audit);
  }

  public Parts reaching(Function<OpenCluster, Api> other) {
    return new Parts(decider, other, overlay, nodes, audit);
  }

  public Parts remembering(Function<OpenCluster, Overlay> other) {
    return new Parts(decider, api, other, nodes, audit);
  }

  public Parts asking(NodeSource other) {
    return new Parts(decider, api, overlay, other, audit);
  }

  public Parts auditedBy(Audit other) {
    return new Parts(decider, api, overlay, nodes, other);
  }
}
