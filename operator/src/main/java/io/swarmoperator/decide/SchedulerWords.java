package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scheduler's reason for leaving a pod without a node, in Swarm's words (S§9.3): {@code no
 * suitable node (insufficient resources on 3 nodes)}. What Swarm has no word for is handed on as it
 * is.
 */
final class SchedulerWords {
  /**
   * {@code 0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. preemption:
   * …}.
   */
  private static final Pattern MESSAGE =
      Pattern.compile("0/\\d+ nodes are available: (.*?)\\.(?: |$).*", Pattern.DOTALL);

  private static final Pattern PART = Pattern.compile("(\\d+) (.+)");

  private SchedulerWords() {}

  /** Swarm's message for one of the scheduler's; empty for an empty one. */
  static String of(String message) {
    if (message.startsWith("no nodes available to schedule pods")) {
      return "no suitable node";
    }
    Matcher whole = MESSAGE.matcher(message);
    if (!whole.matches()) {
      return message;
    }
    Map<String, Integer> nodes = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (String part : whole.group(1).split(", ", -1)) {
      Matcher counted = PART.matcher(part);
      String phrase = counted.matches() ? phrase(counted.group(2)) : "";
      if (phrase.isEmpty()) {
        others.add(part);
      } else {
        nodes.merge(phrase, Integer.parseInt(counted.group(1)), Integer::sum);
      }
    }
    List<String> parts = new ArrayList<>();
    nodes.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> parts.add(words(e.getKey(), e.getValue())));
    parts.addAll(others);
    return "no suitable node (" + String.join("; ", parts) + ")";
  }

  private static String phrase(String reason) {
    if (reason.startsWith("Insufficient ") || reason.startsWith("Too many pods")) {
      return "insufficient resources on";
    }
    if (reason.startsWith("node(s) were unschedulable")
        || reason.startsWith("node(s) had untolerated taint")
        || reason.startsWith("node(s) didn't match Pod's node affinity/selector")) {
      return "not available for new tasks"; // a task has no affinity but to a node's availability
    }
    return reason.startsWith("node(s) didn't have free ports")
        ? "host-mode port already in use on"
        : "";
  }

  private static String words(String phrase, int nodes) {
    String count = nodes == 1 ? "1 node" : nodes + " nodes";
    return phrase.endsWith(" on") ? phrase + " " + count : count + " " + phrase;
  }
}
