package io.swarmoperator.faults;

import io.swarmoperator.sim.OpenCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running program: what it has in mind ends with it, and waits while it is frozen. */
final class RunningProgram {
  private final OpenCluster cluster;
  private final List<Runnable> missed = new ArrayList<>();
  private final List<Strand> strands = new ArrayList<>();
  private boolean dead;
  private boolean frozen;

  RunningProgram(OpenCluster cluster) {
    this.cluster = cluster;
  }

  boolean dead() {
    return dead;
  }

  void die() {
    dead = true;
    missed.clear();
    List.copyOf(strands).stream().filter(Strand::paused).forEach(Strand::resume);
  }

  /** What it has begun and not ended. */
  List<Strand> strands() {
    return strands;
  }

  /** Has blocking work done later, if the process lives then. */
  void begin(Duration delay, Runnable work) {
    Runnable unused = after(delay, () -> begin(work));
  }

  /** The machine stands still: nothing of what is due happens before it goes on. */
  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
    List<Runnable> due = List.copyOf(missed);
    missed.clear();
    Loop.apart(() -> due.forEach(this::now));
  }

  /** Begins blocking work as the last that an event does. */
  void begin(Runnable work) {
    Strand.beginLast(this, work);
  }

  /**
   * Has something done later, if the process lives then.
   *
   * @return takes it back
   */
  Runnable after(Duration delay, Runnable work) {
    return cluster.after(delay, () -> now(work));
  }

  private void now(Runnable work) {
    if (frozen) {
      missed.add(work);
    } else if (!dead) {
      work.run();
    }
  }
}
