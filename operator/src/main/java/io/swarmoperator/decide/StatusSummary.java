package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the service's status shows of its tasks (S§2.4) and of its update (S§5.9), and its
 * conditions as kstatus reads them (mechanics 15).
 */
final class StatusSummary {
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
    List<Condition> conditions = new ArrayList<>();
    conditions.add(
        new Condition(
            "Ready",
            verdict.standing() == Standing.READY,
            verdict.reason(),
            verdict.message() + refusal()));
    conditions.add(verdict.condition("Reconciling", Standing.RECONCILING));
    conditions.add(verdict.condition("Stalled", Standing.STALLED));
    if (world.spec().mode().job()) {
      conditions.add(verdict.condition("Complete", Standing.READY));
    }
    return conditions;
  }

  private String refusal() {
    return world
        .view()
        .request()
        .filter(Request::declared)
        .map(r -> "; request refused: " + Request.DECLARED)
        .orElse("");
  }

  /** How the service stands: each of the first three is the condition of its name. */
  private enum Standing {
    READY,
    RECONCILING,
    STALLED,
    /** None of them: it waits for the user. */
    WAITING
  }

  /** What the conditions say together. */
  private record Verdict(Standing standing, ConditionReason reason, String message) {
    static Verdict ready(ConditionReason reason, String message) {
      return new Verdict(Standing.READY, reason, message);
    }

    static Verdict reconciling(ConditionReason reason, String message) {
      return new Verdict(Standing.RECONCILING, reason, message);
    }

    static Verdict stalled(ConditionReason reason, String message) {
      return new Verdict(Standing.STALLED, reason, message);
    }

    static Verdict waiting(ConditionReason reason, String message) {
      return new Verdict(Standing.WAITING, reason, message);
    }

    Condition condition(String type, Standing holds) {
      return new Condition(type, standing == holds, reason, message);
    }
  }

  private Verdict verdict(Tally tally) {
    Optional<Rollout> rollout = world.memory().rollout();
    if (rollout.isPresent() && rollout.get().state().paused()) {
      boolean back = rollout.get().state() == RolloutState.ROLLBACK_PAUSED;
      return Verdict.stalled(
          back ? ConditionReason.ROLLBACK_PAUSED : ConditionReason.UPDATE_PAUSED,
          rollout.get().message());
    }
    Optional<Rollout> active = world.memory().activeRun();
    if (active.isPresent()) {
      return underWay(active.get());
    }
    int running = tally.running();
    int desired = tally.desired();
    String tasks = running + "/" + desired + " tasks running";
    Optional<Verdict> nowhere = nowhere(tasks);
    if (nowhere.isPresent()) {
      return nowhere.get();
    }
    if (tally.ended(world.spec().mode())) {
      return Verdict.stalled(
          ConditionReason.TASKS_ENDED, tasks + ", the restart policy starts no other");
    }
    boolean leftovers = !slots.surplus().isEmpty() || !slots.missing().isEmpty();
    if (running < desired || leftovers) {
      return Verdict.reconciling(ConditionReason.UPDATE_IN_PROGRESS, tasks + also(obstacle()));
    }
    return world
        .memory()
        .hold()
        .map(StatusSummary::held)
        .orElse(Verdict.ready(ConditionReason.CONVERGED, tasks));
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
      return Verdict.reconciling(ConditionReason.JOB_IN_PROGRESS, tasks + also(obstacle()));
    }
    List<String> resting = restingWithWork();
    if (!resting.isEmpty()) {
      String nodes = "; the rest is on nodes that take no tasks now: " + String.join(", ", resting);
      return Verdict.reconciling(ConditionReason.JOB_IN_PROGRESS, tasks + nodes);
    }
    if (tally.finished() > 0) {
      return Verdict.stalled(
          ConditionReason.TASKS_ENDED, tasks + ", the restart policy starts no other");
    }
    return tally.completed() >= tally.total()
        ? Verdict.ready(ConditionReason.COMPLETED, tasks)
        : Verdict.waiting(ConditionReason.JOB_IN_PROGRESS, tasks + "; maxConcurrent is 0");
  }

  /** Paused and tainted nodes on which a job works or is to be tried again. */
  private List<String> restingWithWork() {
    return slots.resting().stream().filter(this::isToGoOn).map(s -> s.id().node()).toList();
  }

  private boolean isToGoOn(Slot slot) {
    return !slot.live().isEmpty()
        || (slot.newest().endedByItself() && restarts.restart(slot).isPresent());
  }

  private Verdict underWay(Rollout rollout) {
    if (world.spec().paused()) {
      return Verdict.waiting(ConditionReason.ROLLOUT_PAUSED, "paused by spec.paused");
    }
    return Verdict.reconciling(
        rollout.state().rollback()
            ? ConditionReason.ROLLBACK_IN_PROGRESS
            : ConditionReason.UPDATE_IN_PROGRESS,
        rollout.message() + also(unplaced().or(this::obstacle)));
  }

  /** A task finds no node: waited for until its deadline, then not any more. */
  private Optional<Verdict> nowhere(String tasks) {
    return unplaceable()
        .map(why -> Verdict.stalled(ConditionReason.NO_SUITABLE_NODE, tasks + "; " + why))
        .or(
            () ->
                unplaced()
                    .map(
                        why ->
                            Verdict.reconciling(
                                ConditionReason.NO_SUITABLE_NODE, tasks + "; " + why)));
  }

  /** Why a task finds no node. */
  private Optional<String> unplaced() {
    return error(TaskState.PENDING);
  }

  /** What a task lacks on its node, such as a secret: it starts when that comes (D96, D150). */
  private Optional<String> obstacle() {
    return error(TaskState.PREPARING);
  }

  /** Of the first live task in this state that has one. */
  private Optional<String> error(TaskState state) {
    return world.tasks().stream()
        .filter(t -> t.live() && t.now().state() == state)
        .map(t -> t.now().error())
        .filter(error -> !error.isEmpty())
        .findFirst();
  }

  private static String also(Optional<String> why) {
    return why.map(w -> "; " + w).orElse("");
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
    return Verdict.stalled(ConditionReason.ROLLED_BACK, message);
  }
}
