package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.connect.ServerWords;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.observe.MemoryFacts;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.RevisionMapping;
import io.swarmoperator.revision.RevisionContent;
import java.util.Map;
import java.util.Optional;
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
   * @return what is in the way; empty when it is stored
   */
  public Optional<Condition> ensure(SwarmService service, RevisionContent content) {
    String uid = service.getMetadata().getUid();
    Map<String, Revisions.Stored> known = revisions.of(service, recent.of(uid));
    if (known.containsKey(content.hash())) {
      // that the status says the number proves that this service is the newest: the twin's maker
      // could not store it there
      if (MemoryFacts.of(service).specRevision() == known.get(content.hash()).number()) {
        Revisions.twins(known.values(), content.hash()).forEach(twin -> delete(service, twin));
      }
      return Optional.empty();
    }
    ControllerRevision revision =
        RevisionMapping.toApi(service, content, highest(known, MemoryFacts.of(service)) + 1);
    try {
      recent.revisionCreated(uid, writes.create(revision));
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (Refusals.exists(e)) {
        return adopt(service, revision.getMetadata().getName());
      }
      // nothing more can be made in a namespace that goes, and soon the service goes too
      if (Refusals.refused(e) || Refusals.namespaceGoes(e)) {
        return Optional.of(
            new Condition("Stalled", true, ConditionReason.REVISION_REFUSED, ServerWords.of(e)));
      }
      throw e;
    }
  }

  /** Takes what has the name of a revision for it, if it is the service's and stays. */
  private Optional<Condition> adopt(SwarmService service, String name) {
    String uid = service.getMetadata().getUid();
    Optional<ControllerRevision> live =
        writes.get(ControllerRevision.class, service.getMetadata().getNamespace(), name);
    if (live.isEmpty() || live.get().getMetadata().getDeletionTimestamp() != null) {
      return Optional.of(taken(name, "is being deleted; it is made again when it is gone"));
    }
    if (Owners.uid(live.get()).filter(uid::equals).isEmpty()) {
      return Optional.of(taken(name, "exists and isn't the service's; it is left alone"));
    }
    recent.revisionCreated(uid, live.get());
    return Optional.empty();
  }

  private static Condition taken(String name, String why) {
    return new Condition(
        "Stalled", true, ConditionReason.NAME_TAKEN, "ControllerRevision " + name + " " + why);
  }

  /** Deletes a revision. */
  void delete(SwarmService service, Revisions.Stored revision) {
    String uid = service.getMetadata().getUid();
    recent.revisionDeleting(uid, revision.name());
    try {
      if (!writes.delete(
          ControllerRevision.class, service.getMetadata().getNamespace(), revision.name())) {
        recent.revisionNotDeleted(uid, revision.name());
      }
    } catch (RuntimeException e) {
      recent.revisionNotDeleted(uid, revision.name());
      throw e;
    }
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
