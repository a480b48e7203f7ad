package io.swarmoperator.print;

/**
 * What is said of one thing while a service converges; a later line of the same id takes its place.
 *
 * @param id of the thing: a slot, a node, the whole
 * @param action what happens to it, in words
 * @param done how many steps are done; 0 without a bar
 * @param of how many steps there are; 0 without a bar
 */
public record ProgressLine(String id, String action, int done, int of) {
  private static final int BAR = 50;
  private static final int PERCENT = 100;

  static ProgressLine words(String id, String action) {
    return new ProgressLine(id, action, 0, 0);
  }

  boolean hasBar() {
    return done > 0 || of > 0;
  }

  /** The bar, fifty steps wide. */
  String bar() {
    if (!hasBar()) {
      return "";
    }
    int steps = Math.min(PERCENT * done / of / 2, BAR);
    return "[" + "=".repeat(steps) + ">" + " ".repeat(BAR - steps) + "] ";
  }
}
