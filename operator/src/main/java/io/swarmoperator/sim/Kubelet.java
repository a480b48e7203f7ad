package io.swarmoperator.sim;

import io.swarmoperator.decide.PodView;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts, ends and stops containers on all nodes, each as its script says. What falls due on a node
 * that is away happens on its return.
 */
final class Kubelet {
  private static final int KILLED = 137;

  private final Agenda agenda;
  private final Store store;

  Kubelet(Agenda agenda, Store store) {
    this.agenda = agenda;
    this.store = store;
  }

  /** Takes a pod that was bound to a node. */
  void bound(SimulatedPod pod) {
    onNode(pod, Duration.ZERO, () -> prepare(pod));
  }

  /** Takes a pod that was on a node of the same name, which is gone. */
  void takeOver(SimulatedPod pod) {
    if (pod.deleting) {
      onNode(pod, Duration.ZERO, () -> stop(pod));
    } else if (pod.startedAt.isEmpty()) {
      bound(pod);
    }
  }

  private void prepare(SimulatedPod pod) {
    pod.waitingReason = "ContainerCreating";
    store.changed(Change.POD);
    onNode(pod, pod.behaviour.startDelay(), () -> comeUp(pod));
  }

  private void comeUp(SimulatedPod pod) {
    if (pod.behaviour.start() == Behaviour.Start.IMAGE_REFUSED) {
      pod.waitingReason = "ImagePullBackOff";
      pod.waitingMessage = "Back-off pulling image \"" + pod.identity.image() + "\"";
      store.changed(Change.POD);
    } else if (!pod.deleting) {
      start(pod);
    }
  }

  private void start(SimulatedPod pod) {
    pod.waitingReason = "";
    pod.phase = PodView.Phase.RUNNING;
    pod.startedAt = Optional.of(agenda.now());
    if (pod.behaviour.everReady()) {
      if (pod.behaviour.readyDelay().isZero()) {
        pod.ready = true;
      } else {
        onNode(pod, pod.behaviour.readyDelay(), () -> becomeReady(pod));
      }
    }
    pod.behaviour.exit().ifPresent(exit -> onNode(pod, exit.after(), () -> end(pod, exit.code())));
    store.changed(Change.POD);
  }

  private void becomeReady(SimulatedPod pod) {
    pod.ready = true;
    store.changed(Change.POD);
  }

  private void end(SimulatedPod pod, int code) {
    pod.end(code, agenda.now());
    store.changed(Change.POD);
    if (pod.deleting) {
      removeSoon(pod);
    }
  }

  /** Begins to stop a pod, as its deletion asks. A pod without a running container goes at once. */
  void delete(SimulatedPod pod) {
    if (pod.deleting) {
      return;
    }
    pod.deleting = true;
    if (!pod.bound() || pod.finished()) {
      store.removePod(pod);
      return;
    }
    store.changed(Change.POD);
    onNode(pod, Duration.ZERO, () -> stop(pod));
  }

  private void stop(SimulatedPod pod) {
    if (pod.startedAt.isEmpty()) {
      removeSoon(pod);
      return;
    }
    boolean killed = pod.behaviour.stopDelay().compareTo(pod.stopGrace) > 0;
    Duration delay = killed ? pod.stopGrace : pod.behaviour.stopDelay();
    onNode(pod, delay, () -> end(pod, killed ? KILLED : pod.behaviour.stopCode()));
  }

  /** The end is seen before the pod goes, as with a real kubelet. */
  private void removeSoon(SimulatedPod pod) {
    agenda.at(agenda.now(), () -> store.removePod(pod));
  }

  private void onNode(SimulatedPod pod, Duration delay, Runnable work) {
    Runnable unlessOver =
        () -> {
          if (!pod.gone && !pod.finished()) {
            work.run();
          }
        };
    agenda.after(
        delay,
        () -> {
          SimulatedNode node = store.nodes().get(pod.nodeName);
          if (node != null) {
            node.whenAlive(unlessOver);
          }
        });
  }
}
