package io.swarmoperator.watching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression reads: every word of it is a metric, or something that PromQL knows by
 * where it stands. Whether it is an expression at all is for promtool to say.
 */
final class Query {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[0-9][0-9.eE]*[a-z]*|[a-zA-Z_:][a-zA-Z0-9_:]*|=~|!~|!=|\\S");
  private static final Set<String> GROUPINGS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /** After these there are no labels but those that they group by. */
  private static final Set<String> AGGREGATIONS =
      Set.of("sum", "min", "max", "avg", "count", "group");

  private static final Pattern LABEL_IN_TEXT =
      Pattern.compile("\\{\\{\\s*(?<legend>\\w+)\\s*}}|\\$labels\\.(?<alert>\\w+)");

  /** What Prometheus itself puts on every series that it scrapes of the operator. */
  private static final Set<String> OF_THE_TARGET = Set.of("namespace", "job", "pod", "instance");

  /** A condition on a label. */
  private record Condition(String label, String operator, String value) {}

  /** A metric with conditions on its labels. */
  private record Selector(String metric, List<Condition> conditions) {}

  private final List<Selector> selectors = new ArrayList<>();
  private final Set<String> grouped = new LinkedHashSet<>();
  private boolean aggregates;

  private Query() {}

  static Query of(String expression) {
    Query query = new Query();
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(expression);
    while (token.find()) {
      tokens.add(token.group());
    }
    int at = 0;
    while (at < tokens.size()) {
      at = query.read(tokens, at);
    }
    return query;
  }

  /** Reads from a token on and tells where to go on. */
  private int read(List<String> tokens, int at) {
    String token = tokens.get(at);
    String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
    if (GROUPINGS.contains(token)) {
      int end = end(tokens, at, ")");
      tokens.subList(at + 2, end).stream().filter(t -> !t.equals(",")).forEach(grouped::add);
      return end + 1;
    }
    aggregates |= AGGREGATIONS.contains(token);
    boolean word = Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
    if (!word || WORDS.contains(token) || next.equals("(") || GROUPINGS.contains(next)) {
      return at + 1;
    }
    if (!next.equals("{")) {
      selectors.add(new Selector(token, List.of()));
      return at + 1;
    }
    int end = end(tokens, at, "}");
    List<Condition> conditions = new ArrayList<>();
    for (int i = at + 2; i < end; i += 4) {
      String value = tokens.get(i + 2);
      conditions.add(
          new Condition(tokens.get(i), tokens.get(i + 1), value.substring(1, value.length() - 1)));
    }
    selectors.add(new Selector(token, conditions));
    return end + 1;
  }

  private static int end(List<String> tokens, int at, String bracket) {
    int length = tokens.subList(at, tokens.size()).indexOf(bracket);
    if (length < 0) {
      throw new IllegalArgumentException("no " + bracket + " after " + tokens.get(at));
    }
    return at + length;
  }

  /** What it reads that isn't there. */
  List<String> missingIn(Exposition exposed) {
    List<String> missing = new ArrayList<>();
    for (Selector selector : selectors) {
      List<Exposition.Sample> series = exposed.named(selector.metric());
      if (series.isEmpty()) {
        missing.add("no metric " + selector.metric());
        continue;
      }
      selector.conditions().forEach(c -> missing.addAll(missing(selector.metric(), c, series)));
      grouped.stream()
          .filter(label -> !isThere(label, series))
          .forEach(label -> missing.add(selector.metric() + " has no label " + label));
    }
    return missing;
  }

  /**
   * Labels that a legend or an alert's text names and that what comes of the expression doesn't
   * have.
   */
  List<String> unknownIn(String text, Exposition exposed) {
    return LABEL_IN_TEXT
        .matcher(text)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .filter(
            label ->
                aggregates
                    ? !grouped.contains(label)
                    : selectors.stream().noneMatch(s -> isThere(label, exposed.named(s.metric()))))
        .toList();
  }

  private static List<String> missing(
      String metric, Condition condition, List<Exposition.Sample> series) {
    if (!isThere(condition.label(), series)) {
      return List.of(metric + " has no label " + condition.label());
    }
    // what users choose on the dashboard
    if (OF_THE_TARGET.contains(condition.label()) || condition.value().contains("$")) {
      return List.of();
    }
    boolean several = condition.operator().endsWith("~");
    return Arrays.stream(condition.value().split(several ? "\\|" : "\n", -1))
        .filter(
            value ->
                series.stream().noneMatch(s -> value.equals(s.labels().get(condition.label()))))
        .map(value -> metric + " has no " + condition.label() + " " + value)
        .toList();
  }

  private static boolean isThere(String label, List<Exposition.Sample> series) {
    return OF_THE_TARGET.contains(label)
        || series.stream().anyMatch(s -> s.labels().containsKey(label));
  }
}
