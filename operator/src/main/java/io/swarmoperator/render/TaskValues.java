package io.swarmoperator.render;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.TaskIdentity;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What placeholders stand for in one task. The service's labels are those that it has when its task
 * is rendered: a change of them replaces no task, as in Swarm. Of its node a task knows before it
 * is scheduled what its slot says, or its constraints leave no choice in.
 */
final class TaskValues {
  private final String serviceUid;
  private final Map<String, String> serviceLabels;
  private final Placement placement;
  private final TaskIdentity task;

  /**
   * For one task.
   *
   * @param service that it belongs to
   * @param placement of its revision
   * @param task the task
   */
  TaskValues(SwarmService service, Placement placement, TaskIdentity task) {
    this.serviceUid = Objects.requireNonNullElse(service.getMetadata().getUid(), "");
    this.serviceLabels = Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of());
    this.placement = placement;
    this.task = task;
  }

  /** What a text says for the task; empty when it names what isn't known yet. */
  Optional<String> expand(String text) {
    return expand(TemplateText.of(text));
  }

  /** What a text says for the task; empty when it names what isn't known yet. */
  Optional<String> expand(TemplateText text) {
    StringBuilder expanded = new StringBuilder();
    for (TemplateText.Piece piece : text.pieces()) {
      Optional<String> value = of(piece);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      expanded.append(value.get());
    }
    return Optional.of(expanded.toString());
  }

  /**
   * What a piece stands for; empty when it isn't known yet, or a label that must be there isn't.
   */
  Optional<String> of(TemplateText.Piece piece) {
    if (piece instanceof TemplateText.Literal literal) {
      return Optional.of(literal.text());
    }
    if (piece instanceof TemplateText.ServiceLabel label) {
      return label.required()
          ? Optional.ofNullable(serviceLabels.get(label.key()))
          : Optional.of(serviceLabels.getOrDefault(label.key(), ""));
    }
    return of(((TemplateText.Value) piece).placeholder());
  }

  private Optional<String> of(Placeholder placeholder) {
    return switch (placeholder) {
      case SERVICE_ID -> Optional.of(serviceUid);
      case SERVICE_NAME -> Optional.of(task.service());
      case TASK_ID -> Optional.of(task.id());
      case TASK_NAME -> Optional.of(task.name());
      // a global service's slot is its node, as in Swarm
      case TASK_SLOT -> Optional.of(task.slot().word());
      case NODE_ID, NODE_HOSTNAME -> node();
      case NODE_OS -> pinned(new NodeAttribute.Label(NodeAttribute.OS_LABEL));
      case NODE_ARCHITECTURE -> pinned(new NodeAttribute.Label(NodeAttribute.ARCH_LABEL));
    };
  }

  private Optional<String> node() {
    return task.slot().node().isEmpty()
        ? pinned(new NodeAttribute.Name())
        : Optional.of(task.slot().node());
  }

  private Optional<String> pinned(NodeAttribute attribute) {
    return placement.constraints().stream()
        .filter(c -> c.attribute().equals(attribute))
        .filter(c -> c.operator() == Constraint.Operator.EQUALS)
        .map(Constraint::value)
        .findFirst();
  }

  /** Placeholders of a text whose values aren't known yet. */
  Set<Placeholder> unknown(String text) {
    Set<Placeholder> unknown = new LinkedHashSet<>();
    for (TemplateText.Piece piece : TemplateText.of(text).pieces()) {
      if (piece instanceof TemplateText.Value value && of(piece).isEmpty()) {
        unknown.add(value.placeholder());
      }
    }
    return unknown;
  }

  /** Whether the service has a label. */
  boolean hasLabel(String key) {
    return serviceLabels.containsKey(key);
  }
}
