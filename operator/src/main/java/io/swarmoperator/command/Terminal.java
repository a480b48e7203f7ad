package io.swarmoperator.command;

import java.util.OptionalInt;

/** What output goes to. The launcher tells, because only it can see it without loading anything. */
final class Terminal {
  private static final String WIDTH = "swarm.width";

  private Terminal() {}

  /** The number of columns; empty when the output goes elsewhere. */
  static OptionalInt width() {
    int width = Integer.getInteger(WIDTH, 0);
    return width > 0 ? OptionalInt.of(width) : OptionalInt.empty();
  }
}
