package io.swarmoperator.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a decision about one service is taken from.
 *
 * @param spec what the user declared
 * @param specRevision the revision of what the spec says; it is in {@code revisions}
 * @param memory what was remembered
 * @param revisions all revisions of the service, by number
 * @param tasks all tasks of the service, in any order
 * @param nodes all nodes by name
 * @param request an annotation waiting to be carried out
 * @param failures on nodes that the operator remembers beyond the records
 */
public record ServiceView(
    ServiceSpec spec,
    Revision specRevision,
    Memory memory,
    Map<Long, Revision> revisions,
    List<ObservedTask> tasks,
    Map<String, NodeView> nodes,
    Optional<Request> request,
    List<FailureOnNode> failures) {

  public ServiceView {
    failures = List.copyOf(failures);
    revisions = Map.copyOf(revisions);
    tasks = List.copyOf(tasks);
    nodes = Map.copyOf(nodes);
  }

  /** A view of an operator that remembers no failures. */
  public ServiceView(
      ServiceSpec spec,
      Revision specRevision,
      Memory memory,
      Map<Long, Revision> revisions,
      List<ObservedTask> tasks,
      Map<String, NodeView> nodes,
      Optional<Request> request) {
    this(spec, specRevision, memory, revisions, tasks, nodes, request, List.of());
  }

  /** The same view with other memory: for the next decision after the memory was written. */
  public ServiceView with(Memory newMemory) {
    return new ServiceView(
        spec, specRevision, newMemory, revisions, tasks, nodes, request, failures);
  }

  /** The same view of other nodes. */
  public ServiceView with(Map<String, NodeView> newNodes) {
    return new ServiceView(
        spec, specRevision, memory, revisions, tasks, newNodes, request, failures);
  }

  /** The same view, with failures that the operator remembers. */
  public ServiceView remembering(List<FailureOnNode> remembered) {
    return new ServiceView(
        spec, specRevision, memory, revisions, tasks, nodes, request, remembered);
  }
}
