package io.swarmoperator.oracle;

import io.swarmoperator.decide.SlotId;
import io.swarmoperator.oracle.Story.TaskStory;
import io.swarmoperator.oracle.Story.UpdateMoment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which task of a replay stands for which recorded one: the n-th of a slot for the n-th, not
 * counting those known to be alone.
 */
record Pairing(Story recorded, Story replayed, Loners loners) {

  /**
   * Two tasks that stand for each other, or one that stands alone.
   *
   * @param label slot and place in it, e.g. {@code 2.1}; as recorded, where there is a recorded one
   */
  record Pair(String label, Optional<TaskStory> recorded, Optional<TaskStory> replayed) {
    private static Pair of(String label, TaskStory recorded, TaskStory replayed) {
      return new Pair(label, Optional.ofNullable(recorded), Optional.ofNullable(replayed));
    }
  }

  List<Pair> pairs() {
    Map<SlotId, List<TaskStory>> theirs = recorded.slots();
    Map<SlotId, List<TaskStory>> ours = replayed.slots();
    TreeSet<SlotId> slots = new TreeSet<>(theirs.keySet());
    slots.addAll(ours.keySet());
    List<Pair> pairs = new ArrayList<>();
    for (SlotId slot : slots) {
      pair(slot, theirs.getOrDefault(slot, List.of()), ours.getOrDefault(slot, List.of()), pairs);
    }
    return pairs;
  }

  private void pair(SlotId slot, List<TaskStory> their, List<TaskStory> our, List<Pair> pairs) {
    int i = 0;
    int j = 0;
    while (i < their.size() || j < our.size()) {
      String recordedLabel = label(slot, i);
      String replayedLabel = label(slot, j);
      if (i < their.size() && (j == our.size() || loners.onlyRecorded().contains(recordedLabel))) {
        pairs.add(Pair.of(recordedLabel, their.get(i++), null));
      } else if (j < our.size()
          && (i == their.size() || loners.onlyHere().contains(replayedLabel))) {
        pairs.add(Pair.of(replayedLabel, null, our.get(j++)));
      } else {
        pairs.add(Pair.of(recordedLabel, their.get(i++), our.get(j++)));
      }
    }
  }

  /** The changes of the update's status, tasks in messages named by their labels. */
  List<UpdateMoment> recordedUpdates() {
    return labelled(recorded, false);
  }

  /** The same of the replay, tasks named by the labels of those they stand for. */
  List<UpdateMoment> replayedUpdates() {
    return labelled(replayed, true);
  }

  private List<UpdateMoment> labelled(Story story, boolean ours) {
    return story.updates().stream()
        .map(moment -> moment.withMessage(labelled(story, moment, ours)))
        .toList();
  }

  private String labelled(Story story, UpdateMoment moment, boolean ours) {
    // an id may come back under another number of its slot: the newest is meant
    Optional<TaskStory> named =
        story.tasks().stream()
            .filter(task -> moment.message().contains(task.id()))
            .filter(task -> task.madeAt().compareTo(moment.at()) <= 0)
            .max(Comparator.comparing(TaskStory::madeAt));
    return named
        .flatMap(task -> labelOf(task, ours).map(l -> moment.message().replace(task.id(), l)))
        .orElse(moment.message());
  }

  private Optional<String> labelOf(TaskStory task, boolean ours) {
    return pairs().stream()
        .filter(pair -> Optional.of(task).equals(ours ? pair.replayed() : pair.recorded()))
        .map(Pair::label)
        .findFirst();
  }

  private static String label(SlotId slot, int index) {
    return slot.word() + "." + (index + 1);
  }
}
