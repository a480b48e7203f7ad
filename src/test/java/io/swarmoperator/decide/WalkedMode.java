package io.swarmoperator.decide;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What is particular to a mode in a random walk: how its size changes, and what it comes to. */
final class WalkedMode {
  private static final String FOURTH = "n4";

  private Mode mode;

  WalkedMode(Mode mode) {
    this.mode = mode;
  }

  Mode mode() {
    return mode;
  }

  /** One of its first slots. */
  SlotId slot(int number) {
    return mode.perNode() ? SlotId.onNode("n" + number) : SlotId.numbered(number);
  }

  /** What its containers do when nothing is wrong: a job's come to an end. */
  Behaviour behaviour() {
    return mode.job() ? Behaviour.DEFAULT.exits(0, Duration.ofSeconds(6)) : Behaviour.DEFAULT;
  }

  List<BehaviourRule> rules() {
    return List.of(BehaviourRule.all(behaviour()));
  }

  /** Changes how many tasks there are to be, and says how. */
  String resize(Simulation simulation, Random random) {
    if (mode.perNode()) {
      return fourthNode(simulation.cluster());
    }
    int number = random.nextInt(7);
    mode =
        mode.job()
            ? new Mode.ReplicatedJob(random.nextInt(4), number)
            : new Mode.Replicated(number);
    simulation.change(s -> s.mode(mode));
    return mode.toString();
  }

  private static String fourthNode(SimulatedCluster cluster) {
    if (cluster.view().nodes().containsKey(FOURTH)) {
      cluster.removeNode(FOURTH);
      return FOURTH + " removed";
    }
    cluster.addNode(FOURTH);
    return FOURTH + " added";
  }

  /** A job that works on nothing at a time would never come to its end. */
  void letItEnd(Simulation simulation) {
    if (mode instanceof Mode.ReplicatedJob job && job.maxConcurrent() == 0) {
      mode = new Mode.ReplicatedJob(2, job.totalCompletions());
      simulation.change(s -> s.mode(mode));
    }
  }

  /** What is wrong with the outcome; empty when it is as declared. */
  Optional<String> wrong(World world) {
    long right = world.slots().values().stream().filter(slot -> asMeant(world, slot)).count();
    boolean others = !mode.job() && world.slots().size() != wanted(world);
    return right == wanted(world) && !others
        ? Optional.empty()
        : Optional.of("not as declared: " + Upshot.of(world.view()));
  }

  private int wanted(World world) {
    if (mode instanceof Mode.Replicated replicated) {
      return replicated.replicas();
    }
    return mode instanceof Mode.ReplicatedJob job
        ? job.totalCompletions()
        : world.view().nodes().size();
  }

  private boolean asMeant(World world, Slot slot) {
    if (mode.job()) {
      boolean gone = world.nodeGone(slot.id().node());
      return !gone && slot.newest().completed() && !world.outdated(slot.newest());
    }
    return slot.live().size() == 1
        && slot.live().get(0).running()
        && slot.live().get(0).identity().revision().equals(world.target().hash());
  }
}
