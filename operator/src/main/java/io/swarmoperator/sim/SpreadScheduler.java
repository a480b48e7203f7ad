package io.swarmoperator.sim;

import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Binds pods to nodes as the real scheduler would: to the hinted one where it is feasible, else to
 * the one with the fewest pods of the service, and says why it finds none.
 */
final class SpreadScheduler implements ClusterListener {
  private final Agenda agenda;
  private final Store store;
  private final Kubelet kubelet;
  private TaskScript script = TaskScript.NONE;
  private final Set<SimulatedPod> refused = new HashSet<>();
  private boolean retrying;

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

  /** Tries again what found no node: there may be room now. */
  @Override
  public void changed(Change change) {
    if (retrying || refused.isEmpty()) {
      return;
    }
    refused.removeIf(pod -> pod.gone || pod.bound());
    if (!refused.isEmpty()) {
      retrying = true;
      agenda.at(agenda.now(), this::retry);
    }
  }

  private void retry() {
    retrying = false;
    unbound().forEach(this::tryToBind);
  }

  private List<SimulatedPod> unbound() {
    return store.pods().values().stream().filter(pod -> !pod.bound()).toList();
  }

  private void tryToBind(SimulatedPod pod) {
    if (pod.bound() || pod.gone) {
      return;
    }
    Map<String, List<SimulatedNode>> verdicts =
        store.nodes().values().stream()
            .collect(
                Collectors.groupingBy(
                    node -> objection(pod, node), LinkedHashMap::new, Collectors.toList()));
    Optional<String> scripted = script.node(pod.identity);
    List<SimulatedNode> feasible =
        verdicts.getOrDefault("", List.of()).stream()
            .filter(node -> scripted.isEmpty() || scripted.get().equals(node.name))
            .toList();
    if (feasible.isEmpty()) {
      refuse(pod, message(verdicts));
      return;
    }
    pod.nodeName = choose(pod, feasible).name;
    pod.schedulerMessage = "";
    store.changed(Change.POD);
    kubelet.bound(pod);
  }

  private SimulatedNode choose(SimulatedPod pod, List<SimulatedNode> feasible) {
    Optional<SimulatedNode> hinted =
        feasible.stream()
            .filter(node -> pod.spot.hint().filter(node.name::equals).isPresent())
            .findFirst();
    return hinted.orElseGet(() -> emptiest(feasible));
  }

  private SimulatedNode emptiest(List<SimulatedNode> feasible) {
    Map<String, Integer> tasks = store.tasksByNode();
    return feasible.stream()
        .min(
            Comparator.comparingInt((SimulatedNode node) -> tasks.getOrDefault(node.name, 0))
                .thenComparing(node -> node.name))
        .orElseThrow();
  }

  /**
   * Why a node won't do, in the scheduler's words and the order of its filters; empty if it will.
   */
  private String objection(SimulatedPod pod, SimulatedNode node) {
    if (node.health != NodeView.Health.READY || !placement(pod).tolerates(node.view(0))) {
      return "node(s) had untolerated taint(s)";
    }
    String only = pod.identity.slot().node();
    boolean elsewhere = !only.isEmpty() && !only.equals(node.name);
    if (elsewhere || !node.eligible() || !placement(pod).allows(node.view(0))) {
      return "node(s) didn't match Pod's node affinity/selector";
    }
    if (pod.behaviour.start() == Behaviour.Start.NEVER_SCHEDULES || !room(node)) {
      return "Insufficient cpu";
    }
    return full(pod, node) ? "node(s) didn't match pod anti-affinity rules" : "";
  }

  /** A pod that is to go to one node alone was given its bucket for another one. */
  private boolean full(SimulatedPod pod, SimulatedNode node) {
    boolean scripted = script.node(pod.identity).isPresent();
    if (!scripted && !pod.exclusive()) {
      return false;
    }
    List<SimulatedPod> there = onNode(node);
    int most = placement(pod).maxReplicasPerNode();
    return scripted ? most > 0 && there.size() >= most : there.stream().anyMatch(pod::excludes);
  }

  private Placement placement(SimulatedPod pod) {
    Content content = store.content(store.revisionNumber(pod.identity.revision()));
    return content == null ? Placement.NONE : content.placement();
  }

  private boolean room(SimulatedNode node) {
    return node.room.isEmpty() || onNode(node).size() < node.room.getAsInt();
  }

  private List<SimulatedPod> onNode(SimulatedNode node) {
    return store.pods().values().stream()
        .filter(pod -> pod.nodeName.equals(node.name) && !pod.finished())
        .toList();
  }

  private static String message(Map<String, List<SimulatedNode>> verdicts) {
    int nodes = verdicts.values().stream().mapToInt(List::size).sum();
    if (nodes == 0) {
      return "no nodes available to schedule pods";
    }
    List<String> parts = new ArrayList<>();
    verdicts.forEach((objection, against) -> parts.add(against.size() + " " + objection));
    return "0/" + nodes + " nodes are available: " + String.join(", ", parts) + ".";
  }

  private void refuse(SimulatedPod pod, String message) {
    refused.add(pod);
    if (!pod.schedulerMessage.equals(message)) {
      pod.schedulerMessage = message;
      store.changed(Change.POD);
    }
  }
}
