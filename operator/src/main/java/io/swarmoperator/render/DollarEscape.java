package io.swarmoperator.render;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps Kubernetes from expanding {@code $(VAR)} in command, args and env, which Docker hands over
 * as written. Kubernetes also reads {@code $$} as one {@code $} (k8s.io/kubernetes
 * third_party/forked/golang/expansion/expand.go), so a dollar before another one is doubled too: a
 * shell's {@code echo $$} prints its process id, as in Docker.
 */
final class DollarEscape {
  private static final Pattern EXPANDED = Pattern.compile("\\$(?=[$(])");

  private DollarEscape() {}

  static String literal(String text) {
    return EXPANDED.matcher(text).replaceAll("\\$\\$");
  }

  /** A literal that stands before a dollar which is none. */
  static String literalBeforeDollar(String text) {
    String escaped = literal(text + "$");
    return escaped.substring(0, escaped.length() - 1);
  }

  static List<String> literals(List<String> texts) {
    return texts.stream().map(DollarEscape::literal).toList();
  }
}
