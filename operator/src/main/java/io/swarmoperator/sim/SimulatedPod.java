package io.swarmoperator.sim;

import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

/** A task's pod, as the API server and its kubelet know it. */
final class SimulatedPod {
  final TaskIdentity identity;
  final String uid;
  final Spot spot;
  final Behaviour behaviour;

  /** As its label says; the term that it was made with can't be changed. */
  OptionalInt bucket;

  final Duration stopGrace;
  final Instant createdAt;

  String nodeName = "";
  PodView.Phase phase = PodView.Phase.PENDING;
  String schedulerMessage = "";
  String waitingReason = "";
  String waitingMessage = "";
  Optional<Instant> startedAt = Optional.empty();
  boolean ready;
  OptionalInt exitCode = OptionalInt.empty();
  String terminatedReason = "";
  Optional<Duration> ranFor = Optional.empty();
  boolean deleting;
  boolean disrupted;
  boolean gone;

  SimulatedPod(
      TaskIdentity identity,
      String uid,
      Spot spot,
      Behaviour behaviour,
      Duration stopGrace,
      Instant createdAt) {
    this.identity = identity;
    this.uid = uid;
    this.spot = spot;
    this.bucket = spot.bucket();
    this.behaviour = behaviour;
    this.stopGrace = stopGrace;
    this.createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
  }

  String name() {
    return identity.name();
  }

  /** Whether the anti-affinity of one of two pods keeps them apart. */
  boolean excludes(SimulatedPod other) {
    return bars(spot.bucket(), other.bucket) || bars(other.spot.bucket(), bucket);
  }

  /** Whether it may be kept apart from any other at all. */
  boolean exclusive() {
    return spot.bucket().isPresent() || bucket.isPresent();
  }

  private static boolean bars(OptionalInt term, OptionalInt label) {
    return term.isPresent()
        && label.isPresent()
        && (label.getAsInt() == term.getAsInt() || label.getAsInt() == 0);
  }

  boolean bound() {
    return !nodeName.isEmpty();
  }

  boolean finished() {
    return phase == PodView.Phase.SUCCEEDED || phase == PodView.Phase.FAILED;
  }

  void end(int code, Instant now) {
    phase = code == 0 ? PodView.Phase.SUCCEEDED : PodView.Phase.FAILED;
    terminatedReason = code == 0 ? "Completed" : failure();
    exitCode = OptionalInt.of(code);
    // the kubelet writes both times in whole seconds
    ranFor = startedAt.map(start -> Duration.between(seconds(start), seconds(now)));
    ready = false;
  }

  private String failure() {
    return behaviour.start() == Behaviour.Start.PROGRAM_MISSING ? "StartError" : "Error";
  }

  PodView view(boolean nodeReady) {
    return new PodView(
        uid,
        createdAt,
        nodeName,
        phase,
        schedulerMessage,
        waitingReason,
        waitingMessage,
        startedAt.isPresent(),
        ready && nodeReady,
        exitCode,
        terminatedReason,
        "",
        "",
        "",
        ranFor,
        deleting,
        disrupted,
        gone,
        startedAt.isPresent() ? "sha256:" + identity.image() : "",
        spot,
        bucket,
        Optional.empty());
  }

  private static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
