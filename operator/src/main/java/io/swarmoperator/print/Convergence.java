package io.swarmoperator.print;

import io.swarmoperator.api.Durations;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.api.UpdateStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows a service until it is as it was asked to be, as {@code docker service update} does: all
 * tasks run, and still do after the time that the update monitors each.
 */
public final class Convergence {
  private static final String VERIFY = "verify";
  private static final String ROLLBACK = "rollback";
  private static final Duration DEFAULT_MONITOR = Duration.ofSeconds(5);

  /** What a change is expected to do. */
  public enum Expected {
    /** Tasks are made or go; a rollout may begin. */
    TASKS,
    /** A rollout begins; that it doesn't means that the request was refused. */
    ROLLOUT,
    /** Such a rollout, back to what ran before. */
    ROLLBACK
  }

  /** How following ends. */
  public sealed interface End {
    /** All is as it was asked for. */
    record Converged() implements End {}

    /** There is nothing to wait for now, for a reason that is no failure. */
    record Waits(String why) implements End {}

    /** It will not come to it. */
    record Failed(String why) implements End {}

    /** The operator did not do what was asked. */
    record Refused() implements End {}
  }

  /**
   * What one look found.
   *
   * @param lines to be shown, in this order
   * @param end empty while it goes on
   * @param lookAt when to look again though nothing changed
   * @param hint what the reader should know beside the progress; empty nearly always
   */
  public record Report(
      List<ProgressLine> lines,
      Optional<End> end,
      Optional<Instant> lookAt,
      Optional<String> hint) {}

  private final long generation;
  private final int rollouts;
  private final Expected expected;
  private final TaskBars bars;
  private final Silence silence = new Silence();
  private final List<ProgressLine> lines = new ArrayList<>();
  private Optional<Instant> convergedAt = Optional.empty();
  private boolean back;
  private String whyBack = "";

  /**
   * Begins to follow.
   *
   * @param before the service before the change
   * @param after the service as the change left it
   * @param expected what the change is to do
   */
  public Convergence(SwarmService before, SwarmService after, Expected expected) {
    this.generation = Objects.requireNonNullElse(after.getMetadata().getGeneration(), 0L);
    this.rollouts = Sight.rollouts(before);
    this.expected = expected;
    this.bars =
        switch (after.getSpec().getMode()) {
          case REPLICATED, GLOBAL -> new SlotBars();
          case REPLICATED_JOB, GLOBAL_JOB -> new JobBars();
        };
  }

  /** Looks once. */
  public Report look(Sight sight) {
    lines.clear();
    if (!sight.answers(generation)) {
      bars.begin(sight, lines);
      Optional<String> hint = silence.hint(sight);
      return new Report(List.copyOf(lines), Optional.empty(), silence.lookAt(), hint);
    }
    Optional<End> end = end(sight);
    return end.isPresent() ? ends(end.get()) : count(sight, sight.rolloutAfter(rollouts));
  }

  private Optional<End> end(Sight sight) {
    if (sight.refusal().isPresent()) {
      return sight.refusal().map(why -> new End.Failed("the spec is refused: " + why));
    }
    if (expected != Expected.TASKS && !another(sight)) {
      return Optional.of(new End.Refused());
    }
    return sight.rolloutAfter(rollouts).flatMap(update -> end(sight, update));
  }

  private Optional<End> end(Sight sight, UpdateStatus update) {
    String message = Words.text(update.getMessage());
    if (update.getState() == UpdateState.ROLLBACK_STARTED && !back) {
      lines.add(ProgressLine.words(ROLLBACK, message));
      whyBack = message;
    }
    back = Words.word(update.getState()).startsWith(ROLLBACK);
    return switch (update.getState()) {
      case PAUSED -> Optional.of(new End.Failed("service update paused: " + message));
      case ROLLBACK_PAUSED -> Optional.of(new End.Failed("service rollback paused: " + message));
      case UPDATING, ROLLBACK_STARTED -> held(sight);
      case COMPLETED, ROLLBACK_COMPLETED -> Optional.empty();
    };
  }

