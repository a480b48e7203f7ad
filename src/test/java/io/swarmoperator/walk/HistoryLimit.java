package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.faults.Seen;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * At rest a slot has no more tasks than the limit allowed when it got its last one, all that there
 * are counted: with 0 or 1 only that one, with a negative limit all, and maxAttempts A above 0 of
 * what the service is meant to run makes it A + 1 (S§11). Beyond it stay only tasks that can't go:
 * those at work, the one that the rollout of that time made, left where it was, or that a restart
 * brought up to date in its course and whose delay it still counts, those that counted against the
 * attempts of the task that was replaced, and the newest, without which its number would be given
 * again (D31). And nothing is forgotten that the limit has room for.
 */
final class HistoryLimit extends Check {
  private final Map<String, Look> expected = new HashMap<>();
  private final Map<SlotId, Look> looks = new HashMap<>();

  /**
   * What held when a slot got a task.
   *
   * @param limit at that time, or later: more stays when it is raised
   * @param rollout that was under way; 0: none
   * @param attempts tasks that counted against the attempts of the one that was replaced
   */
  private record Look(int limit, int rollout, Set<String> attempts) {
    Look under(int later) {
      return later > limit ? new Look(later, rollout, attempts) : this;
    }
  }

  HistoryLimit(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    ServiceView view = seen.view();
    int limit = limit(view);
    looks.replaceAll((slot, look) -> look.under(limit));
    expected.replaceAll((name, look) -> look.under(limit));
    if (plan.steps().isEmpty()) {
      return;
    }
    Map<SlotId, List<ObservedTask>> slots =
        view.tasks().stream()
            .filter(HistoryLimit::exists)
            .sorted(Comparator.comparingInt((ObservedTask t) -> t.identity().attempt()).reversed())
            .collect(Collectors.groupingBy(t -> t.identity().slot()));
    Map<SlotId, TaskIdentity> coming = Coming.of(seen, plan);
    coming
        .values()
        .forEach(task -> comes(task, look(view, slots.getOrDefault(task.slot(), List.of()))));
    slots.forEach((slot, tasks) -> forgets(view, plan, tasks, coming.containsKey(slot)));
  }

  /** It counts once it is there: what was decided may never be done. */
  private void comes(TaskIdentity task, Look look) {
    expected.put(task.name(), look);
    if (chronicle().life(task.name()).isPresent()) {
      looks.put(task.slot(), look);
    }
  }

  private static boolean exists(ObservedTask task) {
    return task.record().isPresent() || task.pod().map(p -> !p.gone()).orElse(false);
  }

  private static int limit(ServiceView view) {
    int attempts = target(view).restart().maxAttempts();
    int limit = attempts > 0 ? attempts + 1 : view.spec().taskHistoryLimit();
    return limit < 0 ? Integer.MAX_VALUE : Math.max(limit, 1);
  }

  private static Revision target(ServiceView view) {
    return Optional.ofNullable(view.revisions().get(view.memory().currentRevision()))
        .orElse(view.specRevision());
  }

  private Look look(ServiceView view, List<ObservedTask> slot) {
    int rollout =
        view.memory().rollout().filter(r -> r.state().active()).map(Rollout::number).orElse(0);
    return new Look(limit(view), rollout, attempts(view, slot));
  }

  /** The restarts of the newest task's revision that count against it. */
  private Set<String> attempts(ServiceView view, List<ObservedTask> slot) {
    if (slot.isEmpty()) {
      return Set.of();
    }
    String revision = slot.get(0).identity().revision();
    RestartPolicy policy =
        view.revisions().values().stream()
            .filter(r -> r.hash().equals(revision))
            .map(Revision::restart)
            .findFirst()
            .orElse(RestartPolicy.DEFAULT);
    return policy.maxAttempts() == 0
        ? Set.of()
        : slot.stream()
            .map(ObservedTask::identity)
            .takeWhile(t -> t.reason().byRestart() && t.revision().equals(revision))
            .map(TaskIdentity::name)
            .collect(Collectors.toSet());
  }

  /** What the plan forgets of a slot that stays leaves as many tasks there as are to be kept. */
  private void forgets(ServiceView view, Plan plan, List<ObservedTask> slot, boolean gets) {
    int iteration = view.memory().job().map(JobIteration::index).orElse(0);
    Set<String> deleted = new HashSet<>();
    plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .filter(Action.DeleteRecord.class::isInstance)
        .forEach(a -> deleted.add(((Action.DeleteRecord) a).name()));
    boolean stays =
        gets
            || slot.stream()
                .filter(t -> !deleted.contains(t.identity().name()))
                .anyMatch(t -> t.record().map(r -> !r.desired().stops()).orElse(true));
    List<TaskRecord> reaped =
        slot.stream()
            .flatMap(t -> t.record().stream())
            .filter(r -> deleted.contains(r.identity().name()))
            .filter(r -> r.desired() != DesiredState.REMOVE)
            .filter(r -> !view.spec().mode().job() || r.identity().iteration() == iteration)
            .toList();
    int left = slot.size() + (gets ? 1 : 0) - reaped.size();
    if (!reaped.isEmpty()) {
      judged("of what is forgotten");
    }
    if (stays && !reaped.isEmpty() && left < limit(view)) {
      offend("forgets " + reaped + ", the limit is " + limit(view));
    }
  }

  @Override
  void taskMade(Life made) {
    Optional.ofNullable(expected.remove(made.identity.name()))
        .ifPresent(look -> looks.put(made.slot(), look));
  }

  @Override
  void atRest() {
    chronicle()
        .slots()
        .forEach(
            (id, slot) ->
                look(slot.values().stream().filter(l -> l.record.isPresent()).toList(), id));
  }

  private void look(List<Life> kept, SlotId id) {
    Look look = looks.get(id);
    if (look == null || kept.size() <= look.limit()) {
      return;
    }
    judged();
    Life newest = kept.get(kept.size() - 1);
    kept.stream()
        .filter(l -> l != newest && mayGo(l, look))
        .findFirst()
        .ifPresent(
            l ->
                offend(
                    "slot %s has %d tasks, the limit was %d, and one too many is %s, %s"
                        .formatted(id.word(), kept.size(), look.limit(), l, l.record.get())));
  }

  private static boolean mayGo(Life life, Look look) {
    TaskRecord record = life.record.orElseThrow();
    boolean counts =
        life.identity.rollout() == look.rollout() || life.leftIn(look.rollout()).isPresent();
    return record.state().ended()
        && !life.atWork()
        && !(counts && look.rollout() > 0)
        && !look.attempts().contains(life.identity.name());
  }
}
