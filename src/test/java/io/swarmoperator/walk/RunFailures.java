package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.faults.Seen;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tasks of the present run that have failed: those that it made and that ended by themselves.
 *
 * <p>Where one operator sees everything as soon as it happens, by what containers did, on nodes
 * that were there and active. In any walk, however late the operator, whether it dies or is two, by
 * what is recorded: an end that is recorded is known to each decision that knows of the record, and
 * when it was seen and how long the task was seen to run is the record's word.
 */
final class RunFailures {
  /** More than it takes to see an end and to write what follows. */
  private static final Duration SEEN = Duration.ofMillis(100);

  private final Chronicle chronicle;
  private final List<Failure> failures = new ArrayList<>();
  private final Runnable counted;
  private int run;

  /**
   * The end of a task.
   *
   * @param life that ended
   * @param ran from when on; from its end if it never ran
   * @param ended when
   * @param told from when on a decision must know of it
   */
  record Failure(Life life, Instant ran, Instant ended, Instant told) {
    boolean within(RolloutPolicy policy) {
      return ended.isBefore(ran.plus(policy.monitor()));
    }

    /** Whether it is one also if it is judged as late as that. */
    boolean withinLastWatch(RolloutPolicy policy, Instant judged) {
      Instant latest = judged.isAfter(ended) ? judged : ended;
      return latest.isBefore(ran.plus(policy.finalMonitor()));
    }
  }

  /**
   * None yet.
   *
   * @param counted is told of each that is found by what a container did
   */
  RunFailures(Chronicle chronicle, Runnable counted) {
    this.chronicle = chronicle;
    this.counted = counted;
  }

  /** The run that is under way. */
  Optional<Rollout> run() {
    Optional<Rollout> present = chronicle.memory().rollout().filter(r -> r.state().active());
    int number = present.map(Rollout::number).orElse(0);
    if (number != run) {
      run = number;
      failures.clear();
    }
    return present;
  }

  /** Whether the run that is under way has made a task. */
  boolean ofRun(TaskIdentity task) {
    return run().isPresent() && task.reason().byUpdater() && task.rollout() == run;
  }

  /** What a decision must know. */
  List<Failure> known(Seen seen) {
    return failures.stream()
        .filter(f -> f.told().isBefore(seen.knowsUntil(Kind.RECORD)))
        .filter(f -> f.told().isBefore(chronicle.now()))
        .toList();
  }

  /** A pod has changed. */
  void pod(Life life) {
    if (chronicle.prompt() && ofRun(life.identity) && endsByItself(life)) {
      Instant now = chronicle.now();
      failures.add(new Failure(life, life.readyAt.orElse(now), now, now.plus(SEEN)));
      counted.run();
    }
  }

  /** A record was saved. */
  void record(Life life) {
    TaskRecord record = life.record.orElseThrow();
    if (ofRun(life.identity) && failed(record.state())) {
      Instant ended = record.finishedAt().orElseThrow();
      failures.add(new Failure(life, record.runningAt().orElse(ended), ended, chronicle.now()));
    }
  }

  private static boolean failed(TaskState state) {
    return state == TaskState.FAILED || state == TaskState.REJECTED || state == TaskState.COMPLETE;
  }

  private boolean endsByItself(Life life) {
    boolean itself =
        life.endedAt.filter(chronicle.now()::equals).isPresent()
            && life.untold
            && life.pod
                .filter(p -> !p.facts().deleting() && !p.facts().disrupted())
                .filter(p -> p.finished() || Chronicle.refused(p.facts()))
                .isPresent();
    boolean told = life.known().filter(r -> r.desired().stops()).isPresent();
    return itself && !told && !disturbed(life);
  }

  private boolean disturbed(Life life) {
    Past past = chronicle.past();
    List<NodeView> node = past.node(life, Instant.MIN);
    return past.gone(life)
        || node.isEmpty()
        || node.stream()
            .anyMatch(
                n ->
                    n.availability() != Availability.ACTIVE
                        || n.health() != NodeView.Health.READY
                        || !chronicle.target().placement().allows(n));
  }
}
