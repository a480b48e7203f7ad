package io.swarmoperator.sandbox;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.swarmoperator.api.MicroTimes;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.UpdateStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Makes rows to print out of the operator's objects; what an object doesn't say is empty. */
final class Rows {

  private Rows() {}

  static TaskRow of(SwarmTask task, Instant now) {
    var status = Optional.ofNullable(task.getStatus()).orElseGet(SwarmTaskStatus::new);
    return new TaskRow(
        name(task),
        text(task.getSpec().getImage()),
        text(status.getNodeName()),
        word(task.getSpec().getDesiredState()),
        word(status.getState()),
        text(status.getError()),
        Duration.between(createdAt(task, status, now), now));
  }

  static ServiceRow of(SwarmService service) {
    var status = Optional.ofNullable(service.getStatus()).orElseGet(SwarmServiceStatus::new);
    var update = Optional.ofNullable(status.getUpdate()).orElseGet(UpdateStatus::new);
    return new ServiceRow(
        name(service),
        text(status.getSummary()),
        word(update.getState()),
        text(update.getMessage()));
  }

  /** The name as one types it in the default namespace; elsewhere with the namespace. */
  static String name(HasMetadata object) {
    var meta = object.getMetadata();
    return Sandbox.NAMESPACE.equals(meta.getNamespace())
        ? meta.getName()
        : meta.getNamespace() + "/" + meta.getName();
  }

  private static Instant createdAt(SwarmTask task, SwarmTaskStatus status, Instant now) {
    return Optional.ofNullable(MicroTimes.parse(status.getCreatedAt()))
        .or(() -> Optional.ofNullable(MicroTimes.parse(task.getMetadata().getCreationTimestamp())))
        .orElse(now);
  }

  private static String word(Enum<?> value) {
    return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
