package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the service's status shows of its tasks, and its conditions as kstatus reads them (packaging
 * §8).
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
    int desired = world.spec().replicas();
    int running = (int) slots.kept().stream().filter(this::runs).count();
    int updated =
        (int) slots.kept().stream().filter(s -> s.live().stream().anyMatch(world::clean)).count();
    int pods =
        (int) slots.kept().stream().flatMap(s -> s.live().stream()).filter(Task::hasPod).count();
    int parallelism = world.spec().update().parallelism();
    // tasks that ended for good will not come back: counted, they would block every drain
    int finished = (int) slots.kept().stream().filter(restarts::finished).count();
    int minAvailable = parallelism == 0 ? 0 : Math.max(0, desired - finished - parallelism);
    return new ServiceStatus(
        desired,
        running,
        updated,
        pods,
        running + "/" + desired,
        minAvailable,
        conditions(running, desired));
  }

  private boolean runs(Slot slot) {
    return slot.live().stream()
        .anyMatch(
            t ->
                t.running()
                    && t.hasPod()
                    && !t.onDownNode()
                    && t.now().desired() == DesiredState.RUNNING);
  }

  private List<Condition> conditions(int running, int desired) {
    Verdict verdict = verdict(running, desired);
    String message = verdict.message() + refusal();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(new Condition("Ready", verdict.ready(), verdict.reason(), message));
    conditions.add(
        new Condition("Reconciling", verdict.reconciling(), verdict.reason(), verdict.message()));
    conditions.add(
        new Condition("Stalled", verdict.stalled(), verdict.reason(), verdict.message()));
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

  private Verdict verdict(int running, int desired) {
    Optional<Rollout> rollout = world.memory().rollout();
    if (rollout.isPresent() && rollout.get().state().paused()) {
      boolean back = rollout.get().state() == RolloutState.ROLLBACK_PAUSED;
      return Verdict.stalled(back ? "RollbackPaused" : "UpdatePaused", rollout.get().message());
    }
    if (rollout.isPresent() && rollout.get().state().active()) {
      return underWay(rollout.get());
    }
    String tasks = running + "/" + desired + " tasks running";
    Optional<String> unplaceable = unplaceable();
    if (unplaceable.isPresent()) {
      return Verdict.stalled(NO_NODE, tasks + "; " + unplaceable.get());
    }
    Optional<String> unplaced = unplaced();
    if (unplaced.isPresent()) {
      return Verdict.reconciling(NO_NODE, tasks + "; " + unplaced.get());
    }
    long finished = slots.kept().stream().filter(restarts::finished).count();
    if (running < desired && running + finished >= desired) {
      return Verdict.stalled("TasksEnded", tasks + ", the restart policy starts no other");
    }
    boolean leftovers = !slots.surplus().isEmpty() || slots.kept().size() < desired;
    if (running < desired || leftovers) {
      return Verdict.reconciling("UpdateInProgress", tasks);
    }
    return world.memory().hold().map(StatusSummary::held).orElse(Verdict.ready("Converged", tasks));
  }

  private Verdict underWay(Rollout rollout) {
    if (world.spec().paused()) {
      return new Verdict(false, false, false, "RolloutPaused", "paused by spec.paused");
    }
    String message = rollout.message() + unplaced().map(u -> "; " + u).orElse("");
    return Verdict.reconciling(
        rollout.state().rollback() ? "RollbackInProgress" : "UpdateInProgress", message);
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
        .filter(slot -> !restarts.finished(slot))
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
