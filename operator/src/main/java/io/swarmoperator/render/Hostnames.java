package io.swarmoperator.render;

import io.swarmoperator.decide.TaskIdentity;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host names of tasks: the declared one, else {@code ping-1}, and {@code ping-<node>} for
 * global services.
 */
final class Hostnames {
  private static final int LONGEST = 63;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private Hostnames() {}

  /** The host name of a task that declares none: a DNS label, the same for all of a slot. */
  static String of(TaskIdentity task) {
    String node = task.slot().node();
    String name = task.service() + "-";
    return node.isEmpty()
        ? name + task.slot().word()
        : name + label(node, name.length() + node.length());
  }

  /** The host name of a task; the default one where its declared one can't be had (reported). */
  static String of(TaskIdentity task, String declared, TaskValues values) {
    return expanded(task, declared, values).filter(Hostnames::valid).orElseGet(() -> of(task));
  }

  /** What a declared host name says for a task; empty when none is declared or it isn't known. */
  static Optional<String> expanded(TaskIdentity task, String declared, TaskValues values) {
    Optional<String> name =
        Optional.ofNullable(declared).filter(d -> !d.isEmpty()).flatMap(values::expand);
    String node = task.slot().node();
    return node.isEmpty() ? name : name.map(n -> n.replace(node, label(node, n.length())));
  }

  /**
   * A node's name as a part of a host name: without dots, and where the whole would be too long cut
   * and told apart from others that begin alike.
   */
  private static String label(String node, int whole) {
    String label = node.replace('.', '-');
    String rest = "-" + Integer.toHexString(node.hashCode());
    int room = LONGEST - (whole - node.length());
    if (label.length() <= room || room <= rest.length()) {
      return label;
    }
    return label.substring(0, room - rest.length()).replaceFirst("-+$", "") + rest;
  }

  /** Whether Kubernetes takes it. */
  static boolean valid(String name) {
    return LABEL.matcher(name).matches();
  }
}
