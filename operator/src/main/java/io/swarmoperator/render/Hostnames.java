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
    return shortened(task.service() + "-" + task.slot().word().replace('.', '-'));
  }

  /** The host name of a task; the default one where its declared one can't be had (reported). */
  static String of(TaskIdentity task, String declared, TaskValues values) {
    return expanded(task, declared, values).filter(Hostnames::valid).orElseGet(() -> of(task));
  }

  /** What a declared host name says for a task; empty when none is declared or it isn't known. */
  static Optional<String> expanded(TaskIdentity task, String declared, TaskValues values) {
    Optional<String> name =
        Optional.ofNullable(declared).filter(d -> !d.isEmpty()).flatMap(values::expand);
    // the dots and the length are the node's
    return task.slot().node().isEmpty()
        ? name
        : name.map(n -> shortened(n.replace(task.slot().node(), label(task.slot().node()))));
  }

  private static String label(String node) {
    return node.replace('.', '-');
  }

  /** Whether Kubernetes takes it. */
  static boolean valid(String name) {
    return LABEL.matcher(name).matches();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST).replaceFirst("-+$", "");
  }
}
