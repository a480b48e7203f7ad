package io.swarmoperator.plan;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a value stands in a document.
 *
 * @param steps keys of objects and indexes of lists
 */
record FieldPath(List<Object> steps) {
  static final FieldPath ROOT = new FieldPath(List.of());

  FieldPath {
    steps = List.copyOf(steps);
  }

  FieldPath then(Object step) {
    return new FieldPath(Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  /** Goes on along a path in the form that the schema's rules have: {@code .reservations.cpu}. */
  FieldPath along(String dotted) {
    FieldPath path = this;
    for (String step : dotted.split("\\.", -1)) {
      path = step.isEmpty() ? path : path.then(step);
    }
    return path;
  }

  FieldPath parent() {
    return new FieldPath(steps.subList(0, steps.size() - 1));
  }

  boolean isRoot() {
    return steps.isEmpty();
  }

  /** As Kubernetes writes it: {@code spec.template.env[0].name}. */
  @Override
  public String toString() {
    return IntStream.range(0, steps.size()).mapToObj(this::text).reduce("", String::concat);
  }

  private String text(int index) {
    Object step = steps.get(index);
    if (step instanceof Integer) {
      return "[" + step + "]";
    }
    return (index == 0 ? "" : ".") + step;
  }
}
