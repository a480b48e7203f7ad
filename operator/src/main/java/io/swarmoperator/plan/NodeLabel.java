package io.swarmoperator.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label of a planned node.
 *
 * @param node n1, n2 and so on
 * @param key of the label
 * @param value of the label
 */
record NodeLabel(String node, String key, String value) {
  private static final Pattern FORM =
      Pattern.compile("n(?<node>[0-9]{1,4}):(?<key>[^=]+)=(?<value>.+)");

  /**
   * Reads a label as the command line has it.
   *
   * @param text such as {@code n1:zone=a}
   * @param nodes how many nodes there are
   */
  static NodeLabel parse(String text, int nodes) throws BadInputException {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new BadInputException("--label: '" + text + "' is not of the form n1:key=value");
    }
    int node = Integer.parseInt(matcher.group("node"));
    if (node < 1 || node > nodes) {
      throw new BadInputException(
          "--label: there is no node n" + node + ", the nodes are n1 to n" + nodes);
    }
    return new NodeLabel("n" + node, matcher.group("key"), matcher.group("value"));
  }
}
