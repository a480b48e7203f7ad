package io.swarmoperator.operator;

import io.swarmoperator.act.Outcome;
import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.FailureOnNode;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Planner;
import io.swarmoperator.observe.NodeLoad;
import io.swarmoperator.observe.Observation;
import io.swarmoperator.observe.RecentFailures;
import io.swarmoperator.observe.ViewAssembler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Has decisions taken, those that place tasks one after the other: each must count what the others
 * have placed (S§9.4), before any of their pods can be seen.
 */
final class Decisions {
  private final ViewAssembler assembler;
  private final NodeLoad load;
  private final RecentFailures failures;
  private final Clock clock;

  Decisions(ViewAssembler assembler, NodeLoad load, RecentFailures failures, Clock clock) {
    this.assembler = assembler;
    this.load = load;
    this.failures = failures;
    this.clock = clock;
  }

  /** What is to be done now about what was observed. */
  Plan take(Observation seen) {
    Instant now = clock.instant();
    Plan plan = Planner.plan(seen.view(), now);
    return creations(plan).isEmpty()
        ? plan
        : load.alone(
            () -> {
              Plan again = Planner.plan(assembler.withPresentLoad(seen.view()), now);
              claim(seen, again);
              return again;
            });
  }

  /** Notes what became of a plan. */
  void carriedOut(Observation seen, Plan plan, Outcome outcome) {
    String namespace = seen.service().getMetadata().getNamespace();
    outcome.withoutPod().forEach(pod -> load.release(namespace, pod));
    String uid = seen.service().getMetadata().getUid();
    failures.add(uid, FailureOnNode.in(plan));
  }

  /** Forgets a service that is gone. */
  void forget(String serviceUid) {
    failures.forget(serviceUid);
  }

  private void claim(Observation seen, Plan plan) {
    String namespace = seen.service().getMetadata().getNamespace();
    creations(plan)
        .forEach(
            create ->
                create
                    .spot()
                    .hint()
                    .ifPresent(
                        node -> load.claim(namespace, create.task().identity().name(), node)));
  }

  private static List<Action.CreatePod> creations(Plan plan) {
    return plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .filter(Action.CreatePod.class::isInstance)
        .map(Action.CreatePod.class::cast)
        .toList();
  }
}
