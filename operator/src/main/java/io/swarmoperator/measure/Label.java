package io.swarmoperator.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A label of a metric. All values that it can have are known beforehand: how many series there are
 * never depends on how many services, tasks or nodes there are.
 *
 * @param name of the label
 * @param values that it can have
 */
public record Label(String name, List<String> values) {
  public Label {
    values = List.copyOf(values);
  }

  static Label of(String name, String... values) {
    return new Label(name, List.of(values));
  }

  static <E extends Enum<E>> Label of(String name, Class<E> values, Function<E, String> word) {
    return new Label(name, Arrays.stream(values.getEnumConstants()).map(word).toList());
  }

  /** A constant as it stands in a label. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
