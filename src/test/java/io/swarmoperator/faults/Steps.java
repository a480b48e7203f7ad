package io.swarmoperator.faults;

import io.swarmoperator.act.Outcome;
import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Step;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.ApiObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries the steps of one plan out: {@code act.Executor}. Steps at the same time, the actions of a
 * step in order, the first failure ends the step.
 */
final class Steps {
  private final Replica replica;
  private final Seen seen;
  private final Consumer<Outcome> then;
  private final Set<String> withoutPod = new HashSet<>();
  private final List<TaskRecord> refused = new ArrayList<>();
  private int failures;
  private int open;

  Steps(Replica replica, Seen seen, Consumer<Outcome> then) {
    this.replica = replica;
    this.seen = seen;
    this.then = then;
  }

  void carryOut(Plan plan) {
    open = plan.steps().size() + 1;
    for (Step step : plan.steps()) {
      for (Action action : step.actions()) {
        if (action instanceof Action.CreatePod create) {
          withoutPod.add(create.task().identity().name());
        }
      }
    }
    plan.steps().forEach(step -> next(step.actions().iterator()));
    ended();
  }

  private void next(Iterator<Action> actions) {
    if (!actions.hasNext()) {
      ended();
      return;
    }
    carryOut(
        actions.next(),
        done -> {
          if (done) {
            next(actions);
          } else {
            failures++;
            ended();
          }
        });
  }

  private void ended() {
    open--;
    if (open == 0) {
      then.accept(new Outcome(withoutPod, refused, List.of(), failure(), failures == 0));
    }
  }

  private Optional<Condition> failure() {
    return failures == 0
        ? Optional.empty()
        : Optional.of(new Condition("Reconciling", true, "WriteFailed", failures + " steps"));
  }

  private void carryOut(Action action, Consumer<Boolean> done) {
    if (action instanceof Action.CreatePod create) {
      create(create, done);
    } else if (action instanceof Action.DeletePod delete) {
      delete(delete, done);
    } else if (action instanceof Action.LabelPod label) {
      replica.<ApiObject.Pod>send(
          api -> api.labelPod(label), reply -> done.accept(!reply.is(Reply.Kind.LOST)));
    } else if (action instanceof Action.SaveRecord save) {
      record(() -> replica.records().saveNow(replica.owner(), save.task(), 0), done);
    } else if (action instanceof Action.DeleteRecord delete) {
      record(() -> replica.records().delete(replica.owner(), delete.name()), done);
    } else if (action instanceof Action.DeleteRevision delete) {
      deleteRevision(delete, done);
    } else if (action instanceof Action.RemoveRequest remove) {
      removeRequest(remove, done);
    } else {
      throw new IllegalArgumentException("unknown action " + action);
    }
  }

  private void record(Runnable work, Consumer<Boolean> done) {
    Strand.begin(
        replica.process(),
        () -> {
          boolean failed = false;
          try {
            work.run();
          } catch (RuntimeException e) {
            failed = true;
          }
          done.accept(!failed);
        });
  }

  private void create(Action.CreatePod action, Consumer<Boolean> done) {
    String name = action.task().identity().name();
    if (!seen.revisions().containsKey(action.task().identity().revision())) {
      done.accept(false);
      return;
    }
    replica.<ApiObject.Pod>send(
        api -> {
          Reply<ApiObject.Pod> reply = api.createPod(action);
          replica.audit().created(seen, action, reply.is(Reply.Kind.DONE));
          return reply;
        },
        reply -> {
          switch (reply.kind()) {
            case DONE -> made(name, reply.object(), done);
            case CONFLICT -> made(name, existing(action), done);
            case REFUSED -> {
              TaskRecord task = action.task().refused(reply.message(), replica.now());
              refused.add(task);
              record(() -> replica.records().saveNow(replica.owner(), task, 0), done);
            }
            default -> done.accept(false);
          }
        });
  }

  private void made(String name, Optional<ApiObject.Pod> pod, Consumer<Boolean> done) {
    pod.ifPresent(
        p -> {
          replica.overlay().own().podCreated(p);
          withoutPod.remove(name);
        });
    done.accept(pod.isPresent());
  }

  private Optional<ApiObject.Pod> existing(Action.CreatePod action) {
    return replica
        .api()
        .pod(action.task().identity().name())
        .filter(pod -> !pod.facts().deleting())
        .filter(pod -> pod.identity().attempt() == action.task().identity().attempt());
  }

  private void delete(Action.DeletePod action, Consumer<Boolean> done) {
    replica.overlay().own().podDeleting(action.uid());
    replica.<ApiObject.Pod>send(
        api -> {
          replica.audit().deleting(seen, action);
          return api.deletePod(action.pod(), action.uid());
        },
        reply -> {
          boolean gone = reply.is(Reply.Kind.GONE) || reply.is(Reply.Kind.CONFLICT);
          if (!reply.is(Reply.Kind.DONE) && !(gone && shown(action))) {
            replica.overlay().own().podNotDeleted(action.uid());
          }
          done.accept(!reply.is(Reply.Kind.LOST));
        });
  }

  /** Its going is yet to be seen. */
  private boolean shown(Action.DeletePod action) {
    return Optional.ofNullable(replica.caches().objects(ApiObject.Kind.POD).get(action.pod()))
        .map(pod -> (ApiObject.Pod) pod)
        .filter(pod -> pod.facts().uid().equals(action.uid()))
        .isPresent();
  }

  private void deleteRevision(Action.DeleteRevision action, Consumer<Boolean> done) {
    String hash = action.revision().hash();
    if (!seen.revisions().containsKey(hash)) {
      done.accept(true);
      return;
    }
    replica.overlay().revisionDeleting(hash);
    replica.<ApiObject.Revision>send(
        api -> api.deleteRevision(hash),
        reply -> {
          replica.overlay().revisionDeleted(hash, reply);
          done.accept(!reply.is(Reply.Kind.LOST));
        });
  }

  private void removeRequest(Action.RemoveRequest action, Consumer<Boolean> done) {
    replica.<ApiObject.Service>send(
        api -> api.removeRequest(action.request()),
        reply -> {
          reply.object().ifPresent(replica.overlay()::serviceStored);
          done.accept(!reply.is(Reply.Kind.LOST));
        });
  }
}
