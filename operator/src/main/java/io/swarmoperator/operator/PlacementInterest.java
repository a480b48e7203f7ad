package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.swarmoperator.api.Placement;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.revision.RevisionContent;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which services a change of a node's labels can matter to: those whose constraints read one. */
final class PlacementInterest {
  private final Set<String> changed;

  PlacementInterest(Node before, Node after) {
    Map<String, String> old = labels(before);
    Map<String, String> now = labels(after);
    this.changed = new HashSet<>(old.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(key -> Objects.equals(old.get(key), now.get(key)));
  }

  private static Map<String, String> labels(Node node) {
    return Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
  }

  /**
   * Whether a service reads any of the changed labels. While it runs something else than its spec
   * says, or is on the way there, other constraints than those of the spec may count.
   *
   * @param target what it is meant to run: not what its spec says as long as that can't be carried
   *     out; empty where it isn't known
   */
  boolean of(SwarmService service, Optional<RevisionContent> target) {
    return unsettled(service.getStatus())
        || Stream.concat(
                constraints(service.getSpec().getTemplate()),
                target.stream().flatMap(content -> constraints(content.template())))
            .anyMatch(this::reads);
  }

  private static Stream<String> constraints(TaskTemplate template) {
    // none in a service that was stored under a definition without it
    Optional<Placement> placement = Optional.ofNullable(template.getPlacement());
    return placement.stream().flatMap(p -> p.getConstraints().stream());
  }

  private static boolean unsettled(SwarmServiceStatus status) {
    return status != null
        && (status.getHold() != null
            || !Objects.equals(status.getCurrentRevision(), status.getSpecRevision())
            || (status.getUpdate() != null && status.getUpdate().getCompletedAt() == null));
  }

  private boolean reads(String constraint) {
    try {
      NodeAttribute attribute = Constraint.parse(constraint).attribute();
      return (attribute instanceof NodeAttribute.Label label && changed.contains(label.key()))
          || (attribute instanceof NodeAttribute.Role
              && changed.contains(NodeAttribute.MANAGER_LABEL));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
