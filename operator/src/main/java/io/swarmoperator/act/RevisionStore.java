package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.observe.MemoryFacts;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.RevisionMapping;
import io.swarmoperator.revision.RevisionContent;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Stores revisions: created and deleted, never updated, each with a number of its own (mechanics
 * 9).
 */
public final class RevisionStore {
  private final ApiWrites writes;
  private final Revisions revisions;
  private final RecentWrites recent;

  /**
   * Stores revisions.
   *
   * @param writes to the API
   * @param revisions that exist
   * @param recent is told what was written
   */
  public RevisionStore(ApiWrites writes, Revisions revisions, RecentWrites recent) {
    this.writes = writes;
    this.revisions = revisions;
    this.recent = recent;
  }

  /**
   * Makes sure that what a service's spec says is stored as a revision.
   *
   * @param service the service
   * @param content what its spec says
   * @return false when that can't be said before a predecessor has gone
   */
  public boolean ensure(SwarmService service, RevisionContent content) {
    String uid = service.getMetadata().getUid();
    Map<String, Revisions.Stored> known = revisions.of(service, recent.of(uid));
    if (known.containsKey(content.hash())) {
      // that the status says the number proves that this service is the newest: the twin's maker
      // could not store it there
      if (MemoryFacts.of(service).specRevision() == known.get(content.hash()).number()) {
        Revisions.twins(known.values(), content.hash()).forEach(twin -> delete(service, twin));
      }
      return true;
    }
    ControllerRevision revision =
        RevisionMapping.toApi(service, content, highest(known, MemoryFacts.of(service)) + 1);
    try {
      recent.revisionCreated(uid, writes.create(revision));
      return true;
    } catch (KubernetesClientException e) {
      if (!Refusals.exists(e)) {
        throw e;
      }
      return adopt(service, revision.getMetadata().getName());
    }
  }

  private boolean adopt(SwarmService service, String name) {
    String uid = service.getMetadata().getUid();
    return writes
        .get(ControllerRevision.class, service.getMetadata().getNamespace(), name)
        .filter(
            r ->
                Owners.uid(r).filter(uid::equals).isPresent()
                    && r.getMetadata().getDeletionTimestamp() == null)
        .map(
            r -> {
              recent.revisionCreated(uid, r);
              return true;
            })
        .orElse(false);
  }

  /** Deletes a revision. */
  void delete(SwarmService service, Revisions.Stored revision) {
    writes.delete(ControllerRevision.class, service.getMetadata().getNamespace(), revision.name());
    recent.revisionDeleted(service.getMetadata().getUid(), revision.name());
  }

  /**
   * A number is never given twice, so that of a revision that is gone counts too, as far as status
   * remembers it.
   */
  private static long highest(Map<String, Revisions.Stored> known, Memory memory) {
    LongStream remembered =
        Stream.concat(
                Stream.of(
                    memory.specRevision(), memory.currentRevision(), memory.previousRevision()),
                memory.rolledOut().stream())
            .mapToLong(Long::longValue);
    return LongStream.concat(
            known.values().stream().mapToLong(Revisions.Stored::number), remembered)
        .max()
        .orElse(0);
  }
}
