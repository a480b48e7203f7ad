package io.swarmoperator.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of alert rules with one thing wrong in one of them.
 *
 * @param what the alert, and what stands in it
 * @param file the text of all rules
 */
record WrongRule(String what, String file) {
  private static final Pattern ALERT =
      Pattern.compile("- alert: (\\w+)\n(?:(?!- alert:).)*", Pattern.DOTALL);
  private static final Pattern BOUND = Pattern.compile("> (\\d+)(?=\\n| or )");
  private static final Pattern WAIT = Pattern.compile(" *for: (\\d+)m\n");
  private static final Pattern LARGEST = Pattern.compile("max by");

  /** Bounds doubled and halved, waits doubled and left out, the least for the largest. */
  static List<WrongRule> allOf(String file) {
    List<WrongRule> wrong = new ArrayList<>();
    for (MatchResult alert : ALERT.matcher(file).results().toList()) {
      String rule = alert.group();
      BiConsumer<MatchResult, String> change =
          (found, instead) ->
              wrong.add(
                  new WrongRule(
                      alert.group(1) + ": " + (instead.isEmpty() ? "no wait" : instead.strip()),
                      file.substring(0, alert.start() + found.start())
                          + instead
                          + file.substring(alert.start() + found.end())));
      bounds(rule, change);
      waits(rule, change);
      Matcher largest = LARGEST.matcher(rule);
      // of a replica's own gauge there is one
      if (largest.find() && !rule.contains("max by (namespace, job, pod,")) {
        change.accept(largest.toMatchResult(), "min by");
      }
    }
    return wrong;
  }

  private static void bounds(String rule, BiConsumer<MatchResult, String> change) {
    for (MatchResult bound : BOUND.matcher(rule).results().toList()) {
      int number = Integer.parseInt(bound.group(1));
      change.accept(bound, "> " + (number == 0 ? 1 : number * 2));
      if (number > 0) {
        change.accept(bound, "> " + number / 2);
      }
    }
  }

  private static void waits(String rule, BiConsumer<MatchResult, String> change) {
    for (MatchResult wait : WAIT.matcher(rule).results().toList()) {
      change.accept(wait, "");
      change.accept(
          wait,
          wait.group().replace(wait.group(1) + "m", 2 * Integer.parseInt(wait.group(1)) + "m"));
    }
  }
}
