package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.faults.Seen;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A task that is at work is told to stop only for a cause of its own, as things truly are and as
 * far as the operator can know of them: {@link Causes}. What was told for a cause that has passed
 * may be told again, as long as something says so: what a task is meant to be never goes back
 * (S§1.6).
 */
final class StopsHaveCauses extends Check {
  private final Set<Life> caused = new HashSet<>();

  StopsHaveCauses(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    Set<Life> meant = meant(chronicle(), plan);
    Set<Life> told = meant.stream().filter(StopsHaveCauses::atWork).collect(Collectors.toSet());
    Causes causes = new Causes(chronicle(), seen, plan);
    meant.stream()
        .filter(life -> life.podAt.isEmpty() && causes.has(life))
        .forEach(caused::add); // of two operators the other may make its pod all the same
    for (Life life : told) {
      judged();
      if (causes.has(life)) {
        caused.add(life);
      } else if (!caused.contains(life) || !saysSo(life)) {
        offend("no reason to stop " + life + ", " + life.known());
      }
    }
    Coming.of(seen, plan).keySet().stream()
        .flatMap(slot -> chronicle().slot(slot).stream())
        .filter(life -> atWork(life) && !told.contains(life) && causes.leaves(life))
        .forEach(caused::add); // it goes when the one that comes is there
  }

  /** Whether its record, or one that has come after it, tells that it is to stop. */
  private boolean saysSo(Life life) {
    return life.known().filter(r -> r.desired().stops()).isPresent()
        || chronicle().slot(life.slot()).stream().anyMatch(o -> o.attempt() > life.attempt());
  }

  /** The tasks at work which a plan tells to stop, and nobody did before. */
  static Set<Life> told(Chronicle chronicle, Plan plan) {
    return meant(chronicle, plan).stream()
        .filter(StopsHaveCauses::atWork)
        .collect(Collectors.toSet());
  }

  /** The tasks that a plan tells to stop, be they at work or not. */
  private static Set<Life> meant(Chronicle chronicle, Plan plan) {
    if (plan.steps().isEmpty() && plan.records().isEmpty()) {
      return Set.of();
    }
    Stream<Life> stopped =
        actions(plan, Action.DeletePod.class)
            .flatMap(a -> chronicle.life(a.pod()).filter(l -> l.uid.equals(a.uid())).stream());
    Stream<TaskRecord> records =
        Stream.concat(
            actions(plan, Action.SaveRecord.class).map(Action.SaveRecord::task),
            plan.records().stream().map(u -> u.task()));
    Stream<Life> recorded =
        records
            .filter(r -> r.desired().stops())
            .flatMap(r -> chronicle.life(r.identity().name()).stream());
    return Stream.concat(stopped, recorded).collect(Collectors.toSet());
  }

  private static <T extends Action> Stream<T> actions(Plan plan, Class<T> kind) {
    return plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** Whether it would go on if nobody told it. */
  private static boolean atWork(Life life) {
    return life.atWork()
        && life.toldAt.isEmpty()
        && life.pod.filter(p -> !p.facts().deleting() && !p.facts().disrupted()).isPresent();
  }
}
