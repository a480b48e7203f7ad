package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ClusterListener;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.Writes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A service to which anything happens, at random but repeatable, and what must hold throughout. */
final class RandomWalk implements ClusterListener {
  private static final Duration LONG = Duration.ofHours(2);
  private static final List<String> NODES = List.of("n1", "n2", "n3");

  private final WalkedMode mode;
  private final Random random;
  private final boolean lossy;
  private final boolean startFirst;
  private final Simulation simulation;
  private final SimulatedCluster cluster;
  private final List<String> done = new ArrayList<>();
  private final List<String> offences = new ArrayList<>();
  private final Set<String> forgotten = new HashSet<>();
  private final Set<String> recorded = new HashSet<>();
  private final Set<String> stranded = new HashSet<>();
  private final Map<String, String> uids = new HashMap<>();
  private boolean paused;
  private boolean dead;
  private boolean calm;
  private boolean changed;

  RandomWalk(long seed, WalkedMode mode) {
    this.mode = mode;
    random = new Random(seed);
    lossy = random.nextInt(3) == 0;
    startFirst = random.nextInt(3) == 0;
    Setting setting =
        Setting.nodes(3)
            .behaving(mode.rules())
            .withLazyRecords()
            .withFaults(UnaryOperator.identity(), inner -> lossy ? losing(inner) : inner);
    simulation = Simulation.in(setting, declared(random));
    cluster = simulation.cluster();
    cluster.listen(this);
    cluster.afterEachEvent(this::look);
  }

  private ServiceBuilder declared(Random dice) {
    String delay = dice.nextBoolean() ? "0s" : "4s";
    FailureAction action = List.of(FailureAction.values()).get(dice.nextInt(3));
    ServiceBuilder plain =
        service()
            .mode(mode.mode())
            .update(u -> u.delay(delay).parallelism(dice.nextInt(3)).onFailure(action))
            .rollback(u -> u.parallelism(dice.nextInt(3)));
    if (!startFirst || mode.mode().job()) {
      return plain;
    }
    ServiceBuilder overlapping = plain.update(u -> u.startFirst());
    return mode.mode().perNode() ? overlapping : overlapping.drain(UpdateOrder.START_FIRST);
  }

  /** Does so many things and lets some time pass after each. */
  RandomWalk walk(int steps) {
    for (int i = 0; i < steps; i++) {
      something();
      cluster.runFor(Duration.ofMillis(random.nextInt(12_000)));
    }
    return this;
  }

  /** Everything is well again: the service must come to what is declared, and to rest. */
  RandomWalk recover() {
    say("recover");
    calm = true;
    if (dead) {
      start();
    }
    NODES.forEach(n -> cluster.availability(n, Availability.ACTIVE));
    NODES.forEach(cluster::nodeUp);
    cluster.behave(mode.rules());
    mode.letItEnd(simulation);
    pause(false);
    rest();
    for (int i = 0;
        i < 2 && cluster.memory().rollout().map(r -> r.state().paused()).orElse(false);
        i++) {
      simulation.resume();
      rest();
    }
    checkRest();
    return this;
  }

  List<String> offences() {
    return offences;
  }

  String story() {
    return String.join("\n", done) + "\n" + simulation.lines();
  }

  private void rest() {
    if (!cluster.settle(LONG)) {
      offences.add("not at rest");
    }
  }

  private void say(String what) {
    done.add(
        Duration.between(java.time.Instant.parse("2026-01-01T00:00:00Z"), cluster.now()).toMillis()
                / 1000.0
            + " "
            + what);
  }

  private void something() {
    String node = NODES.get(random.nextInt(3));
    switch (random.nextInt(15)) {
      case 0, 1 -> say(mode.resize(simulation, random));
      case 2, 3 -> image("app:" + (1 + random.nextInt(3)));
      case 4 -> availability(node, Availability.DRAIN);
      case 5 -> availability(node, List.of(Availability.values()).get(random.nextInt(2)));
      case 6 -> down(node);
      case 7, 8 -> up(node);
      case 9 -> anyPod().ifPresent(this::evict);
      case 10 -> anyPod().ifPresent(this::delete);
      case 11 -> request();
      case 12 -> pause(random.nextBoolean());
      case 13 -> killOrStart();
      default -> behave();
    }
  }

  private void image(String image) {
    say("image " + image);
    simulation.change(s -> s.image(image));
  }

  private void availability(String node, Availability value) {
    say(node + " " + value);
    cluster.availability(node, value);
  }

  private void down(String node) {
    boolean shortly = random.nextBoolean();
    say(node + (shortly ? " not ready" : " down"));
    if (shortly) {
      cluster.nodeNotReady(node);
    } else {
      cluster.nodeDown(node);
    }
  }

  private void up(String node) {
    say(node + " up");
    cluster.nodeUp(node);
  }

  private void evict(String pod) {
    say("evict " + pod);
    cluster.evict(pod);
  }

  private void delete(String pod) {
    say("delete " + pod);
    cluster.deletePod(pod);
  }

  private void request() {
    boolean back = random.nextInt(3) > 0;
    say(back ? "rollback previous" : "resume");
    if (back) {
      simulation.rollback("previous");
    } else {
      simulation.resume();
    }
  }

  private void pause(boolean value) {
    if (value != paused && !mode.mode().job()) {
      say("paused " + value);
      paused = value;
      simulation.change(s -> s.paused(value));
    }
  }

  private void killOrStart() {
    if (dead) {
      start();
    } else {
      say("operator killed");
      dead = true;
      cluster.killOperator();
    }
  }

  private void start() {
    say("operator starts");
    dead = false;
    cluster.startOperator();
  }

