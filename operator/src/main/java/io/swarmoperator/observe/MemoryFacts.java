package io.swarmoperator.observe;

import io.swarmoperator.api.GoneSlot;
import io.swarmoperator.api.HandledRequest;
import io.swarmoperator.api.JobIterationStatus;
import io.swarmoperator.api.MicroTimes;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What was remembered of a service: read from its status, where the status writer put it. */
public final class MemoryFacts {
  private MemoryFacts() {}

  /** The memory that a service's status holds. */
  public static Memory of(SwarmService service) {
    SwarmServiceStatus status = service.getStatus();
    if (status == null) {
      return Memory.NONE;
    }
    Optional<Rollout> rollout =
        Optional.ofNullable(status.getUpdate())
            .filter(u -> u.getState() != null)
            .map(MemoryFacts::rollout);
    return new Memory(
        number(status.getSpecRevision()),
        number(status.getCurrentRevision()),
        number(status.getPreviousRevision()),
        status.getRolledOutRevisions(),
        Optional.ofNullable(status.getHold()).map(MemoryFacts::hold),
        rollout,
        Objects.requireNonNullElse(status.getRolloutCounter(), 0),
        Objects.requireNonNullElse(status.getAttemptFloor(), 0),
        Optional.ofNullable(status.getRequest()).flatMap(MemoryFacts::handled),
        Optional.ofNullable(status.getJobIteration()).map(MemoryFacts::job));
  }

  /**
   * As {@link Request#key} has it; stored as the annotation and its value, which say more to
   * people.
   */
  private static Optional<String> handled(HandledRequest request) {
    return Stream.of(Request.Kind.values())
        .filter(kind -> SpecFacts.annotation(kind).equals(request.getKey()))
        .map(
            kind ->
                new Request(kind, Objects.requireNonNullElse(request.getValue(), ""), false).key())
        .findFirst();
  }

  private static JobIteration job(JobIterationStatus job) {
    return new JobIteration(
        Objects.requireNonNullElse(job.getIndex(), 0),
        MicroTimes.parse(job.getLastExecution()),
        Objects.requireNonNullElse(job.getOf(), ""));
  }

  private static Hold hold(io.swarmoperator.api.Hold hold) {
    return new Hold(
        number(hold.getRevision()),
        number(hold.getInsteadOf()),
        Hold.Cause.valueOf(hold.getReason().name()),
        MicroTimes.parse(hold.getSince()));
  }

  private static Rollout rollout(UpdateStatus update) {
    return new Rollout(
        RolloutState.valueOf(update.getState().name()),
        Objects.requireNonNullElse(update.getMessage(), ""),
        MicroTimes.parse(update.getStartedAt()),
        Optional.ofNullable(MicroTimes.parse(update.getCompletedAt())),
        number(update.getFromRevision()),
        number(update.getToRevision()),
        (int) number(update.getRollout()),
        Objects.requireNonNullElse(update.getSlots(), 0),
        Objects.requireNonNullElse(update.getFailures(), 0),
        update.getFailedTasks(),
        update.getGoneSlots().stream().flatMap(g -> gone(g).stream()).toList());
  }

  private static Optional<Rollout.GoneSlot> gone(GoneSlot slot) {
    Instant taken = MicroTimes.parse(slot.getTaken());
    Instant reached = MicroTimes.parse(slot.getReached());
    return slot.getSlot() == null || taken == null || reached == null
        ? Optional.empty()
        : Optional.of(new Rollout.GoneSlot(slot.getSlot(), taken, reached));
  }

  private static long number(Long number) {
    return number == null ? 0 : number;
  }
}
