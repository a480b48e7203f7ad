package io.swarmoperator.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The revisions of a service that were created or deleted and that no cache shows yet, by name.
 *
 * @param <R> a stored revision
 */
public final class RecentRevisions<R> {
  /**
   * The watch may be faster than the answer to the create, and then it doesn't show a revision
   * again. By now it has; what it hasn't shown is found to exist when it is made again.
   */
  private static final Duration LONG_UNSEEN = Duration.ofSeconds(10);

  private final Map<String, Created<R>> created = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();

  private record Created<R>(R revision, Instant at) {}

  /** What was created and isn't seen yet. */
  public synchronized List<R> created(Instant now) {
    created.values().removeIf(c -> !now.isBefore(c.at().plus(LONG_UNSEEN)));
    return created.values().stream().map(Created::revision).toList();
  }

  /** Names of what is deleted and still seen. */
  public synchronized Set<String> deleted() {
    return Set.copyOf(deleted);
  }

  /** One was created. */
  public synchronized void create(String name, R revision, Instant now) {
    created.put(name, new Created<>(revision, now));
    deleted.remove(name);
  }

  /** One is about to be deleted. */
  public synchronized void delete(String name) {
    created.remove(name);
    deleted.add(name);
  }

  /** One was not deleted, or there was none. */
  public synchronized void notDeleted(String name) {
    deleted.remove(name);
  }

  /** The cache shows one. */
  public synchronized void seen(String name) {
    created.remove(name);
  }

  /** The cache shows that one is gone, by whoever's hand. */
  public synchronized void gone(String name) {
    created.remove(name);
    deleted.remove(name);
  }
}
