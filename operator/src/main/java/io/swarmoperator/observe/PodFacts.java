package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.swarmoperator.api.BoundedText;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.render.ContainerRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a pod says, as the plain facts of {@link PodView}; concludes nothing. */
public final class PodFacts {
  /** Reasons of an ended container that never ran: the runtime could not start it. */
  private static final Set<String> NEVER_STARTED = Set.of("StartError", "ContainerCannotRun");

  /** Reasons of a container that waits for its volumes or its image. */
  private static final Set<String> BEING_MADE = Set.of("ContainerCreating", "PodInitializing");

  private PodFacts() {}

  /**
   * The facts of a pod.
   *
   * @param pod as the API server says
   * @param deletedByUs whether we have asked for its deletion and the pod doesn't show it yet
   */
  public static PodView of(Pod pod, boolean deletedByUs) {
    return of(pod, deletedByUs, false);
  }

  /**
   * The last facts of a pod that exists no longer: they tell an eviction from a deletion by hand.
   */
  static PodView ofGone(Pod pod) {
    return of(pod, true, true);
  }

  private static PodView of(Pod pod, boolean deleting, boolean gone) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    Optional<ContainerState> state = container(status).map(ContainerStatus::getState);
    Optional<ContainerStateWaiting> waiting = state.map(ContainerState::getWaiting);
    Optional<ContainerStateTerminated> ended = state.map(ContainerState::getTerminated);
    return new PodView(
        pod.getMetadata().getUid(),
        time(pod.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH),
        nodeName(pod),
        phase(status.getPhase()),
        condition(status, "PodScheduled")
            .filter(c -> "False".equals(c.getStatus()))
            .map(c -> text(c.getMessage()))
            .orElse(""),
        waiting.map(w -> text(w.getReason())).orElse(""),
        waiting.map(w -> text(w.getMessage())).orElse(""),
        started(state),
        condition(status, "Ready").filter(c -> "True".equals(c.getStatus())).isPresent(),
        ended
            .map(e -> OptionalInt.of(Objects.requireNonNullElse(e.getExitCode(), 0)))
            .orElse(OptionalInt.empty()),
        ended.map(e -> text(e.getReason())).orElse(""),
        ended.map(e -> text(e.getMessage())).orElse(""),
        text(status.getReason()),
        text(status.getMessage()),
        ended.flatMap(PodFacts::ranFor),
        deleting || pod.getMetadata().getDeletionTimestamp() != null,
        condition(status, "DisruptionTarget").filter(c -> "True".equals(c.getStatus())).isPresent(),
        gone,
        container(status).map(c -> text(c.getImageID())).orElse(""),
        Spots.of(pod),
        Spots.bucket(pod),
        Optional.empty());
  }

  /** The node that a pod is bound to, empty while it isn't. */
  static String nodeName(Pod pod) {
    return pod.getSpec() == null ? "" : text(pod.getSpec().getNodeName());
  }

  /**
   * The node on which a pod takes a place: its own, or while it has none the one that it is meant
   * for; empty when it has ended, was told to go, or found no node.
   */
  static String headedFor(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    String phase = text(status.getPhase());
    boolean finished = phase.equals("Succeeded") || phase.equals("Failed");
    if (finished || pod.getMetadata().getDeletionTimestamp() != null) {
      return "";
    }
    boolean refused =
        condition(status, "PodScheduled").filter(c -> "False".equals(c.getStatus())).isPresent();
    String meant = refused ? "" : Spots.of(pod).hint().orElse("");
    return nodeName(pod).isEmpty() ? meant : nodeName(pod);
  }

  /** Whether a pod is on a node that has not made its container yet. */
  static boolean beingMade(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    Optional<ContainerState> state = container(status).map(ContainerStatus::getState);
    boolean nothingYet =
        state.isEmpty()
            || state
                .map(ContainerState::getWaiting)
                .filter(waiting -> BEING_MADE.contains(text(waiting.getReason())))
                .isPresent();
    return nothingYet
        && !nodeName(pod).isEmpty()
        && phase(status.getPhase()) == PodView.Phase.PENDING
        && pod.getMetadata().getDeletionTimestamp() == null;
  }

  private static Optional<ContainerStatus> container(PodStatus status) {
    // a podPatch may have put others beside it
    return status.getContainerStatuses().stream()
        .filter(c -> ContainerRenderer.NAME.equals(c.getName()))
        .findFirst()
        .or(() -> status.getContainerStatuses().stream().findFirst());
  }

  private static boolean started(Optional<ContainerState> state) {
    return state
        .map(
            s ->
                s.getRunning() != null
                    || (s.getTerminated() != null
                        && !NEVER_STARTED.contains(text(s.getTerminated().getReason()))))
        .orElse(false);
  }

  private static Optional<Duration> ranFor(ContainerStateTerminated ended) {
    Optional<Instant> from =
        time(ended.getStartedAt()).filter(start -> !start.equals(Instant.EPOCH));
    Optional<Instant> to = time(ended.getFinishedAt());
    return from.flatMap(start -> to.map(end -> Duration.between(start, end)))
        .filter(d -> !d.isNegative());
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return status.getConditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  private static PodView.Phase phase(String phase) {
    try {
      return PodView.Phase.valueOf(text(phase).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // absent between a create and the first status
      return text(phase).isEmpty() ? PodView.Phase.PENDING : PodView.Phase.UNKNOWN;
    }
  }

  private static Optional<Instant> time(String text) {
    return Optional.ofNullable(text).filter(t -> !t.isEmpty()).map(Instant::parse);
  }

  /**
   * Cut as a record will hold it: a text that reads otherwise when it comes back would be written
   * again for ever.
   */
  private static String text(String text) {
    return text == null ? "" : BoundedText.cut(text);
  }
}
