package io.swarmoperator.sim;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Does what is written to it, with the preconditions that the real one has. */
final class ApiServer implements Writes {
  private final Agenda agenda;
  private final Store store;
  private final Behaviours behaviours;
  private final Kubelet kubelet;
  private final SpreadScheduler scheduler;
  private long podCount;

  ApiServer(
      Agenda agenda,
      Store store,
      Behaviours behaviours,
      Kubelet kubelet,
      SpreadScheduler scheduler) {
    this.agenda = agenda;
    this.store = store;
    this.behaviours = behaviours;
    this.kubelet = kubelet;
    this.scheduler = scheduler;
  }

  @Override
  public Outcome write(Memory expected, Memory memory, ServiceStatus status) {
    if (!store.memory().equals(expected)) {
      return Outcome.FAILED;
    }
    store.saveStatus(memory, status);
    return Outcome.DONE;
  }

  @Override
  public Outcome write(Action action) {
    if (action instanceof Action.CreatePod create) {
      return createPod(create.task().identity(), create.spot());
    } else if (action instanceof Action.DeletePod delete) {
      return deletePod(delete.pod(), delete.uid());
    } else if (action instanceof Action.LabelPod label) {
      labelPod(label);
    } else if (action instanceof Action.SaveRecord save) {
      store.saveRecord(save.task());
    } else if (action instanceof Action.DeleteRecord delete) {
      store.deleteRecord(delete.name());
    } else if (action instanceof Action.DeleteRevision delete) {
      store.deleteRevision(delete.revision().number());
    } else if (action instanceof Action.RemoveRequest remove) {
      return removeRequest(remove.request());
    } else {
      throw new IllegalArgumentException("unknown action " + action);
    }
    return Outcome.DONE;
  }

  private Outcome createPod(TaskIdentity task, Spot spot) {
    SimulatedPod present = store.pods().get(task.name());
    if (present != null) {
      return present.deleting ? Outcome.FAILED : Outcome.DONE;
    }
    long revision = store.revisionNumber(task.revision());
    Behaviour behaviour = behaviours.of(task, revision, store.newestRevision());
    if (behaviour.start() == Behaviour.Start.POD_REFUSED) {
      return Outcome.REFUSED;
    }
    Content content = store.content(revision);
    Duration grace = content == null ? Duration.ZERO : content.stopGrace();
    podCount++;
    SimulatedPod pod =
        new SimulatedPod(task, "pod-" + podCount, spot, behaviour, grace, agenda.now());
    store.addPod(pod);
    scheduler.added(pod);
    return Outcome.DONE;
  }

  private Outcome deletePod(String name, String uid) {
    SimulatedPod pod = store.pods().get(name);
    if (pod == null) {
      return Outcome.DONE;
    }
    if (!pod.uid.equals(uid)) {
      return Outcome.FAILED;
    }
    kubelet.delete(pod);
    return Outcome.DONE;
  }

  private void labelPod(Action.LabelPod label) {
    SimulatedPod pod = store.pods().get(label.pod());
    if (pod != null && pod.uid.equals(label.uid())) {
      pod.bucket = OptionalInt.of(label.bucket());
      store.changed(Change.POD);
    }
  }

  private Outcome removeRequest(Request expected) {
    if (store.request().filter(expected::equals).isEmpty()) {
      return Outcome.FAILED;
    }
    store.saveRequest(Optional.empty());
    return Outcome.DONE;
  }
}
