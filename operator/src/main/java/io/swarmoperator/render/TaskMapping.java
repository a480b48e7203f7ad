package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.KeptInRollout;
import io.swarmoperator.api.MicroTimes;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskSpec;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Turns task records into {@code SwarmTask} objects and back, and reads who a pod is from its
 * labels. Objects that someone else has bent until they say nothing sensible give an empty answer,
 * never an exception. Whether an object belongs to the service of that name and uid is not asked
 * here: see {@link Owners#uid}.
 */
public final class TaskMapping {
  private TaskMapping() {}

  /**
   * The object that holds a record, whole: it has no status subresource.
   *
   * @param owner the task's service
   * @param task the record
   * @param revisionNumber number of the revision that the task runs, for people; what counts is the
   *     hash on the label
   */
  public static SwarmTask toApi(SwarmService owner, TaskRecord task, long revisionNumber) {
    SwarmTask object = new SwarmTask();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(task.identity().name())
            .withNamespace(owner.getMetadata().getNamespace())
            .withLabels(Labels.ofTask(task.identity(), owner.getMetadata().getUid()))
            .withOwnerReferences(Owners.reference(owner))
            .build());
    object.setSpec(spec(task, revisionNumber));
    object.setStatus(status(task));
    return object;
  }

  private static SwarmTaskSpec spec(TaskRecord task, long revisionNumber) {
    SwarmTaskSpec spec = new SwarmTaskSpec();
    spec.setSlot(task.identity().slot().number());
    spec.setNodeName(emptyToNull(task.identity().slot().node()));
    spec.setRevision(revisionNumber);
    spec.setImage(task.identity().image());
    spec.setDesiredState(io.swarmoperator.api.DesiredState.valueOf(task.desired().name()));
    spec.setReason(task.identity().reason().word());
    spec.setStartAfter(MicroTimes.format(task.startAfter().orElse(null)));
    spec.setAttempt(task.identity().attempt());
    spec.setRollout((long) task.identity().rollout());
    spec.setKept(task.wanted().kept().map(TaskMapping::kept).orElse(null));
    spec.setTriedPlaces(
        task.wanted().tried().isEmpty() ? null : List.copyOf(task.wanted().tried()));
    spec.setJobIteration(task.identity().iteration());
    return spec;
  }

  private static KeptInRollout kept(TaskRecord.Kept kept) {
    KeptInRollout object = new KeptInRollout();
    object.setRollout(kept.rollout());
    object.setAt(MicroTimes.format(kept.at()));
    return object;
  }

  private static Optional<TaskRecord.Kept> kept(KeptInRollout object) {
    return Optional.ofNullable(object)
        .filter(kept -> kept.getRollout() != null)
        .flatMap(kept -> time(kept.getAt()).map(at -> new TaskRecord.Kept(kept.getRollout(), at)));
  }

  private static SortedSet<Integer> tried(List<Integer> places) {
    return places == null ? Collections.emptySortedSet() : new TreeSet<>(places);
  }

  private static SwarmTaskStatus status(TaskRecord task) {
    SwarmTaskStatus status = new SwarmTaskStatus();
    status.setState(io.swarmoperator.api.TaskState.valueOf(task.state().name()));
    status.setMessage(task.message());
    status.setError(task.error());
    status.setExitCode(task.exitCode().isPresent() ? task.exitCode().getAsInt() : null);
    status.setImageID(task.imageId());
    status.setNodeName(task.nodeName());
    status.setCreatedAt(MicroTimes.format(task.createdAt()));
    status.setRunningAt(MicroTimes.format(task.runningAt().orElse(null)));
    status.setFinishedAt(MicroTimes.format(task.finishedAt().orElse(null)));
    return status;
  }

  /** The record that an object holds; empty when it isn't readable as one. */
  public static Optional<TaskRecord> fromApi(SwarmTask object) {
    SwarmTaskSpec spec = object.getSpec();
    if (spec == null || spec.getDesiredState() == null) {
      return Optional.empty();
    }
    try {
      return identity(object, spec.getImage(), nullToEmpty(spec.getNodeName()))
          .map(identity -> record(identity, object));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static TaskRecord record(TaskIdentity identity, SwarmTask object) {
    SwarmTaskStatus status =
        object.getStatus() == null ? new SwarmTaskStatus() : object.getStatus();
    return new TaskRecord(
        identity,
        new TaskRecord.Wanted(
            DesiredState.valueOf(object.getSpec().getDesiredState().name()),
            time(object.getSpec().getStartAfter()),
            kept(object.getSpec().getKept()),
            tried(object.getSpec().getTriedPlaces())),
        new TaskRecord.Phase(
            status.getState() == null ? TaskState.NEW : TaskState.valueOf(status.getState().name()),
            nullToEmpty(status.getMessage()),
            nullToEmpty(status.getError())),
        new TaskRecord.Container(
            status.getExitCode() == null
                ? OptionalInt.empty()
                : OptionalInt.of(status.getExitCode()),
            nullToEmpty(status.getImageID()),
            nullToEmpty(status.getNodeName())),
        new TaskRecord.Times(
            time(status.getCreatedAt())
                .or(() -> time(object.getMetadata().getCreationTimestamp()))
                .orElse(Instant.EPOCH),
            time(status.getRunningAt()),
            time(status.getFinishedAt())));
  }

  /**
   * Which task a pod is; empty when its labels don't say so, or say another name than it has, as
   * those of a copied pod.
   *
   * @param pod a pod that carries the operator's labels
   */
  public static Optional<TaskIdentity> identityOf(Pod pod) {
    return identity(pod, image(pod), node(pod));
  }

  private static Optional<TaskIdentity> identity(HasMetadata object, String image, String node) {
    Map<String, String> labels = object.getMetadata().getLabels();
    if (labels == null) {
      return Optional.empty();
    }
    OptionalInt slot = number(labels.get(Labels.SLOT), 0);
    OptionalInt attempt = number(labels.get(Labels.ATTEMPT), 1);
    OptionalInt rollout = number(labels.get(Labels.ROLLOUT), 0);
    OptionalInt iteration = number(labels.get(Labels.ITERATION), 0);
    if (slot.isEmpty()
        || attempt.isEmpty()
        || rollout.isEmpty()
        || !labels.containsKey(Labels.REVISION)) {
      return Optional.empty();
    }
    TaskIdentity identity =
        new TaskIdentity(
            nullToEmpty(labels.get(Labels.SERVICE)),
            new SlotId(slot.getAsInt(), node),
            attempt.getAsInt(),
            nullToEmpty(labels.get(Labels.TASK)),
            labels.get(Labels.REVISION),
            nullToEmpty(image),
            Reason.of(labels.get(Labels.REASON)),
            rollout.getAsInt(),
            iteration.orElse(0));
    return Optional.of(identity).filter(task -> task.name().equals(object.getMetadata().getName()));
  }

  private static String node(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null ? "" : nullToEmpty(annotations.get(Labels.NODE));
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .filter(container -> ContainerRenderer.NAME.equals(container.getName()))
        .map(Container::getImage)
        .findFirst()
        .orElse("");
  }

  private static OptionalInt number(String text, int least) {
    try {
      int number = Integer.parseInt(nullToEmpty(text));
      return number >= least ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Optional<Instant> time(String text) {
    return Optional.ofNullable(MicroTimes.parse(text));
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String nullToEmpty(String text) {
    return text == null ? "" : text;
  }
}
