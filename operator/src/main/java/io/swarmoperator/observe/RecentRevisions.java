package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The revisions of a service that were created or deleted and that no cache shows yet. */
final class RecentRevisions {
  /**
   * The watch may be faster than the answer to the create, and then it doesn't show a revision
   * again. By now it has; what it hasn't shown is found to exist when it is made again.
   */
  private static final Duration LONG_UNSEEN = Duration.ofSeconds(10);

  private final Map<String, Created> created = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();

  private record Created(ControllerRevision revision, Instant at) {}

  synchronized List<ControllerRevision> created(Instant now) {
    created.values().removeIf(c -> !now.isBefore(c.at().plus(LONG_UNSEEN)));
    return created.values().stream().map(Created::revision).toList();
  }

  synchronized Set<String> deleted() {
    return Set.copyOf(deleted);
  }

  synchronized void create(ControllerRevision revision, Instant now) {
    created.put(revision.getMetadata().getName(), new Created(revision, now));
    deleted.remove(revision.getMetadata().getName());
  }

  synchronized void delete(String name) {
    created.remove(name);
    deleted.add(name);
  }

  synchronized void notDeleted(String name) {
    deleted.remove(name);
  }

  synchronized void seen(String name) {
    created.remove(name);
  }

  synchronized void gone(String name) {
    created.remove(name);
    deleted.remove(name);
  }
}
