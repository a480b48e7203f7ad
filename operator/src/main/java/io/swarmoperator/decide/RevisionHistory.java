package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which revisions are no longer needed: beyond the limit, oldest first, and never one in use. Swarm
 * remembers one spec (S§6.4); how many tasks a slot remembers is {@link HistoryReaper}'s.
 */
final class RevisionHistory {
  private RevisionHistory() {}

  static List<Revision> prune(World world) {
    Set<Long> used = used(world);
    Set<String> hashes = new HashSet<>();
    world.tasks().forEach(t -> hashes.add(t.identity().revision()));
    return world.view().revisions().values().stream()
        .filter(r -> !used.contains(r.number()) && !hashes.contains(r.hash()))
        .sorted(Comparator.comparingLong(Revision::number).reversed())
        .skip(world.spec().revisionHistoryLimit())
        .toList();
  }

  private static Set<Long> used(World world) {
    Memory memory = world.memory();
    Set<Long> used =
        new HashSet<>(
            List.of(memory.specRevision(), memory.currentRevision(), memory.previousRevision()));
    used.add(world.view().specRevision().number());
    memory.hold().ifPresent(h -> used.add(h.revision()));
    memory.rollout().ifPresent(r -> used.addAll(List.of(r.fromRevision(), r.toRevision())));
    memory.rolledOut().stream().reduce((a, b) -> b).ifPresent(used::add);
    return used;
  }
}
