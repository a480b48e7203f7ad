package io.swarmoperator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Reads scalars as kubectl does, whose YAML is 1.1 in this: {@code yes} and {@code on} are true,
 * {@code 010} is eight, and what is a whole number is one however it is written (sigs.k8s.io/yaml).
 */
final class KubectlScalars implements Schema {
  private static final Tag PLAIN = new Tag("!plain");

  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Pattern NO_NUMBER =
      Pattern.compile("\\.nan|\\.NaN|\\.NAN|[-+]?(\\.inf|\\.Inf|\\.INF)");

  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
  private static final int[] BASES = {16, 2, 8, 10};
  private static final int LARGEST_BITS = 64;
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What may be more than text stays recognizable until it is read. */
  @Override
  public ScalarResolver getScalarResolver() {
    return (text, plain) -> plain ? PLAIN : Tag.STR;
  }

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    return Map.of();
  }

  /** The value of a scalar; empty when Kubernetes knows no such value. */
  static Optional<JsonNode> read(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return Optional.empty();
    }
    if (node.getTag().equals(Tag.STR)) {
      return Optional.of(NODES.textNode(scalar.getValue()));
    }
    return plain(scalar.getValue())
        .filter(value -> node.getTag().equals(PLAIN) || fits(node.getTag(), value));
  }

  /** A tag that was written out must be right. */
  private static boolean fits(Tag tag, JsonNode value) {
    return (tag.equals(Tag.NULL) && value.isNull())
        || (tag.equals(Tag.BOOL) && value.isBoolean())
        || (tag.equals(Tag.INT) && value.isIntegralNumber())
        || (tag.equals(Tag.FLOAT) && value.isNumber());
  }

  private static Optional<JsonNode> plain(String text) {
    if (NULL.contains(text)) {
      return Optional.of(NODES.nullNode());
    } else if (TRUE.contains(text)) {
      return Optional.of(NODES.booleanNode(true));
    } else if (FALSE.contains(text)) {
      return Optional.of(NODES.booleanNode(false));
    } else if (NO_NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(number(text).orElseGet(() -> NODES.textNode(text)));
  }

  private static Optional<JsonNode> number(String text) {
    if (text.startsWith("_")) {
      return Optional.empty();
    }
    String digits = text.replace("_", "");
    return integer(digits)
        .or(() -> FLOAT.matcher(digits).matches() ? real(digits) : Optional.empty());
  }

  private static Optional<JsonNode> integer(String digits) {
    Matcher matcher = INTEGER.matcher(digits);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (int group = 0; group < BASES.length; group++) {
      String found = matcher.group(group + 2);
      if (found != null) {
        BigInteger value = new BigInteger(matcher.group(1) + found, BASES[group]);
        return value.bitLength() > LARGEST_BITS ? Optional.empty() : Optional.of(whole(value));
      }
    }
    throw new IllegalStateException("a number in no base: " + digits);
  }

  /** A whole number is one, also when it is written 3.0 or 1e3: JSON makes no difference. */
  private static Optional<JsonNode> real(String digits) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      return Optional.empty();
    }
    boolean isWhole = Math.rint(value) == value && Math.abs(value) < Long.MAX_VALUE;
    return Optional.of(
        isWhole ? whole(new BigDecimal(value).toBigInteger()) : NODES.numberNode(value));
  }

  private static JsonNode whole(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }
}
