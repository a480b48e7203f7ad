package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What truly became of a task, whoever knew of it when. */
final class Life {
  private static final Duration LONG_UNSEEN = Duration.ofSeconds(10);

  /** As its record or its pod says, see {@link #is}. */
  TaskIdentity identity;

  final Instant seenAt;
  Optional<ApiObject.Pod> pod = Optional.empty();
  Optional<TaskRecord> record = Optional.empty();

  /** The record that was deleted. */
  Optional<TaskRecord> last = Optional.empty();

  /** When it first got a pod. */
  Optional<Instant> podAt = Optional.empty();

  /** When it got the pod that it has or had last. */
  Optional<Instant> latestPodAt = Optional.empty();

  /** When the pod that it has or had last got its node. */
  Optional<Instant> boundAt = Optional.empty();

  Optional<Instant> startedAt = Optional.empty();
  Optional<Instant> readyAt = Optional.empty();

  /** Since when it is ready without a break. */
  Optional<Instant> readySince = Optional.empty();

  /** When it ended without the operator's doing, or its container ended. */
  Optional<Instant> endedAt = Optional.empty();

  /** When its containers were seen to have ended, be it long after they were told to. */
  Optional<Instant> finishedAt = Optional.empty();

  /** When its pod went. */
  Optional<Instant> goneAt = Optional.empty();

  /** When the operator first asked for its pod's deletion. */
  Optional<Instant> toldAt = Optional.empty();

  /** Whether it ended, or was taken away, before the operator told it to stop. */
  boolean untold;

  String uid = "";
  String node = "";
  boolean forgotten;

  private final Duration answer;

  /**
   * One that is seen for the first time.
   *
   * @param answer so long at most is what the API server says on its way to the operator
   */
  Life(TaskIdentity identity, Instant seenAt, Duration answer) {
    this.identity = identity;
    this.seenAt = seenAt;
    this.answer = answer;
  }

  /**
   * A record or a pod says what it is. Where nothing was left of a pod its number and name are
   * given again (D36): from then on it is what the second one was made for.
   */
  void is(TaskIdentity seen) {
    if (pod.isEmpty() && known().isEmpty()) {
      identity = seen;
    }
  }

  /** The record, as it is or was last. */
  Optional<TaskRecord> known() {
    return record.or(() -> last);
  }

  /** That a worker of a run found it right where it was, and left it there. */
  Optional<TaskRecord.Kept> leftIn(int run) {
    return known().flatMap(r -> r.wanted().kept()).filter(k -> k.rollout() == run);
  }

  /** Whether it was scaled away, or is remembered no more. */
  boolean removed() {
    return record.map(r -> r.desired() == DesiredState.REMOVE).orElse(forgotten);
  }

  SlotId slot() {
    return identity.slot();
  }

  int attempt() {
    return identity.attempt();
  }

  /** Whether its pod exists and its containers have not ended. */
  boolean atWork() {
    return pod.map(p -> !p.finished()).orElse(false);
  }

  /** Whether it runs, is ready, and nobody has told it to go. */
  boolean serves() {
    return pod.map(p -> p.facts().ready() && !p.facts().deleting()).orElse(false);
  }

  /**
   * When the operator can know that its pod has gone: of one that went before its creation can have
   * been answered no event tells, and it is asked for after some time.
   */
  Optional<Instant> goneBy() {
    return goneAt.map(at -> fleeting() ? at.plus(LONG_UNSEEN) : at);
  }

  /** Whether its pod went before its creation can have been answered. */
  boolean fleeting() {
    return latestPodAt.isPresent()
        && goneAt.filter(at -> !at.isAfter(latestPodAt.get().plus(answer))).isPresent();
  }

  @Override
  public String toString() {
    return "slot "
        + slot().word()
        + "#"
        + attempt()
        + " ("
        + identity.image()
        + ", "
        + identity.reason().word()
        + ", rollout "
        + identity.rollout()
        + ")";
  }
}
