package io.swarmoperator.oracle;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tasks that a known difference leaves without a twin on the other side, each named by its slot and
 * its place in it.
 */
record Loners(Set<String> onlyRecorded, Set<String> onlyHere) {
  static final Loners NONE = new Loners(Set.of(), Set.of());

  /** Those named in a list of disagreements. */
  static Loners in(List<String> disagreements) {
    return new Loners(
        named(disagreements, Comparison.ONLY_RECORDED), named(disagreements, Comparison.ONLY_HERE));
  }

  private static Set<String> named(List<String> disagreements, String where) {
    Pattern pattern = Pattern.compile("task (\\S+)" + where);
    return disagreements.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toSet());
  }
}
