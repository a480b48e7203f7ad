package io.swarmoperator.walk;

import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.faults.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A run of which more tasks have failed than its ratio allows neither takes a further slot nor is
 * completed, unless it is to go on (S§5.6); what becomes of the slots that failed while slots were
 * handed out, by scaling or with their nodes, changes nothing.
 *
 * <p>A failure is judged when it happens as long as a slot is left to be taken, and afterwards when
 * every worker is done. So when a slot is taken those count that ended within the monitor, and when
 * the run is completed those of them that are within the last watch also at the latest instant at
 * which the workers can have been done. Left out are the clear cases' neighbours: a monitor or
 * ratio that has been changed to the looser in mid-run, what failed before or while the action was
 * to go on, a failure of the last slots whose slot goes before the run ends, and runs that watch
 * nothing. What counts as a slot of the run's is its status's word.
 *
 * <p>Which tasks have failed, {@link RunFailures} knows.
 */
final class FailuresAreCounted extends Check {
  /** More than any watch of services is late. */
  private static final Duration LATE = Duration.ofMillis(200);

  private final RunFailures failures;

  FailuresAreCounted(Chronicle chronicle) {
    super(chronicle);
    this.failures = new RunFailures(chronicle, this::judged);
  }

  @Override
  void pod(Life life) {
    failures.pod(life);
  }

  @Override
  void record(Life life) {
    failures.record(life);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    Optional<Rollout> run = failures.run();
    if (run.isEmpty()) {
      return;
    }
    Coming.of(seen, plan).values().stream()
        .filter(task -> failures.ofRun(task) && !taken(task))
        .findFirst()
        .ifPresent(task -> takes(task, run.get(), seen));
    if (ends(run.get(), seen, plan)) {
      completes(run.get(), seen);
    }
  }

  private List<RolloutPolicy> policies(Rollout run, Instant since) {
    return chronicle().past().services(since).stream()
        .map(s -> policy(run, s.spec()))
        .distinct()
        .toList();
  }

  private static RolloutPolicy policy(Rollout run, ServiceSpec spec) {
    return run.state().rollback() ? spec.rollback() : spec.update();
  }

  /** Whether it was at no time only counted: of that not all is known when the action changes. */
  private static boolean judges(List<RolloutPolicy> since) {
    return since.stream().noneMatch(p -> p.failureAction() == FailureAction.CONTINUE);
  }

  private boolean taken(TaskIdentity task) {
    return chronicle().slot(task.slot()).stream().anyMatch(l -> failures.ofRun(l.identity));
  }

  private static boolean ends(Rollout run, Seen seen, Plan plan) {
    boolean under =
        seen.view()
            .memory()
            .rollout()
            .filter(r -> r.number() == run.number() && r.state().active())
            .isPresent();
    return under
        && run.slots() > 0
        && plan.memory()
            .rollout()
            .filter(r -> r.number() == run.number() && r.state().done())
            .isPresent();
  }

  private void takes(TaskIdentity task, Rollout run, Seen seen) {
    look("slot " + task.slot().word() + " is taken", run, seen, RunFailures.Failure::within);
  }

  /** Every worker was done when the last watch began, or before. */
  private void completes(Rollout run, Seen seen) {
    RolloutPolicy policy = policy(run, seen.view().spec());
    Instant done = chronicle().now().minus(policy.finalMonitor());
    look("the run is completed", run, seen, (f, p) -> f.within(p) && f.withinLastWatch(p, done));
  }

  private void look(
      String what, Rollout run, Seen seen, BiPredicate<RunFailures.Failure, RolloutPolicy> counts) {
    List<RolloutPolicy> policies = policies(run, run.startedAt());
    if (policy(run, seen.view().spec()).failureAction() == FailureAction.CONTINUE) {
      return;
    }
    List<Life> counted =
        failures.known(seen).stream()
            .filter(f -> policies.stream().allMatch(p -> counts.test(f, p)))
            .filter(f -> judges(policies(run, f.ended().minus(LATE))))
            .map(RunFailures.Failure::life)
            .distinct()
            .toList();
    if (counted.isEmpty()) {
      return;
    }
    judged(chronicle().prompt() ? "of runs that go on" : "of runs that go on, late");
    boolean tooMany =
        policies.stream()
            .allMatch(p -> (float) counted.size() / run.slots() > (float) p.maxFailureRatio());
    if (tooMany) {
      offend(
          "%s, of %d slots, although there have failed: %s".formatted(what, run.slots(), counted));
    }
  }
}
