package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.faults.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * At rest there is no pod without a record, no task without a pod, and nothing that should go. In
 * between these last only for so long as writes take: a record is written a second behind, and what
 * has lost its pod, or may have one, is seen to at once. The time counts from when nothing keeps
 * the operator from it any more. And no record is written of a task whose pod is yet to be made.
 */
final class NothingIsLeftBehind extends Check {
  private static final Duration BEHIND = Duration.ofSeconds(8);

  /** A pod without a record, or a record without a pod that doesn't say how the task ended. */
  private final Set<Life> incomplete = new LinkedHashSet<>();

  NothingIsLeftBehind(Chronicle chronicle) {
    super(chronicle);
  }

  /** Whether its pod is made is yet to be seen when the records of a plan are written. */
  @Override
  public void decided(Seen seen, Plan plan) {
    Set<String> coming =
        plan.steps().stream()
            .flatMap(step -> step.actions().stream())
            .filter(Action.CreatePod.class::isInstance)
            .map(action -> ((Action.CreatePod) action).task().identity().name())
            .collect(Collectors.toSet());
    plan.records().stream()
        .map(update -> update.task().identity())
        .filter(task -> coming.contains(task.name()))
        .findFirst()
        .ifPresent(task -> offend("a record is written before there is a pod: " + task));
  }

  @Override
  void atRest() {
    chronicle().slots().values().forEach(slot -> slot.values().forEach(this::look));
    if (chronicle().mode() instanceof Mode.Replicated) {
      countSlots();
    }
  }

  @Override
  void stepDone() {
    Instant latest = chronicle().now().minus(BEHIND);
    if (latest.isBefore(chronicle().troubledUntil())) {
      return;
    }
    incomplete.stream()
        .filter(l -> l.record.isEmpty() && l.latestPodAt.filter(latest::isAfter).isPresent())
        .filter(l -> !goes(l))
        .findFirst()
        .ifPresent(l -> offend("a pod has no record for long: " + l));
    incomplete.stream()
        .filter(l -> l.pod.isEmpty() && neglected(l, latest))
        .findFirst()
        .ifPresent(l -> offend("a task has no pod for long: " + l.record.orElseThrow()));
  }

  @Override
  void pod(Life life) {
    note(life);
  }

  @Override
  void record(Life life) {
    note(life);
  }

  @Override
  void recordGone(Life life) {
    note(life);
  }

  private void note(Life life) {
    boolean awaited = life.record.filter(r -> !r.state().ended()).isPresent();
    if (life.pod.isPresent() ? life.record.isEmpty() : awaited) {
      incomplete.add(life);
    } else {
      incomplete.remove(life);
    }
  }

  /**
   * Of a pod that goes already nothing tells whether it has left the history or never had a record;
   * on a lost node it may be seen for long.
   */
  private static boolean goes(Life life) {
    return life.pod.filter(p -> p.facts().deleting()).isPresent();
  }

  private boolean neglected(Life life, Instant latest) {
    TaskRecord record = life.record.orElseThrow();
    if (record.desired() != DesiredState.READY) {
      return life.goneBy().orElse(life.seenAt).isBefore(latest);
    }
    return mayBegin(life) && turn(life, record).isBefore(latest);
  }

  /**
   * Whether nothing that the checks can date keeps it from its pod: neither an older task that may
   * be at work or be thought to, nor a node of its own, nor the places that are kept for others.
   */
  private boolean mayBegin(Life life) {
    return life.slot().node().isEmpty() && unlimited() && older(life).noneMatch(Life::atWork);
  }

  /** For so long that what waited for a place can have come. */
  private boolean unlimited() {
    return chronicle().past().services(chronicle().now().minus(BEHIND)).stream()
        .allMatch(s -> s.target().placement().maxReplicasPerNode() == 0);
  }

  /** When its delay was over and the last older task had ended. */
  private Instant turn(Life life, TaskRecord record) {
    Stream<Instant> ends =
        older(life).flatMap(o -> o.goneBy().or(() -> o.finishedAt).or(() -> o.endedAt).stream());
    return Stream.concat(ends, Stream.of(life.seenAt, record.startAfter().orElse(life.seenAt)))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Stream<Life> older(Life life) {
    return chronicle().slot(life.slot()).stream().filter(o -> o.attempt() < life.attempt());
  }

  private void countSlots() {
    long slots =
        chronicle().slots().values().stream()
            .filter(slot -> slot.values().stream().anyMatch(l -> l.record.isPresent()))
            .filter(slot -> slot.values().stream().noneMatch(this::onLostNode))
            .count();
    if (slots > chronicle().wanted()) {
      offend(slots + " slots, " + chronicle().wanted() + " wanted");
    }
  }

  private void look(Life life) {
    judged();
    if (life.pod.isPresent() && life.record.isEmpty() && !goes(life)) {
      offend("a pod without a record: " + life);
    }
    boolean stops = life.record.map(r -> r.desired().stops()).orElse(false);
    if (life.atWork() && stops && !onLostNode(life)) {
      offend("at work although told to stop: " + life.record.get());
    }
    boolean unfinished = life.record.map(this::unfinished).orElse(false);
    if (life.pod.isEmpty() && unfinished) {
      offend("neither ended nor with a pod: " + life.record.get());
    }
  }

  /** While no node is ready nothing is replaced (D43). */
  private boolean unfinished(TaskRecord record) {
    boolean waits =
        record.desired() == DesiredState.READY
            && (noneReady() || paused(record.identity().slot().node()));
    return !record.state().ended() && !waits;
  }

  /** What waits for its turn on a node that was paused in between goes on waiting. */
  private boolean paused(String node) {
    return Optional.ofNullable(chronicle().feed().nodes().get(node))
        .filter(n -> n.facts().availability() == Availability.PAUSE)
        .isPresent();
  }

  private boolean noneReady() {
    return chronicle().feed().nodes().values().stream()
        .noneMatch(n -> n.facts().health() == NodeView.Health.READY);
  }

  private boolean onLostNode(Life life) {
    return life.pod
        .map(p -> chronicle().feed().nodes().get(p.facts().nodeName()))
        .map(n -> n.facts().health() != NodeView.Health.READY)
        .orElse(false);
  }
}
