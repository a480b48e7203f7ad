package io.swarmoperator.decide;

import java.util.Optional;

/**
 * A task as it is now: its record brought up to date with its pod by {@link TaskStates}.
 *
 * @param now the record as it should read
 * @param stored the record as last written
 * @param pod its pod, while there is one or its last facts are known
 * @param disrupted whether the platform is taking the pod away: evicted, or its node deleted
 * @param onDownNode whether it sits on a node that is down or gone
 * @param onDrainingNode whether it sits on a node that is being drained
 */
record Task(
    TaskRecord now,
    Optional<TaskRecord> stored,
    Optional<PodView> pod,
    boolean disrupted,
    boolean onDownNode,
    boolean onDrainingNode) {

  TaskIdentity identity() {
    return now.identity();
  }

  SlotId slot() {
    return now.identity().slot();
  }

  int attempt() {
    return now.identity().attempt();
  }

  String name() {
    return now.identity().name();
  }

  /** Meant to run and not ended: a member of its slot (S§3.2). */
  boolean live() {
    return !now.desired().stops() && !ended();
  }

  boolean running() {
    return now.state() == TaskState.RUNNING;
  }

  boolean ended() {
    return now.state().ended();
  }

  /** Ended by itself with success. */
  boolean completed() {
    return now.state() == TaskState.COMPLETE;
  }

  /** Ended without having been told to. */
  boolean endedByItself() {
    return ended() && now.state() != TaskState.SHUTDOWN;
  }

  /**
   * Whether its node was deleted after it had been told to stop, or so long ago that its end is
   * written down: that changes nothing any more (S§10.4).
   */
  boolean orphanedBelatedly() {
    return now.state() == TaskState.ORPHANED && stored.map(r -> r.desired().stops()).orElse(false);
  }

  /**
   * Whether the progress deadline passed before a node took it. A global service's has its node's
   * name from the beginning (S§7), so that only its message tells.
   */
  boolean foundNoNodeInTime() {
    return now.state() == TaskState.FAILED
        && now.message().equals(TaskWords.PENDING)
        && now.error().startsWith(TaskWords.OVERDUE);
  }

  /** Whether the scheduler has given its pod to a node. */
  boolean onItsNode() {
    return hasPod() && now.state().compareTo(TaskState.ASSIGNED) >= 0;
  }

  /** Ended since its record was last written. */
  boolean newlyEnded() {
    return ended() && !forgotten() && stored.map(r -> !r.state().ended()).orElse(true);
  }

  /** Running since its record was last written. */
  boolean newlyRunning() {
    return running() && stored.map(r -> r.state() != TaskState.RUNNING).orElse(true);
  }

  /** Left the history while its pod still goes: it is not to be remembered again. */
  boolean forgotten() {
    return stored.isEmpty() && deleting();
  }

  /** A record that waits for its delay or for older tasks of the slot to stop. */
  boolean waiting() {
    return live() && now.desired() == DesiredState.READY && !hasPod();
  }

  /** Has just come: it waits, or no record says yet that its pod is there, or that it has ended. */
  boolean begins() {
    return (live() || newlyEnded())
        && stored.map(r -> r.desired() == DesiredState.READY).orElseGet(this::hasPod);
  }

  /** Whether a pod object exists, in whatever state. */
  boolean hasPod() {
    return pod.isPresent() && !pod.get().gone();
  }

  /** Whether its pod exists and has not ended. */
  boolean hasUnfinishedPod() {
    return hasPod() && !pod.get().finished();
  }

  /** Whether its container may still be at work somewhere the operator can know of. */
  boolean occupiesSlot() {
    return hasUnfinishedPod() && !onDownNode;
  }

  /** Whether its pod is on a node that is down or gives its tasks away. */
  boolean lost() {
    return hasPod() && (onDownNode || onDrainingNode);
  }

  /** Whether it is to leave no history: scaled away, or of an earlier run of a job. */
  boolean removed() {
    return now.desired() == DesiredState.REMOVE;
  }

  /**
   * The node where it counts for the spread: its own, or the one that its pod is on the way to. A
   * pod for which the scheduler has found no node is on the way to none.
   */
  Optional<String> whereabouts() {
    if (!now.nodeName().isEmpty()) {
      return Optional.of(now.nodeName());
    }
    return pod.filter(p -> !p.gone() && p.schedulerMessage().isEmpty())
        .flatMap(p -> p.spot().hint());
  }

  boolean deleting() {
    return pod.map(PodView::deleting).orElse(false);
  }
}
