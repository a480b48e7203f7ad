package io.swarmoperator.render;

import java.util.Arrays;
import java.util.Optional;

/** What Swarm's templates can name, beside the labels of the service. */
enum Placeholder {
  SERVICE_ID(".Service.ID"),
  SERVICE_NAME(".Service.Name"),
  NODE_ID(".Node.ID"),
  NODE_HOSTNAME(".Node.Hostname"),
  NODE_OS(".Node.Platform.OS"),
  NODE_ARCHITECTURE(".Node.Platform.Architecture"),
  TASK_ID(".Task.ID"),
  TASK_NAME(".Task.Name"),
  TASK_SLOT(".Task.Slot");

  private final String field;

  Placeholder(String field) {
    this.field = field;
  }

  static Optional<Placeholder> named(String field) {
    return Arrays.stream(values()).filter(p -> p.field.equals(field)).findFirst();
  }

  /** As users write it. */
  String text() {
    return "{{" + field + "}}";
  }

  /** Whether it is the name of the node, which a container can be told when it starts. */
  boolean nodeName() {
    return this == NODE_ID || this == NODE_HOSTNAME;
  }
}
