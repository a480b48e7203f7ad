package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * At rest there is no pod without a record, no task without a pod, and nothing that should go. A
 * record is written a second behind: so long, and for as long as something keeps the operator from
 * it, a pod may be without one.
 */
final class NothingIsLeftBehind extends Check {
  private static final Duration BEHIND = Duration.ofSeconds(8);

  NothingIsLeftBehind(Chronicle chronicle) {
    super(chronicle);
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
    chronicle().feed().pods().stream()
        .flatMap(pod -> chronicle().life(pod.name()).stream())
        .filter(l -> l.record.isEmpty() && l.podAt.filter(latest::isAfter).isPresent())
        .filter(l -> !l.forgotten || l.toldAt.isEmpty())
        .findFirst()
        .ifPresent(l -> offend("a pod has no record for long: " + l));
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
    if (life.pod.isPresent() && life.record.isEmpty()) {
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

  /** While no node is ready nothing is replaced (design §2.5). */
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
