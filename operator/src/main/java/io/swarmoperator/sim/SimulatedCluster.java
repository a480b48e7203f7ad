package io.swarmoperator.sim;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One service in a cluster under a virtual clock. Nothing happens but in {@link #runUntil}, {@link
 * #runFor} and {@link #settle}.
 */
public final class SimulatedCluster {
  /** A kubelet that restarts says NotReady for seconds; the operator's default patience with it. */
  private static final Duration NOT_READY_GRACE = Duration.ofSeconds(15);

  /** How long the pods of a deleted node stand there (measured, mechanics 6). */
  private static final Duration COLLECTED_AFTER = Duration.ofSeconds(52);

  private final Agenda agenda;
  private final Store store;
  private final Writes apiServer;
  private final Behaviours behaviours = new Behaviours();
  private final Kubelet kubelet;
  private final SpreadScheduler scheduler;
  private final SimulatedOperator operator;
  private final Timeline timeline;
  private final List<Runnable> checks = new ArrayList<>();

  /**
   * Makes a cluster in which the service was just created.
   *
   * @param declared the service
   * @param setting all else
   */
  public SimulatedCluster(Declared declared, Setting setting) {
    agenda = new Agenda(setting.start());
    store = new Store(declared);
    kubelet = new Kubelet(agenda, store);
    scheduler = new SpreadScheduler(agenda, store, kubelet);
    timeline = new Timeline(agenda, store);
    apiServer = new ApiServer(agenda, store, behaviours, kubelet, scheduler);
    operator =
        new SimulatedOperator(
            agenda,
            setting.decider(),
            store,
            setting.faultyWrites().apply(apiServer),
            store.listeners(),
            setting.lazyRecords());
    // first: a real scheduler is done before the operator has heard of a change
    store.listen(scheduler);
    store.listen(timeline);
    store.listen(operator);
    setting.nodes().forEach(name -> store.nodes().put(name, new SimulatedNode(name)));
    behaviours.replace(setting.behaviours());
    operator.start();
  }

  // looking

  /** The present instant. */
  public Instant now() {
    return agenda.now();
  }

  /** What happened so far. */
  public Timeline timeline() {
    return timeline;
  }

  /** All that an operator could see now. */
  public ServiceView view() {
    return store.view();
  }

  /** The memory in the service's status. */
  public Memory memory() {
    return store.memory();
  }

  /** The service's status; empty before the operator's first write. */
  public Optional<ServiceStatus> status() {
    return store.status();
  }

  /** Has something done after every single event: a check of invariants that throws. */
  public void afterEachEvent(Runnable check) {
    checks.add(check);
  }

  /** Has somebody told what changes. */
  public void listen(ClusterListener listener) {
    store.listen(listener);
  }

  // letting time pass

  /** Lets everything happen that is due until an instant, that instant included. */
  public void runUntil(Instant end) {
    while (agenda.next().filter(next -> !next.isAfter(end)).isPresent()) {
      step();
    }
    agenda.waitUntil(end);
  }

  /** Lets some time pass. */
  public void runFor(Duration duration) {
    runUntil(agenda.now().plus(duration));
  }

  /**
   * Lets time pass until nothing will happen any more without somebody's doing.
   *
   * @param limit the longest time to let pass
   * @return whether it came to rest
   */
  public boolean settle(Duration limit) {
    Instant end = agenda.now().plus(limit);
    while (agenda.next().filter(next -> !next.isAfter(end)).isPresent()) {
      step();
    }
    return agenda.next().isEmpty();
  }

  /** When something will happen next; empty when the cluster is at rest. */
  public Optional<Instant> next() {
    return agenda.next();
  }

  /** Lets the next event happen. */
  public void step() {
    agenda.step();
    checks.forEach(Runnable::run);
  }

  // what a user does

  /** Declares the service anew. */
  public void apply(Declared wanted) {
    store.declare(wanted);
  }

  /** Changes only the number of replicas; refused where a service has none, as the schema does. */
  public void scale(int replicas) {
    ServiceSpec spec = store.declared().spec();
    if (!(spec.mode() instanceof Mode.Replicated)) {
      throw new IllegalStateException("replicas applies to mode replicated only");
    }
    ServiceSpec scaled =
        new ServiceSpec(
            spec.namespace(),
            spec.name(),
            spec.uid(),
            new Mode.Replicated(replicas),
            spec.paused(),
            spec.update(),
            spec.rollback(),
            spec.drainOrder(),
            spec.progressDeadline(),
            spec.taskHistoryLimit(),
            spec.revisionHistoryLimit());
    apply(new Declared(scaled, store.declared().content()));
  }

  /** Annotates the service with a request. */
  public void request(Request.Kind kind, String value) {
    store.saveRequest(Optional.of(new Request(kind, value, false)));
  }

  /** Declares a node's availability. */
  public void availability(String node, Availability availability) {
    store.nodes().get(node).availability = availability;
    nodesChanged();
  }

  /** Labels a node; an empty value takes the label away. */
  public void label(String node, String key, String value) {
    Map<String, String> labels = store.nodes().get(node).labels;
    if (value.isEmpty()) {
      labels.remove(key);
    } else {
      labels.put(key, value);
    }
    nodesChanged();
  }

  /** Taints a node: what runs there stays. */
  public void taint(String node, Taint taint) {
    store.nodes().get(node).taints.add(taint);
    nodesChanged();
  }

  /** Takes the taints of a key from a node. */
  public void untaint(String node, String key) {
    store.nodes().get(node).taints.removeIf(taint -> taint.key().equals(key));
    nodesChanged();
  }

  /** Lets a node have room for so many pods. */
  public void room(String node, int pods) {
    store.nodes().get(node).room = OptionalInt.of(pods);
    nodesChanged();
  }

  /** Evicts a pod, as {@code kubectl drain} does. */
  public void evict(String pod) {
    SimulatedPod present = store.pods().get(pod);
    present.disrupted = true;
    kubelet.delete(present);
    store.changed(Change.POD);
  }

  /** Deletes a pod by hand. */
  public void deletePod(String pod) {
    kubelet.delete(store.pods().get(pod));
  }

  // what fails

  /** Lets a node fail: the control plane has lost it, its pods freeze. */
  public void nodeDown(String name) {
    SimulatedNode node = store.nodes().get(name);
    node.alive = false;
    node.health = NodeView.Health.UNKNOWN;
    node.downAt = Optional.of(agenda.now());
    nodesChanged();
  }

  /** Cuts a node off before the control plane notices: its pods freeze, and it counts as ready. */
  public void cutOff(String name) {
    store.nodes().get(name).alive = false;
  }

  /** Lets a node say that it isn't ready, as one does whose kubelet restarts. */
  public void nodeNotReady(String name) {
    SimulatedNode node = store.nodes().get(name);
    node.health = NodeView.Health.NOT_READY;
    node.downAt = Optional.of(agenda.now().plus(NOT_READY_GRACE));
    nodesChanged();
  }

  /** Lets a node come back: it does what it missed. */
  public void nodeUp(String name) {
    SimulatedNode node = store.nodes().get(name);
    node.health = NodeView.Health.READY;
    node.downAt = Optional.empty();
    node.revive();
    nodesChanged();
  }

  /** Adds a node; pods that a deleted one of its name has left are its own from now on. */
  public void addNode(String name) {
    store.nodes().put(name, new SimulatedNode(name));
    store.pods().values().stream()
        .filter(pod -> pod.nodeName.equals(name))
        .forEach(kubelet::takeOver);
    nodesChanged();
  }

  /**
   * Deletes a node as {@code kubectl delete node} does: its kubelet is heard of no more, and what
   * was on it stands there until the control plane collects it (mechanics 6).
   */
  public void deleteNode(String name) {
    store.nodes().remove(name);
    agenda.after(
        COLLECTED_AFTER,
        () -> {
          if (!store.nodes().containsKey(name)) {
            removePods(name);
          }
        });
    nodesChanged();
  }

  /** Removes a node with all that is on it. */
  public void removeNode(String name) {
    store.nodes().remove(name);
    removePods(name);
    nodesChanged();
  }

  private void removePods(String name) {
    List<SimulatedPod> lost =
        store.pods().values().stream().filter(pod -> pod.nodeName.equals(name)).toList();
    for (SimulatedPod pod : lost) {
      pod.phase = PodView.Phase.FAILED;
      pod.disrupted = true;
      store.removePod(pod);
    }
  }

  /** Ends the operator; what was not written is lost. */
  public void killOperator() {
    operator.kill();
  }

  /** Starts an operator that knows only what is in the cluster. */
  public void startOperator() {
    store.forgetGonePods();
    operator.start();
  }

  /** Has single tasks of those made from now on go and behave as scripted. */
  public void follow(TaskScript script) {
    behaviours.follow(script);
    scheduler.follow(script);
  }

  /** Gives containers that start from now on another script. */
  public void behave(List<BehaviourRule> rules) {
    behaviours.replace(rules);
  }

  // for an operator of a test's own, beside which the cluster's is killed

  Agenda agenda() {
    return agenda;
  }

  Store store() {
    return store;
  }

  Writes apiServer() {
    return apiServer;
  }

  private void nodesChanged() {
    store.changed(Change.NODE);
  }
}
