package io.swarmoperator.report;

import io.swarmoperator.api.GoneSlot;
import io.swarmoperator.api.HandledRequest;
import io.swarmoperator.api.HoldReason;
import io.swarmoperator.api.JobIterationStatus;
import io.swarmoperator.api.MicroTimes;
import io.swarmoperator.api.ServiceCondition;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.observe.SpecFacts;
import io.swarmoperator.render.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The whole status of a service, from what is remembered and what is shown. */
final class StatusRenderer {
  private StatusRenderer() {}

  static SwarmServiceStatus render(
      SwarmService service, Memory memory, ServiceStatus shown, Instant now) {
    SwarmServiceStatus status = new SwarmServiceStatus();
    status.setObservedGeneration(service.getMetadata().getGeneration());
    status.setDesiredTasks(shown.desiredTasks());
    status.setRunningTasks(shown.runningTasks());
    status.setUpdatedTasks(shown.updatedTasks());
    status.setReplicas(shown.replicas());
    status.setSelector(Labels.SERVICE + "=" + service.getMetadata().getName());
    status.setSummary(shown.summary());
    status.setCurrentRevision(number(memory.currentRevision()));
    status.setSpecRevision(number(memory.specRevision()));
    status.setPreviousRevision(number(memory.previousRevision()));
    status.setRolledOutRevisions(memory.rolledOut());
    status.setHold(memory.hold().map(StatusRenderer::hold).orElse(null));
    status.setUpdate(memory.rollout().map(StatusRenderer::update).orElse(null));
    status.setRolloutCounter(memory.rolloutCounter() == 0 ? null : memory.rolloutCounter());
    status.setAttemptFloor(memory.attemptFloor() == 0 ? null : memory.attemptFloor());
    status.setRequest(memory.handled().map(key -> handled(service, key, now)).orElse(null));
    status.setJobIteration(memory.job().map(job -> job(job, shown.completed())).orElse(null));
    status.setConditions(conditions(service, shown.conditions(), now));
    return status;
  }

  private static JobIterationStatus job(JobIteration job, int completed) {
    JobIterationStatus shown = new JobIterationStatus();
    shown.setIndex(job.index());
    shown.setLastExecution(MicroTimes.format(job.lastExecution()));
    shown.setCompleted(completed);
    shown.setOf(job.of());
    return shown;
  }

  /**
   * The annotation and its value, of a request's key; its time is that of the first write that
   * holds it.
   */
  private static HandledRequest handled(SwarmService service, String key, Instant now) {
    HandledRequest shown = new HandledRequest();
    int separator = key.indexOf('=');
    shown.setKey(SpecFacts.annotation(Request.Kind.valueOf(key.substring(0, separator))));
    shown.setValue(key.substring(separator + 1));
    shown.setAt(
        Optional.ofNullable(service.getStatus())
            .map(SwarmServiceStatus::getRequest)
            .filter(
                old ->
                    shown.getKey().equals(old.getKey()) && shown.getValue().equals(old.getValue()))
            .map(HandledRequest::getAt)
            .orElse(MicroTimes.format(now)));
    return shown;
  }

  /**
   * The status of a service about which nothing can be decided: everything stays, but for the
   * conditions.
   */
  static SwarmServiceStatus withConditions(
      SwarmService service, List<Condition> conditions, Instant now) {
    SwarmServiceStatus old =
        Optional.ofNullable(service.getStatus()).orElseGet(SwarmServiceStatus::new);
    SwarmServiceStatus status = StatusWriter.copy(old);
    status.setObservedGeneration(service.getMetadata().getGeneration());
    status.setConditions(conditions(service, conditions, now));
    return status;
  }

  private static io.swarmoperator.api.Hold hold(Hold hold) {
    io.swarmoperator.api.Hold shown = new io.swarmoperator.api.Hold();
    shown.setRevision(hold.revision());
    shown.setInsteadOf(hold.insteadOf());
    shown.setReason(HoldReason.valueOf(hold.cause().name()));
    shown.setSince(MicroTimes.format(hold.since()));
    return shown;
  }

  private static UpdateStatus update(Rollout rollout) {
    UpdateStatus shown = new UpdateStatus();
    shown.setState(UpdateState.valueOf(rollout.state().name()));
    shown.setMessage(rollout.message());
    shown.setStartedAt(MicroTimes.format(rollout.startedAt()));
    shown.setCompletedAt(MicroTimes.format(rollout.completedAt().orElse(null)));
    shown.setFromRevision(rollout.fromRevision());
    shown.setToRevision(rollout.toRevision());
    shown.setRollout((long) rollout.number());
    shown.setSlots(rollout.slots());
    shown.setFailures(rollout.failures());
    shown.setFailedTasks(rollout.failedTasks());
    shown.setGoneSlots(rollout.goneSlots().stream().map(StatusRenderer::gone).toList());
    return shown;
  }

  private static GoneSlot gone(Rollout.GoneSlot slot) {
    GoneSlot shown = new GoneSlot();
    shown.setSlot(slot.slot());
    shown.setTaken(MicroTimes.format(slot.taken()));
    shown.setReached(MicroTimes.format(slot.reached()));
    return shown;
  }

  private static List<ServiceCondition> conditions(
      SwarmService service, List<Condition> conditions, Instant now) {
    return conditions.stream().map(c -> condition(service, c, now)).toList();
  }

  private static ServiceCondition condition(
      SwarmService service, Condition condition, Instant now) {
    ServiceCondition shown = new ServiceCondition();
    shown.setType(condition.type());
    shown.setStatus(condition.status() ? "True" : "False");
    shown.setReason(condition.reason().word());
    shown.setMessage(condition.message());
    shown.setObservedGeneration(service.getMetadata().getGeneration());
    String since =
        Optional.ofNullable(service.getStatus()).stream()
            .flatMap(status -> status.getConditions().stream())
            .filter(
                old ->
                    condition.type().equals(old.getType())
                        && shown.getStatus().equals(old.getStatus()))
            .map(ServiceCondition::getLastTransitionTime)
            .findFirst()
            .orElse(MicroTimes.format(now));
    shown.setLastTransitionTime(since);
    return shown;
  }

  private static Long number(long number) {
    return number == 0 ? null : number;
  }
}
