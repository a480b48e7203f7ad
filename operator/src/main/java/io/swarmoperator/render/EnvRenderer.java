package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders environment variables with what their placeholders stand for. The name of the node is
 * filled in when the container starts: a value that is nothing else comes from the pod's field, one
 * with more in it refers to a variable of ours that stands before all others.
 */
final class EnvRenderer {
  private static final String NODE_FIELD = "spec.nodeName";
  private static final String NODE_VARIABLE = "SWARM_NODE_NAME";

  private final TaskValues values;
  private final String nodeVariable;
  private boolean refersToNode;

  private EnvRenderer(TaskValues values, String nodeVariable) {
    this.values = values;
    this.nodeVariable = nodeVariable;
  }

  static List<EnvVar> render(List<EnvVar> declared, TaskValues values) {
    List<String> names = declared.stream().map(EnvVar::getName).toList();
    String free = NODE_VARIABLE;
    while (names.contains(free)) {
      free += "_";
    }
    EnvRenderer renderer = new EnvRenderer(values, free);
    List<EnvVar> rendered = new ArrayList<>();
    declared.forEach(variable -> rendered.add(renderer.render(variable)));
    if (renderer.refersToNode) {
      rendered.add(0, new EnvVarBuilder().withName(free).withValueFrom(nodeName()).build());
    }
    return rendered;
  }

  private EnvVar render(EnvVar variable) {
    if (variable.getValue() == null) {
      return variable;
    }
    TemplateText text = TemplateText.of(variable.getValue());
    return isNodeName(text)
        ? variable.edit().withValue(null).withValueFrom(nodeName()).build()
        : variable.edit().withValue(value(text)).build();
  }

  /** Whether a text is the node's name and nothing else, and that isn't known yet. */
  private boolean isNodeName(TemplateText text) {
    List<TemplateText.Piece> pieces =
        text.pieces().stream()
            .filter(piece -> !piece.equals(new TemplateText.Literal("")))
            .toList();
    return pieces.size() == 1 && waitsForNode(pieces.get(0));
  }

  private boolean waitsForNode(TemplateText.Piece piece) {
    return piece instanceof TemplateText.Value value
        && value.placeholder().nodeName()
        && values.of(piece).isEmpty();
  }

  private String value(TemplateText text) {
    StringBuilder value = new StringBuilder();
    StringBuilder known = new StringBuilder();
    for (TemplateText.Piece piece : text.pieces()) {
      if (waitsForNode(piece)) {
        value.append(DollarEscape.literalBeforeDollar(known.toString()));
        value.append("$(").append(nodeVariable).append(')');
        known.setLength(0);
        refersToNode = true;
      } else {
        // what isn't known even then is reported, and empty
        known.append(values.of(piece).orElse(""));
      }
    }
    return value.append(DollarEscape.literal(known.toString())).toString();
  }

  private static EnvVarSource nodeName() {
    return new EnvVarSourceBuilder()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath(NODE_FIELD)
        .endFieldRef()
        .build();
  }
}