  private void behave() {
    Behaviour behaviour =
        switch (random.nextInt(4)) {
          case 0 ->
              Behaviour.DEFAULT.exits(random.nextInt(2), Duration.ofSeconds(random.nextInt(8)));
          case 1 -> mode.behaviour().stopsAfter(Duration.ofSeconds(20), 0);
          case 2 -> Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED);
          default -> Behaviour.DEFAULT.with(Behaviour.Start.POD_REFUSED);
        };
    int slot = 1 + random.nextInt(3);
    say("slot " + slot + " behaves as " + behaviour);
    List<BehaviourRule> rules = new ArrayList<>(mode.rules());
    rules.add(0, BehaviourRule.all(behaviour).slot(mode.slot(slot)));
    cluster.behave(rules);
  }

  private Optional<String> anyPod() {
    List<String> pods =
        cluster.view().tasks().stream()
            .filter(t -> t.pod().map(p -> !p.gone()).orElse(false))
            .map(t -> t.identity().name())
            .toList();
    return pods.isEmpty() ? Optional.empty() : Optional.of(pods.get(random.nextInt(pods.size())));
  }

  private Writes losing(Writes inner) {
    return new Writes() {
      @Override
      public Writes.Outcome write(Action action) {
        return lost(() -> inner.write(action));
      }

      @Override
      public Writes.Outcome write(Memory expected, Memory memory, ServiceStatus status) {
        return lost(() -> inner.write(expected, memory, status));
      }
    };
  }

  private Writes.Outcome lost(java.util.function.Supplier<Writes.Outcome> write) {
    int dice = calm ? 99 : random.nextInt(20);
    if (dice == 0) {
      return Writes.Outcome.FAILED;
    }
    Writes.Outcome outcome = write.get();
    return dice == 1 && outcome == Writes.Outcome.DONE ? Writes.Outcome.FAILED : outcome;
  }

  // what must hold

  @Override
  public void changed() {
    changed = true;
  }

  @Override
  public void recordSaved(Optional<TaskRecord> before, TaskRecord after) {
    if (before.isEmpty() && forgotten.contains(after.identity().name())) {
      offend("a forgotten task is back: " + after);
    }
    boolean handedOut =
        before.isEmpty()
            && after.identity().reason().byUpdater()
            && !uids.containsKey(after.identity().name());
    if (handedOut && paused && after.createdAt().equals(cluster.now())) {
      offend("handed out while paused: " + after);
    }
    before
        .filter(b -> b.state().ended() && b.state() != after.state())
        .ifPresent(b -> offend("an end changed: " + b + " to " + after));
    before
        .filter(b -> b.desired().compareTo(after.desired()) > 0)
        .ifPresent(b -> offend("desired state went down: " + b + " to " + after));
  }

  @Override
  public void recordDeleted(TaskRecord before) {
    forgotten.add(before.identity().name());
  }

  private void offend(String what) {
    offences.add(
        Duration.between(java.time.Instant.parse("2026-01-01T00:00:00Z"), cluster.now()).toMillis()
                / 1000.0
            + " "
            + what);
  }

  private void look() {
    if (!changed) {
      return;
    }
    changed = false;
    ServiceView view = cluster.view();
    Map<SlotId, List<TaskIdentity>> atWork = new HashMap<>();
    for (ObservedTask task : view.tasks()) {
      task.pod().filter(p -> !p.gone()).ifPresent(pod -> see(view, task, pod, atWork));
    }
    atWork.forEach(
        (slot, tasks) -> {
          if (startFirst ? crowded(tasks) : tasks.size() > 1) {
            offend("together in slot " + slot + ": " + tasks);
          }
        });
  }

  /**
   * A start-first step that another update interrupts leaves its task beside the old one and the
   * next one's (S§5.8), but no update makes two; a drain or a restart puts one beside another.
   */
  private static boolean crowded(List<TaskIdentity> tasks) {
    List<Integer> rollouts =
        tasks.stream().filter(t -> t.reason().byUpdater()).map(TaskIdentity::rollout).toList();
    return tasks.size() - rollouts.size() > 2 || Set.copyOf(rollouts).size() < rollouts.size();
  }

  private void see(
      ServiceView view, ObservedTask task, PodView pod, Map<SlotId, List<TaskIdentity>> atWork) {
    String name = task.identity().name();
    // a pod that came and went while nobody recorded it leaves no trace: its name may be used again
    String uid = recorded.contains(name) ? uids.get(name) : pod.uid();
    uids.put(name, uid);
    if (task.record().filter(r -> r.desired() != DesiredState.READY).isPresent()) {
      recorded.add(name);
    }
    if (!uid.equals(pod.uid()) && recorded.contains(name)) {
      offend("a name was used twice: " + name);
    }
    NodeView node = view.nodes().get(pod.nodeName());
    if (node != null && node.downBy(cluster.now())) {
      stranded.add(name);
    }
    // start-first waits for nobody: what several updates told to stop may all still be at it
    boolean passing = startFirst && pod.deleting();
    if (!pod.finished() && !stranded.contains(name) && !passing) {
      atWork.computeIfAbsent(task.identity().slot(), s -> new ArrayList<>()).add(task.identity());
    }
  }

  private void checkRest() {
    ServiceView view = cluster.view();
    offences.addAll(Upshot.leftovers(view));
    Plan plan = Planner.plan(view, cluster.now());
    if (!plan.idle() || !plan.memory().equals(view.memory()) || plan.wakeAt().isPresent()) {
      offend("not idle at rest: " + plan);
    }
    World world = new World(view, cluster.now());
    mode.wrong(world).ifPresent(this::offend);
    world.slots().values().stream()
        .filter(s -> s.tasks().size() > 5)
        .forEach(s -> offend("more history than the limit in slot " + s.id().word()));
  }
}
