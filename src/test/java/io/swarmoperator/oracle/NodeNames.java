package io.swarmoperator.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What nodes are called in a replay. Slots that belong to nodes are walked in the order of their
 * names, so that order is made the one in which the recording first touched them.
 */
record NodeNames(Map<String, String> simulated) {
  /** Nodes keep their names. */
  static NodeNames asRecorded(List<String> nodes) {
    Map<String, String> names = new HashMap<>();
    nodes.forEach(node -> names.put(node, node));
    return new NodeNames(names);
  }

  /** Nodes are named so that their names ascend. */
  static NodeNames ascending(List<String> order) {
    Map<String, String> names = new HashMap<>();
    order.forEach(node -> names.put(node, "n" + (names.size() + 1) + "-" + node));
    return new NodeNames(names);
  }

  String simulated(String recorded) {
    return simulated.get(recorded);
  }

  String recorded(String simulatedName) {
    return simulated.entrySet().stream()
        .filter(entry -> entry.getValue().equals(simulatedName))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
