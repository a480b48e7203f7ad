package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.render.TaskMapping;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How the records were that someone else has changed ({@link RecordEdits}). */
final class EditedRecords {
  private final Map<String, Map<String, Edited>> services = new ConcurrentHashMap<>();

  /**
   * A record that someone else has changed.
   *
   * @param task as it was before, or as this process stored it since
   * @param version the resource version of the latter
   */
  record Edited(TaskRecord task, Optional<String> version) {
    /** Whether an object is what this process stored: another's mark may stay on it. */
    boolean stored(SwarmTask cached) {
      return version.filter(ResourceVersions.of(cached)::equals).isPresent();
    }
  }

  Optional<Edited> of(String serviceUid, String name) {
    return Optional.ofNullable(services.get(serviceUid)).map(edited -> edited.get(name));
  }

  /** The cache shows another version of a record. */
  void changed(SwarmTask before, SwarmTask after) {
    if (!RecordEdits.edited(after)) {
      gone(after);
    } else if (!RecordEdits.edited(before)) {
      Caches.serviceUid(before)
          .ifPresent(uid -> TaskMapping.fromApi(before).ifPresent(r -> put(uid, r)));
    }
  }

  /** A record was found changed, and nobody remembers how it was. */
  void believed(String serviceUid, TaskRecord task) {
    if (of(serviceUid, task.identity().name()).isEmpty()) {
      put(serviceUid, task);
    }
  }

  private void put(String serviceUid, TaskRecord task) {
    services
        .computeIfAbsent(serviceUid, uid -> new ConcurrentHashMap<>())
        .put(task.identity().name(), new Edited(task, Optional.empty()));
  }

  /** This process stored a record. */
  void written(String serviceUid, TaskRecord task, SwarmTask stored) {
    Optional.ofNullable(services.get(serviceUid))
        .ifPresent(
            edited ->
                edited.computeIfPresent(
                    task.identity().name(),
                    (name, was) -> new Edited(task, Optional.of(ResourceVersions.of(stored)))));
  }

  /** A record is in order again, or gone. */
  void gone(HasMetadata record) {
    Caches.serviceUid(record).ifPresent(uid -> dropped(uid, record.getMetadata().getName()));
  }

  void dropped(String serviceUid, String name) {
    Optional.ofNullable(services.get(serviceUid)).ifPresent(edited -> edited.remove(name));
  }

  void forget(String serviceUid) {
    services.remove(serviceUid);
  }
}
