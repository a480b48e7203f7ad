package io.swarmoperator.decide;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A condition on nodes, such as {@code node.labels.zone == a} (S§9.1).
 *
 * @param attribute what of the node it asks for
 * @param operator how it compares
 * @param value compared with exactly as written; one that no node can have never equals and always
 *     differs
 */
public record Constraint(NodeAttribute attribute, Operator operator, String value) {

  /** How a constraint compares. */
  public enum Operator {
    EQUALS,
    DIFFERS
  }

  private static final Pattern KEY =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]+|(?i:node\\.labels\\.)[A-Za-z0-9_./-]+");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9:_\\s.*()?+\\[\\]\\\\^$|/-]+");

  /** Docker reports processors as the kernel names them, Kubernetes as Go does. */
  private static final Map<String, String> ARCHITECTURES =
      Map.of("x86_64", "amd64", "aarch64", "arm64");

  /**
   * Reads a constraint.
   *
   * @param text such as {@code node.role != manager}
   * @throws IllegalArgumentException when it is none, in Swarm's words (S§2.2), or asks for what
   *     nodes don't have here
   */
  public static Constraint parse(String text) {
    // == is looked for first, wherever it stands, and split at its first occurrence (S§9.1)
    Operator operator = text.contains("==") ? Operator.EQUALS : Operator.DIFFERS;
    int at = text.indexOf(operator == Operator.EQUALS ? "==" : "!=");
    if (at < 0) {
      throw new IllegalArgumentException("constraint expected one operator from ==, !=");
    }
    String key = text.substring(0, at).strip();
    String value = text.substring(at + 2).strip();
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key '" + key + "' is invalid");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("value '" + value + "' is invalid");
    }
    refuse(key.toLowerCase(Locale.ROOT));
    NodeAttribute attribute = NodeAttribute.named(key);
    boolean architecture = attribute.equals(new NodeAttribute.Label(NodeAttribute.ARCH_LABEL));
    return new Constraint(
        attribute, operator, architecture ? ARCHITECTURES.getOrDefault(value, value) : value);
  }

  private static void refuse(String key) {
    if (key.equals("node.ip")) {
      throw new IllegalArgumentException(
          "node.ip can't be asked for: a node's address is no label; use node.id, node.hostname or"
              + " node.labels.<key>");
    }
    if (key.startsWith("engine.labels.")) {
      throw new IllegalArgumentException(
          "engine.labels can't be asked for: nodes have one set of labels; use node.labels.<key>");
    }
  }

  /** Whether a node meets it; nothing is met by a node that is asked for what no node has. */
  public boolean matches(NodeView node) {
    if (attribute instanceof NodeAttribute.Unknown) {
      return false;
    }
    boolean equal = attribute.of(node).equals(value);
    return equal == (operator == Operator.EQUALS);
  }
}
