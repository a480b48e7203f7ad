package io.swarmoperator.render;

import io.swarmoperator.decide.TaskIdentity;

/** The host names of tasks: {@code ping-1}, and {@code ping-<node>} for global services. */
final class Hostnames {
  private static final int LONGEST = 63;

  private Hostnames() {}

  /** The host name of a task: a DNS label, the same for every task of a slot. */
  static String of(TaskIdentity task) {
    String name = task.service() + "-" + task.slot().word().replace('.', '-');
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST).replaceFirst("-+$", "");
  }
}
