package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the records of slots tell and is remembered before they go (S§5.4 d). */
final class SlotsThatGo {
  private SlotsThatGo() {}

  static Memory remembered(Memory memory, World world, Slots slots) {
    int floor = Math.max(memory.attemptFloor(), SlotRemoval.attemptFloor(slots));
    return memory
        .activeRun()
        .filter(r -> world.spec().mode().perNode())
        .map(run -> memory.withRollout(Optional.of(withGone(run, world, slots))))
        .orElse(memory)
        .withAttemptFloor(floor);
  }

  /** A worker's delay begins when the node goes, not when the last of what was on it has gone. */
  private static Rollout withGone(Rollout run, World world, Slots slots) {
    List<Slot> going = Stream.concat(slots.surplus().stream(), slots.dead().stream()).toList();
    return going.isEmpty() ? run : run.withGone(new Updater(world, slots, run).takenOf(going));
  }
}
