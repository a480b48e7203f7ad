package io.swarmoperator.faults;

import io.swarmoperator.sim.ApiObject.Kind;
import io.swarmoperator.sim.OpenCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The operator's processes: one leads, and takes part in what is done to it. */
public final class Operators {
  /** So long may what a process wrote last be on its way to the other's caches. */
  private static final Duration AFTERMATH = Duration.ofSeconds(3);

  /** By then all that the one before has sent has arrived. */
  private static final Duration QUICKEST = Duration.ofMillis(100);

  private final OpenCluster cluster;
  private final Parts parts;
  private final Api api;
  private final Mishaps mishaps = new Mishaps();
  private final Network network;
  private final Map<Kind, Duration> lags;
  private final List<Replica> leaders = new ArrayList<>();
  private Duration downFor = Duration.ofSeconds(1);
  private boolean awaited;

  /** Whether the lease is about to go from one process to another: there are never three. */
  private boolean contested;

  private Instant contestedUntil = Instant.MIN;
  private Instant troubledUntil = Instant.MIN;

  /**
   * No process yet.
   *
   * @param slowest milliseconds that a request may take
   * @param lags how late the watches of each kind are
   */
  public Operators(
      OpenCluster cluster, Parts parts, long seed, int slowest, Map<Kind, Duration> lags) {
    this.cluster = cluster;
    this.parts = parts;
    this.api = parts.api().apply(cluster);
    this.network = new Network(cluster, mishaps, seed, slowest, this::troubled);
    this.lags = lags;
  }

  /** Starts one. */
  public void start() {
    awaited = false;
    troubled(Duration.ZERO);
    Replica replica = replica();
    leaders.add(replica);
    replica.startFresh();
  }

  private Replica replica() {
    return new Replica(parts, api, network, lags, this::died);
  }

  /** Has a fate befall a write, after so many that are spared. */
  public void befall(Mishaps.Fate fate, int spared, Duration down) {
    downFor = down;
    mishaps.arm(fate, spared);
  }

  /** Lets the watch of a kind show nothing for a while. */
  public void stall(Kind kind, Duration time) {
    troubled(time);
    leaders.forEach(leader -> leader.caches().stall(kind, time));
  }

  /** Kills the leader wherever it stands; another is started after a while. */
  public void kill(Duration down) {
    downFor = down;
    List.copyOf(leaders).stream().findFirst().ifPresent(Replica::die);
  }

  private void died() {
    leaders.removeIf(leader -> leader.process().dead());
    replaceLost();
  }

  private void replaceLost() {
    if (leaders.isEmpty() && !awaited) {
      awaited = true;
      cluster.after(
          downFor.compareTo(QUICKEST) > 0 ? downFor : QUICKEST,
          () -> {
            if (awaited) {
              start();
            }
          });
    }
  }

  /**
   * Another process leads, though the first one does too for a while.
   *
   * @param overlap how long both lead
   * @param stale how long the new leader is not shown what happens
   */
  public void secondLeader(Duration overlap, Duration stale) {
    if (contested) {
      return;
    }
    contested = true;
    troubled(overlap.plus(stale));
    List<Replica> before = List.copyOf(leaders);
    Replica next = replica();
    next.standBy();
    for (Kind kind : Kind.values()) {
      next.caches().stall(kind, stale);
    }
    leaders.add(next);
    awaited = false;
    next.lead();
    cluster.after(overlap, () -> retire(before));
  }

  /**
   * The leader's machine stands still; the lease goes to another process; the first one wakes up
   * and acts on what it has in mind until it finds the lease lost.
   */
  public void freeze(Duration time, Duration overlap) {
    Optional<Replica> leader = leaders.stream().findFirst();
    if (leader.isEmpty() || contested) {
      return;
    }
    contested = true;
    troubled(time.plus(overlap));
    Replica frozen = leader.get();
    frozen.process().freeze();
    Replica next = replica();
    next.standBy();
    cluster.after(
        time.dividedBy(2),
        () -> {
          if (leaders.stream().allMatch(frozen::equals)) {
            awaited = false;
            leaders.add(next);
            next.lead();
          }
        });
    cluster.after(time, frozen.process()::thaw);
    cluster.after(time.plus(overlap), () -> retire(List.of(frozen)));
  }

  private void retire(List<Replica> processes) {
    contested = false;
    contestedUntil = cluster.now().plus(AFTERMATH);
    processes.forEach(Replica::retire);
    leaders.removeAll(processes);
    replaceLost();
  }

  /** Nothing befalls anyone any more. */
  public void calm() {
    mishaps.disarm();
    leaders.forEach(leader -> leader.caches().hasten());
    replaceLost();
  }

  /** Whether two processes act, or did a moment ago. */
  public boolean contested() {
    return contested || cluster.now().isBefore(contestedUntil);
  }

  /** Whether two processes have ever acted. */
  public boolean everContested() {
    return contested || contestedUntil.isAfter(Instant.MIN);
  }

  private void troubled(Duration time) {
    Instant until = cluster.now().plus(time);
    troubledUntil = until.isAfter(troubledUntil) ? until : troubledUntil;
  }

  /** Until when something has befallen them, as far as is known. */
  public Instant troubledUntil() {
    return leaders.isEmpty() || contested() ? cluster.now() : troubledUntil;
  }

  /**
   * Lets events of the cluster happen, in whichever thread is at work.
   *
   * @param event lets the next one happen; false when there is none
   */
  public static void run(BooleanSupplier event) {
    Loop.run(event);
  }

  /** Ends them all: nobody looks any more. */
  public void end() {
    leaders.forEach(Replica::retire);
  }

  /** Makes the leaders decide once more, though nothing has changed. */
  public void wake() {
    leaders.forEach(Replica::trigger);
  }
}
