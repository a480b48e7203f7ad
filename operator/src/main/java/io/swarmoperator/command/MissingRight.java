package io.swarmoperator.command;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A right that a user lacks, and who can give it: the chart's roles for users are part of the
 * cluster's own (view, edit, admin), which hold nothing about nodes.
 *
 * @param verb such as {@code patch}
 * @param resource such as {@code swarmservices}
 * @param namespace empty: the whole cluster
 */
record MissingRight(String verb, String resource, Optional<String> namespace) {
  private static final Set<String> LOOKING = Set.of("get", "list", "watch");
  private static final String NODES = "nodes";
  private static final Pattern REFUSAL =
      Pattern.compile(
          "cannot (\\w+) resource \"([^\"]+)\" .*?(?:in the namespace \"([^\"]+)\"|at the cluster"
              + " scope)");

  /** What the API server's words say; empty when it refuses for another reason. */
  static Optional<MissingRight> in(String words) {
    Matcher refusal = REFUSAL.matcher(words);
    return refusal.find()
        ? Optional.of(
            new MissingRight(
                refusal.group(1), refusal.group(2), Optional.ofNullable(refusal.group(3))))
        : Optional.empty();
  }

  /** What to ask for. */
  String advice() {
    if (resource.equals(NODES)) {
      return "no role of the chart has rights on nodes: ask for a ClusterRole that may list nodes, and"
          + " get and patch them to drain, pause or activate";
    }
    String role = LOOKING.contains(verb) ? "view" : "edit";
    String where = namespace.map(n -> " in namespace " + n).orElse("");
    return "ask for a "
        + (namespace.isPresent() ? "RoleBinding" : "ClusterRoleBinding")
        + " to the ClusterRole "
        + role
        + where
        + ", to which the chart adds this (rbac.aggregate: by itself only where it watches the whole"
        + " cluster)";
  }
}
