package io.swarmoperator.faults;

import io.swarmoperator.act.Made;
import io.swarmoperator.act.PodWriter;
import io.swarmoperator.act.StepFailure;
import io.swarmoperator.decide.Action;
import io.swarmoperator.sim.ApiObject;
import java.util.Optional;

/**
 * Carries out the actions of a plan: pods and records as in production, and what {@code
 * act.Executor} does beside them.
 */
final class Actions implements PodWriter.PodApi<ApiObject.Pod> {
  private final Replica replica;
  private final Seen seen;
  private final PodWriter<ApiObject.Pod> pods;

  Actions(Replica replica, Seen seen) {
    this.replica = replica;
    this.seen = seen;
    this.pods =
        new PodWriter<>(
            this,
            SimulatedPods.KIND,
            replica.overlay().own(),
            record -> replica.records().saveNow(replica.owner(), record, 0),
            replica.clock());
  }

  void carryOut(Action action, Made made) {
    if (action instanceof Action.CreatePod create) {
      create(create, made);
    } else if (action instanceof Action.DeletePod delete) {
      pods.delete(delete);
    } else if (action instanceof Action.LabelPod label) {
      boolean unused = Answers.deleted(replica.ask(api -> api.labelPod(label)));
    } else if (action instanceof Action.SaveRecord save) {
      replica.records().saveNow(replica.owner(), save.task(), 0);
    } else if (action instanceof Action.DeleteRecord delete) {
      replica.records().delete(replica.owner(), delete.name());
    } else if (action instanceof Action.DeleteRevision delete) {
      deleteRevision(delete);
    } else if (action instanceof Action.RemoveRequest remove) {
      removeRequest(remove);
    } else {
      throw new IllegalArgumentException("unknown action " + action);
    }
  }

  private void create(Action.CreatePod action, Made made) {
    if (!seen.revisions().containsKey(action.task().identity().revision())) {
      throw new StepFailure("its revision is gone: " + action.task().identity().name());
    }
    pods.create(action, seen.view().tasks(), made);
  }

  @Override
  public ApiObject.Pod create(Action.CreatePod action) {
    return Answers.stored(
        replica.ask(
            api -> {
              Reply<ApiObject.Pod> reply = api.createPod(action);
              replica.audit().created(seen, action, reply.is(Reply.Kind.DONE));
              return reply;
            }));
  }

  @Override
  public Optional<ApiObject.Pod> find(String name) {
    return replica.api().pod(name);
  }

  @Override
  public boolean delete(String name, String uid) {
    return Answers.deleted(
        replica.ask(
            api -> {
              replica.audit().deleting(seen, new Action.DeletePod(name, uid));
              return api.deletePod(name, uid);
            }));
  }

  @Override
  public boolean shows(String name, String uid) {
    return Optional.ofNullable(replica.caches().objects(ApiObject.Kind.POD).get(name))
        .map(pod -> (ApiObject.Pod) pod)
        .filter(pod -> pod.facts().uid().equals(uid))
        .isPresent();
  }

  private void deleteRevision(Action.DeleteRevision action) {
    String hash = action.revision().hash();
    if (seen.revisions().containsKey(hash)) {
      replica.overlay().revisionDeleting(hash);
      Reply<ApiObject.Revision> reply = replica.ask(api -> api.deleteRevision(hash));
      replica.overlay().revisionDeleted(hash, reply);
      boolean unused = Answers.deleted(reply);
    }
  }

  private void removeRequest(Action.RemoveRequest action) {
    Reply<ApiObject.Service> reply = replica.ask(api -> api.removeRequest(action.request()));
    reply.object().ifPresent(replica.overlay()::serviceStored);
    boolean unused = Answers.deleted(reply);
  }
}
