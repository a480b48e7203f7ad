package io.swarmoperator.render;

/**
 * Something in a spec that the schema can't see and that can't be carried out.
 *
 * @param path of the field from the object, such as {@code spec.template.mounts[0].source}
 * @param message what is wrong
 */
public record SpecProblem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