  private static Optional<End> held(Sight sight) {
    return Boolean.TRUE.equals(sight.service().getSpec().getPaused())
        ? Optional.of(
            new End.Waits("service " + sight.name() + " is paused and hands out no further slot"))
        : Optional.empty();
  }

  private Report count(Sight sight, Optional<UpdateStatus> rollout) {
    if (!bars.draw(sight, upToDate(sight, rollout), back, lines)) {
      if (convergedAt.isPresent()) {
        lines.add(ProgressLine.words(VERIFY, "Detected task failure"));
      }
      convergedAt = Optional.empty();
      return goesOn(Optional.empty());
    }
    if (isJob(sight.service())) {
      lines.add(ProgressLine.words("", "job complete"));
      return ends(new End.Converged());
    }
    Instant since = convergedAt.orElse(sight.now());
    convergedAt = Optional.of(since);
    Instant stable = since.plus(monitor(sight.service()));
    if (sight.now().isBefore(stable)) {
      // a second that has begun counts, as with docker, whose clock has always gone on a little
      long seconds = Duration.between(sight.now(), stable).minusNanos(1).toSeconds() + 1;
      lines.add(
          ProgressLine.words(
              VERIFY, "Waiting " + seconds + " seconds to verify that tasks are stable..."));
      Instant next = sight.now().plusSeconds(1);
      return goesOn(Optional.of(next.isBefore(stable) ? next : stable));
    }
    if (!ended(rollout)) {
      return goesOn(Optional.empty());
    }
    lines.add(ProgressLine.words(VERIFY, "Service " + sight.name() + " converged"));
    Optional<String> cameBack =
        rollout
            .filter(u -> u.getState() == UpdateState.ROLLBACK_COMPLETED)
            .map(u -> Words.text(u.getMessage()));
    cameBack.ifPresent(message -> lines.add(ProgressLine.words(ROLLBACK, message)));
    return ends(
        cameBack
            .filter(message -> expected != Expected.ROLLBACK && another(sight))
            .map(this::notKept)
            .orElseGet(End.Converged::new));
  }

  /** Whether there is a rollout that the change didn't find. */
  private boolean another(Sight sight) {
    return Sight.rollouts(sight.service()) > rollouts;
  }

  /** All runs, but not what was asked for. Docker calls that a success (D129). */
  private End notKept(String message) {
    String why = whyBack.isEmpty() ? message : whyBack;
    return new End.Failed(
        "service update rolled back: " + why.replaceFirst("^update rolled back ", ""));
  }

  /**
   * An update that goes on after its last task has come to run has more to say than any count: it
   * may still be paused or rolled back.
   */
  private static boolean ended(Optional<UpdateStatus> rollout) {
    return rollout
        .map(UpdateStatus::getState)
        .filter(s -> s == UpdateState.UPDATING || s == UpdateState.ROLLBACK_STARTED)
        .isEmpty();
  }

  /** In a rollout only what has its revision counts. */
  private static List<SwarmTask> upToDate(Sight sight, Optional<UpdateStatus> rollout) {
    Long current = sight.status().getCurrentRevision();
    return rollout.isEmpty()
        ? sight.tasks()
        : sight.tasks().stream()
            .filter(t -> Objects.equals(t.getSpec().getRevision(), current))
            .toList();
  }

  private static boolean isJob(SwarmService service) {
    ServiceMode mode = service.getSpec().getMode();
    return mode == ServiceMode.REPLICATED_JOB || mode == ServiceMode.GLOBAL_JOB;
  }

  private static Duration monitor(SwarmService service) {
    Duration monitor = Durations.parse(service.getSpec().getUpdateConfig().getMonitor());
    return monitor.isZero() ? DEFAULT_MONITOR : monitor;
  }

  private Report goesOn(Optional<Instant> lookAt) {
    return new Report(List.copyOf(lines), Optional.empty(), lookAt, Optional.empty());
  }

  private Report ends(End end) {
    return new Report(List.copyOf(lines), Optional.of(end), Optional.empty(), Optional.empty());
  }
}
