package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.RevisionMapping;
import io.swarmoperator.revision.RevisionContent;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the revisions of a service; each content is parsed once, because a revision never changes
 * (mechanics 9).
 */
public final class Revisions {
  private final KindCache<ControllerRevision> cache;
  private final Map<String, RevisionContent> parsed = new ConcurrentHashMap<>();

  /**
   * A revision as stored.
   *
   * @param name of the object
   * @param number for people
   * @param content what its tasks run
   * @param version resource version; the number is never changed, so a larger one was made later
   */
  public record Stored(String name, long number, RevisionContent content, long version) {}

  /**
   * Reads from a cache.
   *
   * @param cache of all revisions
   */
  public Revisions(KindCache<ControllerRevision> cache) {
    this.cache = cache;
    cache.listen(
        (before, after) -> {
          if (after.isEmpty()) {
            before.ifPresent(gone -> parsed.remove(gone.getMetadata().getUid()));
          }
        });
  }

  /**
   * The revisions of a service, by hash of their content.
   *
   * @param service the service
   * @param overlay what this process created and deleted and the cache may not show yet
   */
  public Map<String, Stored> of(
      SwarmService service, OwnWrites.Overlay<?, ControllerRevision> overlay) {
    Map<String, Stored> found = new HashMap<>();
    String key = Caches.key(service.getMetadata().getNamespace(), service.getMetadata().getName());
    add(found, service, cache.byIndex(Caches.BY_SERVICE, key));
    found.values().removeIf(stored -> overlay.deletedRevisions().contains(stored.name()));
    add(found, service, overlay.revisions());
    return found;
  }

  /**
   * Revisions that another one shares its number with: of two operators neither saw what the other
   * made. The one that counts is the one that the spec says, or the one that was made first.
   *
   * @param spec hash of what the spec says
   */
  public static List<Stored> twins(Collection<Stored> known, String spec) {
    Set<Long> numbers = new HashSet<>();
    return known.stream()
        .sorted(
            Comparator.comparing((Stored r) -> !r.content().hash().equals(spec))
                .thenComparing(Stored::version))
        .filter(r -> !numbers.add(r.number()))
        .toList();
  }

  private void add(
      Map<String, Stored> found, SwarmService service, Collection<ControllerRevision> revisions) {
    String uid = service.getMetadata().getUid();
    for (ControllerRevision revision : List.copyOf(revisions)) {
      if (Owners.uid(revision).filter(uid::equals).isPresent()
          && revision.getMetadata().getDeletionTimestamp() == null) {
        content(revision)
            .ifPresent(
                c ->
                    found.put(
                        c.hash(),
                        new Stored(
                            revision.getMetadata().getName(),
                            revision.getRevision(),
                            c,
                            ResourceVersions.number(ResourceVersions.of(revision)))));
      }
    }
  }

  private Optional<RevisionContent> content(ControllerRevision revision) {
    RevisionContent known = parsed.get(revision.getMetadata().getUid());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<RevisionContent> content = RevisionMapping.fromApi(revision);
    content.ifPresent(c -> parsed.put(revision.getMetadata().getUid(), c));
    return content;
  }
}
