package io.swarmoperator.render;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A declared value that can't be carried out, in a way that the schema can't see.
 *
 * @param path keys of objects and indexes of lists, from the object
 * @param reason what is wrong
 */
public record FieldProblem(List<Object> path, String reason) {

  /** A problem somewhere in an object. */
  public FieldProblem {
    path = List.copyOf(path);
  }

  /**
   * A problem at a path as Kubernetes writes it.
   *
   * @param path such as {@code spec.template.mounts[0].source}
   * @param reason what is wrong
   */
  static FieldProblem at(String path, String reason) {
    List<Object> steps =
        Stream.of(path.split("[.\\[]", -1))
            .map(
                step ->
                    step.endsWith("]")
                        ? (Object) Integer.valueOf(step.substring(0, step.length() - 1))
                        : step)
            .toList();
    return new FieldProblem(steps, reason);
  }

  FieldProblem below(Object... parents) {
    return new FieldProblem(Stream.concat(Stream.of(parents), path.stream()).toList(), reason);
  }

  /** As the API server writes it: {@code spec.template.env[0].name: …}. */
  @Override
  public String toString() {
    String text =
        path.stream()
            .map(step -> step instanceof Integer ? "[" + step + "]" : "." + step)
            .collect(Collectors.joining());
    return text.substring(1) + ": " + reason;
  }
}
