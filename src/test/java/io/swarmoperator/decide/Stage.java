package io.swarmoperator.decide;

import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Change;
import io.swarmoperator.sim.ClusterListener;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A simulation whose operator may be interrupted; it writes down what came out at each point where
 * the scenario looks, and what must never happen in between.
 */
final class Stage {
  private static final Duration LONG = Duration.ofHours(2);

  private final Interruption interruption;
  private final Simulation simulation;
  private final List<String> outcomes = new ArrayList<>();
  private final List<String> offences = new ArrayList<>();
  private final Set<String> forgotten = new HashSet<>();
  private int together = 1;
  private boolean changed;

  Stage(int nodes, ServiceBuilder service, Interruption interruption, BehaviourRule... rules) {
    this.interruption = interruption;
    Setting setting =
        Setting.nodes(nodes)
            .behaving(List.of(rules))
            .withLazyRecords()
            .withFaults(interruption::around);
    this.simulation = Simulation.in(setting, service);
    interruption.of(this);
    cluster().afterEachEvent(interruption::eventOver);
    cluster().afterEachEvent(this::look);
    cluster()
        .listen(
            new ClusterListener() {
              @Override
              public void changed(Change change) {
                changed = true;
              }

              @Override
              public void recordSaved(Optional<TaskRecord> before, TaskRecord after) {
                if (before.isEmpty() && forgotten.contains(after.identity().name())) {
                  offences.add("a forgotten task is back: " + after);
                }
              }

              @Override
              public void recordDeleted(TaskRecord before) {
                forgotten.add(before.identity().name());
              }
            });
  }

  SimulatedCluster cluster() {
    return simulation.cluster();
  }

  Simulation simulation() {
    return simulation;
  }

  /** How many tasks of a slot may be at work at once from now on. */
  Stage together(int number) {
    together = number;
    return this;
  }

  Stage change(UnaryOperator<ServiceBuilder> change) {
    simulation.change(change);
    return this;
  }

  /**
   * Creates the service without an interruption: where its tasks land depends on when they come.
   */
  Stage created() {
    interruption.off();
    settle();
    interruption.on();
    return this;
  }

  /** Lets time pass until nothing more happens, and writes down what came out. */
  Stage settle() {
    runUntil(cluster().now().plus(LONG));
    if (cluster().next().isPresent()) {
      offences.add("not at rest after " + LONG);
    }
    outcomes.add(Upshot.of(cluster().view()));
    offences.addAll(Upshot.leftovers(cluster().view()));
    return this;
  }

  /** Lets so much time pass. */
  Stage run(Duration duration) {
    Instant end = cluster().now().plus(duration);
    runUntil(end);
    cluster().runUntil(end);
    return this;
  }

  /** Lets time pass until so many slots run an image. */
  Stage runUntilRunning(int slots, String image) {
    Instant latest = cluster().now().plus(LONG);
    while (running(image) < slots) {
      if (cluster().now().isAfter(latest)) {
        throw new IllegalStateException(image + " doesn't come to run in " + slots + " slots");
      }
      Instant end = cluster().now().plusMillis(100);
      runUntil(end);
      cluster().runUntil(end);
    }
    return this;
  }

  private long running(String image) {
    return cluster().view().tasks().stream()
        .filter(t -> t.identity().image().equals(image))
        .filter(t -> t.record().map(r -> r.state() == TaskState.RUNNING).orElse(false))
        .count();
  }

  /** The pod of a slot's live task. */
  String pod(int slot) {
    return cluster().view().tasks().stream()
        .filter(t -> t.identity().slot().number() == slot && t.pod().isPresent())
        .map(t -> t.identity().name())
        .findFirst()
        .orElseThrow();
  }

  List<String> outcomes() {
    return outcomes;
  }

  List<String> offences() {
    return offences;
  }

  private void runUntil(Instant end) {
    while (true) {
      Optional<Instant> back = interruption.back().filter(b -> !b.isAfter(end));
      Optional<Instant> next = cluster().next().filter(n -> !n.isAfter(end));
      if (back.isPresent() && next.map(n -> !n.isBefore(back.get())).orElse(true)) {
        cluster().runUntil(back.get().minusNanos(1));
        cluster().runFor(Duration.between(cluster().now(), back.get()));
        interruption.restarted();
      } else if (next.isPresent()) {
        cluster().step();
      } else {
        break;
      }
    }
  }

  private void look() {
    if (!changed) {
      return;
    }
    changed = false;
    for (var slot : Upshot.atWork(cluster().view()).entrySet()) {
      if (slot.getValue().size() > together) {
        offences.add(
            cluster().now() + " together in slot " + slot.getKey() + ": " + slot.getValue());
      }
    }
  }
}
