package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the service's status shows of its tasks (S§2.4) and of its update (S§5.9), and its
 * conditions as kstatus reads them (mechanics 15).
 */
final class StatusSummary {
  /**
   * Why a request is not carried out: a GitOps tool would make it again at every sync (mechanics
   * 11).
   */
  static final String DECLARED =
      "the annotation is declared by apply and would come back at every sync: use kubectl annotate instead";

  private static final String NO_NODE = "NoSuitableNode";

  private final World world;
  private final Slots slots;
  private final RestartSupervisor restarts;

  StatusSummary(World world, Slots slots, RestartSupervisor restarts) {
    this.world = world;
    this.slots = slots;
    this.restarts = restarts;
  }

  ServiceStatus status() {
    Tally tally = Tally.of(world, slots, restarts);
    Mode mode = world.spec().mode();
    return new ServiceStatus(
        tally.desired(),
        tally.running(),
        tally.updated(),
        tally.pods(),
        tally.completed(),
        tally.summary(mode),
        tally.minAvailable(mode, world.spec().update().parallelism()),
        conditions(tally));
  }

  private List<Condition> conditions(Tally tally) {
    Verdict verdict = world.spec().mode().job() ? ofJob(tally) : verdict(tally);
    String message = verdict.message() + refusal();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(new Condition("Ready", verdict.ready(), verdict.reason(), message));
    conditions.add(
        new Condition("Reconciling", verdict.reconciling(), verdict.reason(), verdict.message()));
    conditions.add(
        new Condition("Stalled", verdict.stalled(), verdict.reason(), verdict.message()));
    if (world.spec().mode().job()) {
      conditions.add(
          new Condition("Complete", verdict.ready(), verdict.reason(), verdict.message()));
    }
    return conditions;
  }

  private String refusal() {
    return world
        .view()
        .request()
        .filter(Request::declared)
        .map(r -> "; request refused: " + DECLARED)
        .orElse("");
  }

  /** What the conditions say together; never reconciling and stalled at once. */
  private record Verdict(
      boolean ready, boolean reconciling, boolean stalled, String reason, String message) {
    static Verdict ready(String reason, String message) {
      return new Verdict(true, false, false, reason, message);
    }

    static Verdict reconciling(String reason, String message) {
      return new Verdict(false, true, false, reason, message);
    }

    static Verdict stalled(String reason, String message) {
      return new Verdict(false, false, true, reason, message);
    }
  }

  private Verdict verdict(Tally tally) {
    Optional<Rollout> rollout = world.memory().rollout();
    if (rollout.isPresent() && rollout.get().state().paused()) {
      boolean back = rollout.get().state() == RolloutState.ROLLBACK_PAUSED;
      return Verdict.stalled(back ? "RollbackPaused" : "UpdatePaused", rollout.get().message());
    }
    if (rollout.isPresent() && rollout.get().state().active()) {
      return underWay(rollout.get());
    }
    int running = tally.running();
    int desired = tally.desired();
    String tasks = running + "/" + desired + " tasks running";
    Optional<Verdict> nowhere = nowhere(tasks);
    if (nowhere.isPresent()) {
      return nowhere.get();
    }
    if (tally.ended(world.spec().mode())) {
      return Verdict.stalled("TasksEnded", tasks + ", the restart policy starts no other");
    }
    boolean leftovers = !slots.surplus().isEmpty() || !slots.missing().isEmpty();
    if (running < desired || leftovers) {
      return Verdict.reconciling("UpdateInProgress", tasks);
    }
    return world.memory().hold().map(StatusSummary::held).orElse(Verdict.ready("Converged", tasks));
  }

  private Verdict ofJob(Tally tally) {
    String tasks =
        tally.completed()
            + "/"
            + tally.total()
            + " tasks completed, "
            + tally.running()
            + " running";
    Optional<Verdict> nowhere = nowhere(tasks);
    if (nowhere.isPresent()) {
      return nowhere.get();
    }
    if (!slots.kept().isEmpty() || !slots.missing().isEmpty()) {
      return Verdict.reconciling("JobInProgress", tasks);
    }
    List<String> paused = pausedWithWork();
    if (!paused.isEmpty()) {
      String nodes = "; the rest is on paused nodes: " + String.join(", ", paused);
      return Verdict.reconciling("JobInProgress", tasks + nodes);
    }
    if (tally.finished() > 0) {
      return Verdict.stalled("TasksEnded", tasks + ", the restart policy starts no other");
    }
    return tally.completed() >= tally.total()
        ? Verdict.ready("Completed", tasks)
        : new Verdict(false, false, false, "JobInProgress", tasks + "; maxConcurrent is 0");
  }

  /** Paused nodes on which a job works or is to be tried again. */
  private List<String> pausedWithWork() {
    return slots.resting().stream().filter(this::isToGoOn).map(s -> s.id().node()).toList();
  }

  private boolean isToGoOn(Slot slot) {
    return !slot.live().isEmpty()
        || (slot.newest().endedByItself() && restarts.restart(slot).isPresent());
  }

  private Verdict underWay(Rollout rollout) {
    if (world.spec().paused()) {
      return new Verdict(false, false, false, "RolloutPaused", "paused by spec.paused");
    }
    String message = rollout.message() + unplaced().map(u -> "; " + u).orElse("");
    return Verdict.reconciling(
        rollout.state().rollback() ? "RollbackInProgress" : "UpdateInProgress", message);
  }

  /** A task finds no node: waited for until its deadline, then not any more. */
  private Optional<Verdict> nowhere(String tasks) {
    return unplaceable()
        .map(why -> Verdict.stalled(NO_NODE, tasks + "; " + why))
        .or(() -> unplaced().map(why -> Verdict.reconciling(NO_NODE, tasks + "; " + why)));
  }

  /** Why a task finds no node. */
  private Optional<String> unplaced() {
    return world.tasks().stream()
        .filter(t -> t.live() && t.now().state() == TaskState.PENDING)
        .map(t -> t.now().error())
        .filter(error -> !error.isEmpty())
        .findFirst();
  }

  /**
   * Why a slot can't be filled. It is tried again for as long as its policy says; nobody waits for
   * that any longer.
   */
  private Optional<String> unplaceable() {
    return slots.kept().stream()
        .filter(slot -> !restarts.restartsNoMore(slot))
        .flatMap(slot -> slot.unplaceable().stream())
        .findFirst();
  }

  private static Verdict held(Hold hold) {
    String why =
        hold.cause() == Hold.Cause.UPDATE_FAILED ? "its update failed" : "a rollback was requested";
    String message =
        "revision " + hold.revision() + " runs instead of " + hold.insteadOf() + ": " + why;
    return Verdict.stalled("RolledBack", message);
  }
}
