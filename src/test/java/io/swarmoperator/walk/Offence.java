package io.swarmoperator.walk;

/**
 * Something that must not have happened.
 *
 * @param check which check says so
 * @param at seconds from the start
 * @param text what happened
 */
record Offence(String check, double at, String text) {
  @Override
  public String toString() {
    return "%.3f %s: %s".formatted(at, check, text);
  }
}
