package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Renders constraints so that the scheduler sees every node as {@link Constraint#matches} does. The
 * API server refuses a pod that names what no label or node can be called, so that such a
 * constraint is left out where every node meets it, and made one that none meets where none does.
 */
final class ConstraintRenderer {
  private static final Pattern LABEL_KEY =
      Pattern.compile(
          "(?=.{1,317}$)(([a-z0-9]([-a-z0-9]*[a-z0-9])?)(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
              + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern NODE_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final String IN = "In";
  private static final String NOT_IN = "NotIn";
  private static final String EXISTS = "Exists";
  private static final String ABSENT = "DoesNotExist";

  private final List<NodeSelectorRequirement> labels = new ArrayList<>();
  private final List<NodeSelectorRequirement> fields = new ArrayList<>();

  private ConstraintRenderer() {}

  /** One term that an active node meets that meets all constraints. */
  static NodeSelectorTerm render(Placement placement) {
    ConstraintRenderer renderer = new ConstraintRenderer();
    // a node without the label is active: NotIn also matches an absent label
    renderer.labels.add(
        new NodeSelectorRequirement(
            Labels.AVAILABILITY, NOT_IN, List.of(Labels.PAUSE, Labels.DRAIN)));
    placement.constraints().forEach(renderer::add);
    return new NodeSelectorTermBuilder()
        .withMatchExpressions(renderer.labels)
        .withMatchFields(renderer.fields)
        .build();
  }

  private void add(Constraint constraint) {
    NodeAttribute attribute = constraint.attribute();
    boolean equal = constraint.operator() == Constraint.Operator.EQUALS;
    String value = constraint.value();
    if (attribute instanceof NodeAttribute.Unknown) {
      never();
    } else if (!possible(attribute, value)) {
      if (equal) {
        never();
      }
    } else if (attribute instanceof NodeAttribute.Label label) {
      labels.add(new NodeSelectorRequirement(label.key(), equal ? IN : NOT_IN, List.of(value)));
    } else if (attribute instanceof NodeAttribute.Name) {
      fields.add(new NodeSelectorRequirement("metadata.name", equal ? IN : NOT_IN, List.of(value)));
    } else {
      boolean manager = equal == value.equals(NodeAttribute.Role.MANAGER);
      labels.add(require(NodeAttribute.MANAGER_LABEL, manager ? EXISTS : ABSENT));
    }
  }

  /** Whether a node can have a label of that key. */
  static boolean labelKey(String key) {
    return LABEL_KEY.matcher(key).matches();
  }

  /** Whether a label can have that value, which isn't empty. */
  static boolean labelValue(String value) {
    return LABEL_VALUE.matcher(value).matches();
  }

  private static boolean possible(NodeAttribute attribute, String value) {
    if (attribute instanceof NodeAttribute.Label label) {
      return labelKey(label.key()) && labelValue(value);
    }
    if (attribute instanceof NodeAttribute.Name) {
      return NODE_NAME.matcher(value).matches();
    }
    return value.equals(NodeAttribute.Role.MANAGER) || value.equals(NodeAttribute.Role.WORKER);
  }

  /** There is no expression that is false, but there are two that contradict each other. */
  private void never() {
    if (labels.contains(require(NodeAttribute.HOSTNAME_LABEL, ABSENT))) {
      return;
    }
    labels.add(require(NodeAttribute.HOSTNAME_LABEL, EXISTS));
    labels.add(require(NodeAttribute.HOSTNAME_LABEL, ABSENT));
  }

  private static NodeSelectorRequirement require(String key, String operator) {
    return new NodeSelectorRequirement(key, operator, List.of());
  }
}
