package io.swarmoperator.print;

/**
 * How much of the objects a table shows.
 *
 * @param scope whether the namespace is a column
 * @param width whether there are more columns than Docker's
 */
public record View(Scope scope, Width width) {

  /** Where the objects come from. */
  public enum Scope {
    ONE_NAMESPACE,
    ALL_NAMESPACES
  }

  /** How many columns there are. */
  public enum Width {
    USUAL,
    WIDE
  }

  boolean wide() {
    return width == Width.WIDE;
  }

  boolean everywhere() {
    return scope == Scope.ALL_NAMESPACES;
  }
}
