package io.swarmoperator.walk;

import java.util.function.Consumer;

/**
 * Something that is done in a script.
 *
 * @param text as a reader sees it
 * @param fault whether it is done to the operator, and so left out of a run without faults
 * @param action what it does
 */
record Deed(String text, boolean fault, Consumer<Stage> action) {

  static Deed move(String text, Consumer<Stage> action) {
    return new Deed(text, false, action);
  }

  static Deed fault(String text, Consumer<Stage> action) {
    return new Deed(text, true, action);
  }

  @Override
  public String toString() {
    return text;
  }
}
