package io.swarmoperator.print;

import java.util.ArrayList;
import java.util.List;

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

  private boolean wide() {
    return width == Width.WIDE;
  }

  private boolean everywhere() {
    return scope == Scope.ALL_NAMESPACES;
  }

  /** A row, or the header, of the columns that there are. */
  List<String> row(String namespace, List<String> usual, List<String> wide) {
    List<String> row = new ArrayList<>();
    if (everywhere()) {
      row.add(namespace);
    }
    row.addAll(usual);
    if (wide()) {
      row.addAll(wide);
    }
    return row;
  }
}
