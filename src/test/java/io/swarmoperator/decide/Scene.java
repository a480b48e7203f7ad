package io.swarmoperator.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** All that a decision in a table is taken from: service {@code ping} on nodes n1 to n3. */
final class Scene {
  private static final RolloutPolicy POLICY =
      new RolloutPolicy(
          1, Duration.ZERO, UpdateOrder.STOP_FIRST, FailureAction.PAUSE, Duration.ofSeconds(5), 0);

  private final Map<Long, Revision> revisions = new TreeMap<>();
  private final Map<String, NodeView> nodes = new TreeMap<>();
  private final List<Sketch> tasks = new ArrayList<>();
  private long spec = 1;
  private Mode mode = new Mode.Replicated(1);
  private boolean paused;
  private RolloutPolicy update = POLICY;
  private Optional<Duration> deadline = Optional.empty();
  private int history = 5;
  private int revisionHistory = 10;
  private Optional<Request> request = Optional.empty();
  private Memory memory =
      new Memory(
          1,
          1,
          0,
          List.of(1L),
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          Optional.empty(),
          Optional.empty());

  Scene() {
    revision(1);
    Arrays.asList("n1", "n2", "n3").forEach(n -> node(n, Availability.ACTIVE));
  }

  Scene replicas(int number) {
    return mode(new Mode.Replicated(number));
  }

  Scene mode(Mode other) {
    mode = other;
    return this;
  }

  /** A job's iteration, of revision 1 and the mode as it is. */
  Scene iteration(int index) {
    String of =
        mode instanceof Mode.ReplicatedJob job
            ? "hash-1/" + job.maxConcurrent() + "/" + job.totalCompletions()
            : "hash-1";
    return memory(m -> m.withJob(new JobIteration(index, Sketch.NOW, of)));
  }

  Scene paused() {
    paused = true;
    return this;
  }

  Scene update(RolloutPolicy policy) {
    update = policy;
    return this;
  }

  static RolloutPolicy policy(FailureAction action, double ratio, String delay) {
    return new RolloutPolicy(
        1,
        Duration.parse("PT" + delay),
        UpdateOrder.STOP_FIRST,
        action,
        Duration.ofSeconds(5),
        ratio);
  }

  Scene deadline(Duration duration) {
    deadline = Optional.of(duration);
    return this;
  }

  Scene history(int limit) {
    history = limit;
    return this;
  }

  Scene revisionHistory(int limit) {
    revisionHistory = limit;
    return this;
  }

  /** What the spec says. */
  Scene spec(long revision) {
    spec = revision;
    return revisions.containsKey(revision) ? this : revision(revision);
  }

  Scene revision(long number) {
    return restart(number, RestartPolicy.DEFAULT);
  }

  Scene restart(long revision, RestartPolicy policy) {
    String hash = "hash-" + revision;
    revisions.put(
        revision,
        new Revision(revision, hash, "app:" + revision, policy, Placement.NONE, hash, hash));
    return this;
  }

  /** Where a revision's tasks may go. */
  Scene placement(long revision, Placement placement) {
    Revision r = revisions.get(revision);
    revisions.put(
        revision,
        new Revision(
            revision, r.hash(), r.image(), r.restart(), placement, r.unplacedHash(), r.template()));
    return this;
  }

  /** A revision that differs from another one in placement only. */
  Scene placedLike(long revision, long other, Placement placement) {
    Revision r = revisions.get(revision);
    revisions.put(
        revision,
        new Revision(
            revision,
            r.hash(),
            r.image(),
            r.restart(),
            placement,
            revisions.get(other).unplacedHash(),
            r.template()));
    return this;
  }

  Scene revision(Revision revision) {
    revisions.put(revision.number(), revision);
    return this;
  }

  Scene noRevision(long number) {
    revisions.remove(number);
    return this;
  }

  Scene node(String name, Availability availability) {
    return node(name, availability, NodeView.Health.READY, Optional.empty(), 0);
  }

  Scene down(String name) {
    return node(
        name,
        Availability.ACTIVE,
        NodeView.Health.UNKNOWN,
        Optional.of(Sketch.NOW.minusSeconds(1)),
        0);
  }

  Scene node(
      String name,
      Availability availability,
      NodeView.Health health,
      Optional<Instant> downAt,
      int others) {
    Map<String, String> labels =
        nodes.containsKey(name)
            ? nodes.get(name).labels()
            : Map.of(NodeAttribute.HOSTNAME_LABEL, name);
    nodes.put(name, new NodeView(name, availability, health, downAt, others, labels, List.of()));
    return this;
  }

  /** Nodes n1 to nN. */
  Scene nodes(int count) {
    nodes.clear();
    IntStream.rangeClosed(1, count).forEach(n -> node("n" + n, Availability.ACTIVE));
    return this;
  }

  /** A node that is available and has these labels. */
  Scene labels(String name, Map<String, String> labels) {
    nodes.put(
        name,
        new NodeView(
            name,
            Availability.ACTIVE,
            NodeView.Health.READY,
            Optional.empty(),
            0,
            labels,
            List.of()));
    return this;
  }

  Scene unavailable(String name) {
    return node(name, Availability.PAUSE);
  }

  Scene noNode(String name) {
    nodes.remove(name);
    return this;
  }

  Scene tasks(Sketch... sketches) {
    return tasks(Arrays.asList(sketches));
  }

  Scene tasks(List<Sketch> sketches) {
    tasks.addAll(sketches);
    return this;
  }

  Scene noTasks() {
    tasks.clear();
    return this;
  }

  Scene request(Request.Kind kind, String value) {
    request = Optional.of(new Request(kind, value, false));
    return this;
  }

  /** A request that a tool would make again at every sync. */
  Scene declared(Request.Kind kind, String value) {
    request = Optional.of(new Request(kind, value, true));
    return this;
  }

  Scene noRequest() {
    request = Optional.empty();
    return this;
  }

  Scene memory(UnaryOperator<Memory> change) {
    memory = change.apply(memory);
    return this;
  }

  Scene rollout(RolloutState state, int slots) {
    return memory(
        m ->
            m.withRollout(
                Optional.of(
                    new Rollout(
                        state,
                        "update in progress",
                        Sketch.NOW.minusSeconds(600),
                        Optional.empty(),
                        1,
                        2,
                        1,
                        slots,
                        0))));
  }

  ServiceView view() {
    ServiceSpec service =
        new ServiceSpec(
            "default",
            "ping",
            "uid",
            mode,
            paused,
            update,
            POLICY,
            UpdateOrder.STOP_FIRST,
            deadline,
            history,
            revisionHistory);
    return new ServiceView(
        service,
        revisions.get(spec),
        memory,
        revisions,
        tasks.stream().map(Sketch::observed).toList(),
        nodes,
        request);
  }

  World world() {
    return new World(view(), Sketch.NOW);
  }

  RestartSupervisor restarts() {
    return new RestartSupervisor(world());
  }

  Slots slots() {
    return new Slots(world(), restarts());
  }

  /** The task as it is now, by slot and attempt. */
  Task task(int slot, int attempt) {
    return task(SlotId.numbered(slot), attempt);
  }

  /** The task as it is now, by slot and attempt. */
  Task task(SlotId slot, int attempt) {
    return world().slots().get(slot).tasks().stream()
        .filter(t -> t.attempt() == attempt)
        .findFirst()
        .orElseThrow();
  }

  Plan plan() {
    return Planner.plan(view(), Sketch.NOW);
  }

  /** Writes down what is to be remembered, and goes on from there. */
  Memory remember() {
    memory = Transitions.of(view(), Sketch.NOW).memory();
    return memory;
  }
}
