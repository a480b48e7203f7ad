package io.swarmoperator.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task's pod as observed; plain facts, no conclusions ({@link TaskStates} draws them).
 *
 * @param uid of the pod, the precondition of every delete
 * @param createdAt the API server's creation time, whole seconds
 * @param nodeName empty until scheduled
 * @param phase as the kubelet says
 * @param schedulerMessage why it isn't scheduled, empty otherwise
 * @param waitingReason of the container's waiting state, empty otherwise
 * @param waitingMessage likewise
 * @param started whether the container has started
 * @param ready whether the pod is Ready
 * @param exitCode of the ended container
 * @param terminatedReason of the ended container, e.g. OOMKilled or StartError, empty otherwise
 * @param terminatedMessage likewise
 * @param podReason the pod's own reason, e.g. DeadlineExceeded, empty otherwise
 * @param podMessage likewise
 * @param ranFor how long the ended container ran, by the kubelet's clock; empty when it never
 *     started
 * @param deleting whether its deletion was requested
 * @param disrupted whether condition DisruptionTarget is True: the platform takes it away
 * @param gone whether the pod exists no longer; the facts are the last ones seen
 * @param imageId of the container, empty until known
 * @param spot where it was best to go when it was made
 * @param bucket under max replicas per node: the place that it takes now (0: none), which is
 *     another than the spot's when the limit has changed since
 * @param obstacle what keeps its container from being made, by the kubelet's events; empty when
 *     nobody has looked, an empty text when nothing was found
 */
public record PodView(
    String uid,
    Instant createdAt,
    String nodeName,
    Phase phase,
    String schedulerMessage,
    String waitingReason,
    String waitingMessage,
    boolean started,
    boolean ready,
    OptionalInt exitCode,
    String terminatedReason,
    String terminatedMessage,
    String podReason,
    String podMessage,
    Optional<Duration> ranFor,
    boolean deleting,
    boolean disrupted,
    boolean gone,
    String imageId,
    Spot spot,
    OptionalInt bucket,
    Optional<String> obstacle) {

  /** The pod's phase. */
  public enum Phase {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    UNKNOWN
  }

  /** The same with what keeps its container from being made. */
  public PodView with(Optional<String> found) {
    return new PodView(
        uid,
        createdAt,
        nodeName,
        phase,
        schedulerMessage,
        waitingReason,
        waitingMessage,
        started,
        ready,
        exitCode,
        terminatedReason,
        terminatedMessage,
        podReason,
        podMessage,
        ranFor,
        deleting,
        disrupted,
        gone,
        imageId,
        spot,
        bucket,
        found);
  }

  /** Whether its containers have ended. */
  public boolean finished() {
    return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
  }
}
