package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is observed, brought up to date and sorted into slots: the one thing that all rules read.
 */
final class World {
  private final ServiceView view;
  private final Instant now;
  private final NodeLoss loss;
  private final Map<String, Revision> byHash;
  private final TaskStates states;
  private final SortedMap<SlotId, Slot> slots;
  private final List<Task> tasks;

  World(ServiceView view, Instant now) {
    this.view = view;
    this.now = now;
    this.loss = new NodeLoss(view, now);
    this.byHash =
        view.revisions().values().stream()
            .collect(Collectors.toMap(Revision::hash, r -> r, (a, b) -> a));
    this.states = new TaskStates(this, now);
    this.slots = group();
    this.tasks = slots.values().stream().flatMap(slot -> slot.tasks().stream()).toList();
  }

  ServiceSpec spec() {
    return view.spec();
  }

  Memory memory() {
    return view.memory();
  }

  ServiceView view() {
    return view;
  }

  Instant now() {
    return now;
  }

  /** All slots, ascending. */
  SortedMap<SlotId, Slot> slots() {
    return slots;
  }

  /** The tasks of all slots, slot by slot. */
  List<Task> tasks() {
    return tasks;
  }

  /** The present iteration of a job; 0 for services. */
  int iteration() {
    return memory().job().map(JobIteration::index).orElse(0);
  }

  /** Whether a task belongs to an earlier run of the job: nothing is to become of it any more. */
  boolean outdated(Task task) {
    return outdated(task.identity());
  }

  boolean outdated(TaskIdentity task) {
    return spec().mode().job() && task.iteration() != iteration();
  }

  /** Whether a node meets the constraints of what the service is meant to run (S§9.1). */
  boolean meetsConstraints(NodeView node) {
    return target().placement().allows(node);
  }

  /** How many tasks of the service a node takes now, whatever they run; 0: any number. */
  int maxReplicasPerNode() {
    return target().placement().maxReplicasPerNode();
  }

  /** What the service is meant to run. */
  Revision target() {
    return revision(memory().currentRevision());
  }

  /** A revision by its number; what the spec says if there is no such revision any more. */
  Revision revision(long number) {
    return Optional.ofNullable(view.revisions().get(number)).orElse(view.specRevision());
  }

  /**
   * When a run began: an automatic rollback shows the start of the update that failed, its hold
   * tells its own.
   */
  Instant begun(Rollout run) {
    return memory()
        .hold()
        .map(Hold::since)
        .filter(since -> since.isAfter(run.startedAt()))
        .orElse(run.startedAt());
  }

  /** Whether a task runs what it should ({@link Dirtiness}). */
  boolean clean(Task task) {
    return !Dirtiness.dirty(this, task);
  }

  /**
   * The restart policy that a task was made with (S§4.2); Swarm's default if its revision is gone.
   */
  RestartPolicy restartPolicy(Task task) {
    return known(task.identity().revision()).map(Revision::restart).orElse(RestartPolicy.DEFAULT);
  }

  /** A revision by its hash; empty when it is gone. */
  Optional<Revision> known(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** The instant by which a task with a pod must run, if a progress deadline is set. */
  Optional<Instant> deadline(Task task) {
    return states.deadline(task.now());
  }

  boolean nodeGone(String node) {
    return loss.gone(node);
  }

  boolean nodeDown(String node) {
    return loss.down(node);
  }

  /** Whether a node takes nothing new: it is drained or paused. */
  boolean takesNothingNew(String node) {
    return node(node).map(n -> n.availability() != Availability.ACTIVE).orElse(false);
  }

  Optional<NodeView> node(String name) {
    return Optional.ofNullable(view.nodes().get(name));
  }

  private SortedMap<SlotId, Slot> group() {
    Map<SlotId, List<ObservedTask>> observed =
        view.tasks().stream()
            .filter(World::exists)
            .collect(
                Collectors.groupingBy(t -> t.identity().slot(), TreeMap::new, Collectors.toList()));
    SortedMap<SlotId, Slot> result = new TreeMap<>();
    observed.forEach((id, tasks) -> result.put(id, new Slot(id, assess(tasks))));
    return result;
  }

  /** What is last known of a pod counts only for a task that is still remembered. */
  static boolean exists(ObservedTask task) {
    return task.record().isPresent() || task.pod().map(p -> !p.gone()).orElse(false);
  }

  private List<Task> assess(List<ObservedTask> unordered) {
    List<ObservedTask> tasks = new ArrayList<>(unordered);
    tasks.sort(Comparator.comparingInt(t -> t.identity().attempt()));
    List<Task> result = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      List<ObservedTask> later = tasks.subList(i + 1, tasks.size());
      result.add(task(tasks.get(i), states.assess(tasks.get(i), successor(later))));
    }
    return result;
  }

  /**
   * The next task; or the one that a rollout lets wait until all older ones have stopped, also
   * where tasks that failed stand between.
   */
  private static Optional<ObservedTask> successor(List<ObservedTask> later) {
    return later.stream()
        .filter(t -> TaskStates.waits(t) && t.identity().reason().byUpdater())
        .findFirst()
        .or(() -> later.stream().findFirst());
  }

  private Task task(ObservedTask observed, TaskRecord record) {
    String node = record.nodeName();
    boolean disrupted = observed.pod().map(PodView::disrupted).orElse(false);
    boolean drains = node(node).map(n -> n.availability() == Availability.DRAIN).orElse(false);
    return new Task(record, observed.record(), observed.pod(), disrupted, nodeDown(node), drains);
  }
}
