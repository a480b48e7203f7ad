package io.swarmoperator.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Binds pods to nodes: to the hinted one where it is eligible, else to the one with the fewest
 * pods.
 */
final class SpreadScheduler {
  private final Agenda agenda;
  private final Store store;
  private final Kubelet kubelet;
  private TaskScript script = TaskScript.NONE;

  SpreadScheduler(Agenda agenda, Store store, Kubelet kubelet) {
    this.agenda = agenda;
    this.store = store;
    this.kubelet = kubelet;
  }

  void follow(TaskScript newScript) {
    script = newScript;
  }

  /** Enters a new pod; it is bound at the same instant, but later. */
  void added(SimulatedPod pod) {
    agenda.at(agenda.now(), () -> tryToBind(pod));
  }

  /** Tries again what found no node. */
  void nodesChanged() {
    List<SimulatedPod> waiting = new ArrayList<>(store.pods().values());
    waiting.removeIf(SimulatedPod::bound);
    waiting.forEach(this::added);
  }

  private void tryToBind(SimulatedPod pod) {
    if (pod.bound() || pod.gone) {
      return;
    }
    Optional<SimulatedNode> node =
        pod.behaviour.start() == Behaviour.Start.NEVER_SCHEDULES ? Optional.empty() : choose(pod);
    if (node.isPresent()) {
      pod.nodeName = node.get().name;
      pod.schedulerMessage = "";
      store.changed();
      kubelet.bound(pod);
    } else {
      int nodes = store.nodes().size();
      refuse(
          pod,
          nodes == 0
              ? "no nodes available to schedule pods"
              : "0/" + nodes + " nodes are available: " + nodes + " Insufficient cpu.");
    }
  }

  private void refuse(SimulatedPod pod, String message) {
    if (!pod.schedulerMessage.equals(message)) {
      pod.schedulerMessage = message;
      store.changed();
    }
  }

  private Optional<SimulatedNode> choose(SimulatedPod pod) {
    Optional<String> scripted = script.node(pod.identity);
    if (scripted.isPresent()) {
      return scripted.map(store.nodes()::get).filter(SimulatedNode::eligible);
    }
    Optional<SimulatedNode> hinted =
        pod.hint.map(store.nodes()::get).filter(SimulatedNode::eligible);
    return hinted.or(
        () ->
            store.nodes().values().stream()
                .filter(SimulatedNode::eligible)
                .min(
                    Comparator.comparingInt((SimulatedNode node) -> store.tasksOn(node.name))
                        .thenComparing(node -> node.name)));
  }
}
