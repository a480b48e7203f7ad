package io.swarmoperator.faults;

import io.swarmoperator.decide.Memory;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.Content;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Stores the revision of what is declared: {@code act.RevisionStore}. */
final class StoredRevisions {
  private final Replica replica;
  private final Observer observer;

  StoredRevisions(Replica replica, Observer observer) {
    this.replica = replica;
    this.observer = observer;
  }

  /** Makes sure that it is stored; tells whether it is. */
  boolean ensure(ApiObject.Service service) {
    Map<String, ApiObject.Revision> known = observer.revisions();
    Content content = service.declared().content();
    if (known.containsKey(content.hash())) {
      if (known.get(content.hash()).number() == service.memory().specRevision()) {
        Observer.twins(known, content.hash()).forEach(this::dropTwin);
      }
      return true;
    }
    replica.acted();
    long number = highest(known, service.memory()) + 1;
    Reply<ApiObject.Revision> reply = replica.answered(api -> api.createRevision(number, content));
    Optional<ApiObject.Revision> stored =
        reply.is(Reply.Kind.CONFLICT) ? replica.api().revision(content.hash()) : reply.object();
    stored.ifPresent(revision -> replica.overlay().revisionCreated(revision, replica.clock()));
    return stored.isPresent();
  }

  private void dropTwin(ApiObject.Revision twin) {
    replica.acted();
    replica.overlay().revisionDeleting(twin.name());
    Reply<ApiObject.Revision> reply = replica.ask(api -> api.deleteRevision(twin.name()));
    replica.overlay().revisionDeleted(twin.name(), reply);
    replica.requireAnswer(reply);
  }

  private static long highest(Map<String, ApiObject.Revision> known, Memory memory) {
    LongStream remembered =
        Stream.concat(
                Stream.of(
                    memory.specRevision(), memory.currentRevision(), memory.previousRevision()),
                memory.rolledOut().stream())
            .mapToLong(Long::longValue);
    return LongStream.concat(
            known.values().stream().mapToLong(ApiObject.Revision::number), remembered)
        .max()
        .orElse(0);
  }
}
