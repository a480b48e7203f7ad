package io.swarmoperator.decide;

import java.util.Locale;

/**
 * What a constraint may ask of a node (S§9.1). All but the name are labels here, so that the
 * scheduler sees what the operator sees.
 */
public sealed interface NodeAttribute {
  /** The well-known labels that stand for what a Swarm node reports of itself. */
  String HOSTNAME_LABEL = "kubernetes.io/hostname";

  String OS_LABEL = "kubernetes.io/os";
  String ARCH_LABEL = "kubernetes.io/arch";

  /** On the nodes of the control plane, whatever its value: Swarm's managers. */
  String MANAGER_LABEL = "node-role.kubernetes.io/control-plane";

  /** The prefix of a node label's key in constraints and preferences. */
  String LABELS_PREFIX = "node.labels.";

  /** The attribute's value; empty where the node has none. */
  String of(NodeView node);

  /** {@code node.id}: a node's name is its identity here. */
  record Name() implements NodeAttribute {
    @Override
    public String of(NodeView node) {
      return node.name();
    }
  }

  /** {@code node.role}. */
  record Role() implements NodeAttribute {
    public static final String MANAGER = "manager";
    public static final String WORKER = "worker";

    @Override
    public String of(NodeView node) {
      return node.labels().containsKey(MANAGER_LABEL) ? MANAGER : WORKER;
    }
  }

  /**
   * {@code node.labels.*}, {@code node.hostname}, {@code node.platform.os} and {@code .arch}.
   *
   * @param key of the label
   */
  record Label(String key) implements NodeAttribute {
    @Override
    public String of(NodeView node) {
      return node.labels().getOrDefault(key, "");
    }
  }

  /** Anything else: in Swarm no node matches, whichever the operator. */
  record Unknown() implements NodeAttribute {
    @Override
    public String of(NodeView node) {
      return "";
    }
  }

  /** The attribute that a constraint's key names; only a label's own key is case-sensitive. */
  static NodeAttribute named(String key) {
    String folded = key.toLowerCase(Locale.ROOT);
    if (folded.startsWith(LABELS_PREFIX) && key.length() > LABELS_PREFIX.length()) {
      return new Label(key.substring(LABELS_PREFIX.length()));
    }
    return switch (folded) {
      case "node.id" -> new Name();
      case "node.hostname" -> new Label(HOSTNAME_LABEL);
      case "node.platform.os" -> new Label(OS_LABEL);
      case "node.platform.arch" -> new Label(ARCH_LABEL);
      case "node.role" -> new Role();
      default -> new Unknown();
    };
  }
}
