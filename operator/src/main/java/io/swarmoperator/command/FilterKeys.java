package io.swarmoperator.command;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What {@code --filter} may ask of objects. As with docker an object meets a key when one of the
 * values fits, of labels all, and has to meet every key.
 *
 * @param keys that there are, each with its meaning
 */
record FilterKeys<T>(Map<String, BiPredicate<T, String>> keys) {
  private static final String LABEL = "label";

  /**
   * Those that are asked for.
   *
   * @param asked as KEY=VALUE
   * @throws CommandFailure when one is of another form or its key isn't known
   */
  Predicate<T> of(List<String> asked) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (String condition : asked) {
      int sign = condition.indexOf('=');
      String key = sign < 0 ? condition : condition.substring(0, sign);
      if (sign < 1 || sign == condition.length() - 1 || !keys.containsKey(key)) {
        throw new CommandFailure(
            "invalid filter '"
                + condition
                + "': it must be KEY=VALUE with a key of "
                + String.join(", ", keys.keySet().stream().sorted().toList()));
      }
      values.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(condition.substring(sign + 1));
    }
    return object -> values.keySet().stream().allMatch(key -> meets(object, key, values.get(key)));
  }

  private boolean meets(T object, String key, Set<String> values) {
    Stream<String> wanted = values.stream();
    BiPredicate<T, String> fits = keys.get(key);
    return key.endsWith(LABEL)
        ? wanted.allMatch(value -> fits.test(object, value))
        : wanted.anyMatch(value -> fits.test(object, value));
  }

  /** Whether there is a label {@code KEY}, or {@code KEY=VALUE}. */
  static boolean labelled(Map<String, String> labels, String wanted) {
    int sign = wanted.indexOf('=');
    if (labels == null) {
      return false;
    }
    return sign < 0
        ? labels.containsKey(wanted)
        : wanted.substring(sign + 1).equals(labels.get(wanted.substring(0, sign)));
  }
}
