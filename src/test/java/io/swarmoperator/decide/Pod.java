package io.swarmoperator.decide;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A pod in a table. */
record Pod(PodView view) {
  /** A pod that is made and, where a node is named, bound. */
  static Pod made(String node) {
    return new Pod(
        new PodView(
            "uid-1",
            Sketch.NOW.minusSeconds(60),
            node,
            PodView.Phase.PENDING,
            "",
            "",
            "",
            false,
            false,
            OptionalInt.empty(),
            "",
            "",
            "",
            "",
            Optional.empty(),
            false,
            false,
            false,
            "",
            Spot.ANYWHERE,
            OptionalInt.empty(),
            Optional.empty()));
  }

  static Pod running(String node) {
    return made(node).started().ready();
  }

  Pod unscheduled(String message) {
    PodView v = view;
    return copy(v.phase(), message, v.waitingReason(), "", v.started(), v.ready());
  }

  Pod waits(String reason, String message) {
    PodView v = view;
    return copy(v.phase(), "", reason, message, v.started(), v.ready());
  }

  /** With what somebody found who looked why it doesn't get on. */
  Pod obstacle(String found) {
    return new Pod(view.with(Optional.of(found)));
  }

  Pod started() {
    return copy(PodView.Phase.RUNNING, "", "", "", true, false);
  }

  Pod ready() {
    return copy(PodView.Phase.RUNNING, "", "", "", true, true);
  }

  Pod exited(int code) {
    return exited(code, "", Optional.of(Duration.ofSeconds(9)));
  }

  Pod exited(int code, String reason, Optional<Duration> ranFor) {
    PodView.Phase phase = code == 0 ? PodView.Phase.SUCCEEDED : PodView.Phase.FAILED;
    return end(phase, OptionalInt.of(code), reason, "", "", "", ranFor);
  }

  /** The kubelet gave the pod up before anything ran. */
  Pod refused(String podReason, String message) {
    return end(
        PodView.Phase.FAILED, OptionalInt.empty(), "", "", podReason, message, Optional.empty());
  }

  Pod says(String terminatedReason, String message, String podReason) {
    PodView v = view;
    return end(
        v.phase(), v.exitCode(), terminatedReason, message, podReason, v.podMessage(), v.ranFor());
  }

  Pod spot(Spot spot) {
    PodView v = view;
    return new Pod(
        new PodView(
            v.uid(),
            v.createdAt(),
            v.nodeName(),
            v.phase(),
            v.schedulerMessage(),
            v.waitingReason(),
            v.waitingMessage(),
            v.started(),
            v.ready(),
            v.exitCode(),
            v.terminatedReason(),
            v.terminatedMessage(),
            v.podReason(),
            v.podMessage(),
            v.ranFor(),
            v.deleting(),
            v.disrupted(),
            v.gone(),
            v.imageId(),
            spot,
            spot.bucket(),
            v.obstacle()));
  }

  /** With another place than it was made for. */
  Pod bucket(int bucket) {
    PodView v = view;
    return new Pod(
        new PodView(
            v.uid(),
            v.createdAt(),
            v.nodeName(),
            v.phase(),
            v.schedulerMessage(),
            v.waitingReason(),
            v.waitingMessage(),
            v.started(),
            v.ready(),
            v.exitCode(),
            v.terminatedReason(),
            v.terminatedMessage(),
            v.podReason(),
            v.podMessage(),
            v.ranFor(),
            v.deleting(),
            v.disrupted(),
            v.gone(),
            v.imageId(),
            v.spot(),
            OptionalInt.of(bucket),
            v.obstacle()));
  }

  Pod deleting() {
    return flags(true, view.disrupted(), view.gone());
  }

  Pod disrupted() {
    return flags(view.deleting(), true, view.gone());
  }

  Pod gone() {
    return flags(view.deleting(), view.disrupted(), true);
  }

  private Pod copy(
      PodView.Phase phase,
      String scheduler,
      String waitingReason,
      String waitingMessage,
      boolean started,
      boolean ready) {
    PodView v = view;
    return new Pod(
        new PodView(
            v.uid(),
            v.createdAt(),
            v.nodeName(),
            phase,
            scheduler,
            waitingReason,
            waitingMessage,
            started,
            ready,
            v.exitCode(),
            v.terminatedReason(),
            v.terminatedMessage(),
            v.podReason(),
            v.podMessage(),
            v.ranFor(),
            v.deleting(),
            v.disrupted(),
            v.gone(),
            started ? "sha256:1" : v.imageId(),
            v.spot(),
            v.bucket(),
            v.obstacle()));
  }

  private Pod end(
      PodView.Phase phase,
      OptionalInt code,
      String reason,
      String message,
      String podReason,
      String podMessage,
      Optional<Duration> ranFor) {
    PodView v = view;
    return new Pod(
        new PodView(
            v.uid(),
            v.createdAt(),
            v.nodeName(),
            phase,
            "",
            "",
            "",
            code.isPresent(),
            false,
            code,
            reason,
            message,
            podReason,
            podMessage,
            ranFor,
            v.deleting(),
            v.disrupted(),
            v.gone(),
            v.imageId(),
            v.spot(),
            v.bucket(),
            v.obstacle()));
  }

  private Pod flags(boolean deleting, boolean disrupted, boolean gone) {
    PodView v = view;
    return new Pod(
        new PodView(
            v.uid(),
            v.createdAt(),
            v.nodeName(),
            v.phase(),
            v.schedulerMessage(),
            v.waitingReason(),
            v.waitingMessage(),
            v.started(),
            v.ready(),
            v.exitCode(),
            v.terminatedReason(),
            v.terminatedMessage(),
            v.podReason(),
            v.podMessage(),
            v.ranFor(),
            deleting,
            disrupted,
            gone,
            v.imageId(),
            v.spot(),
            v.bucket(),
            v.obstacle()));
  }
}
