package io.swarmoperator.oracle;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.oracle.Story.Count;
import io.swarmoperator.oracle.Story.Moment;
import io.swarmoperator.oracle.Story.TaskStory;
import io.swarmoperator.oracle.Story.UpdateMoment;
import io.swarmoperator.oracle.Story.What;
import io.swarmoperator.sim.ClusterListener;
import io.swarmoperator.sim.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes down what becomes of the simulated service. */
final class StoryTeller implements ClusterListener {
  private final SimulatedCluster cluster;
  private final Instant origin;
  private final NodeNames nodes;
  private final RecordedTasks recorded;
  private final Map<String, TaskStory> tasks = new LinkedHashMap<>();
  private final List<UpdateMoment> updates = new ArrayList<>();
  private final List<Count> counts = new ArrayList<>();

  StoryTeller(SimulatedCluster cluster, Instant origin, NodeNames nodes, RecordedTasks recorded) {
    this.nodes = nodes;
    this.recorded = recorded;
    this.cluster = cluster;
    this.origin = origin;
  }

  Story story() {
    return new Story(List.copyOf(tasks.values()), List.copyOf(updates), List.copyOf(counts));
  }

  @Override
  public void recordSaved(Optional<TaskRecord> before, TaskRecord after) {
    recorded.made(after.identity());
    String name = after.identity().name();
    TaskStory task =
        tasks.computeIfAbsent(
            name,
            key ->
                new TaskStory(
                    after.identity().id(),
                    recordedSlot(after.identity().slot()),
                    after.identity().image(),
                    new ArrayList<>()));
    List<Moment> moments = task.moments();
    if (moments.isEmpty()) {
      moments.add(now(What.MADE));
    }
    boolean released =
        after.desired() == DesiredState.RUNNING || after.desired() == DesiredState.COMPLETE;
    if (released && told(moments, What.RELEASED)) {
      moments.add(now(What.RELEASED));
    }
    boolean unplaced = after.state() == TaskState.PENDING && !after.error().isEmpty();
    if (unplaced && !lastReason(moments).equals(after.error())) {
      moments.add(
          new Moment(offset(), What.UNPLACED, OptionalInt.empty(), Optional.of(after.error())));
    }
    if (after.state() == TaskState.STARTING && told(moments, What.STARTING)) {
      moments.add(now(What.STARTING));
    }
    if (after.state() == TaskState.RUNNING && told(moments, What.RUNNING)) {
      moments.add(now(What.RUNNING));
    }
    boolean wasTold = before.map(record -> record.desired().stops()).orElse(false);
    if (after.desired().stops() && !wasTold && !after.state().ended()) {
      boolean goes = after.desired() == DesiredState.REMOVE;
      moments.add(now(goes ? What.TOLD_TO_GO : What.TOLD_TO_STOP));
    }
    if (after.state().ended() && !before.map(r -> r.state().ended()).orElse(false)) {
      moments.add(end(after, !told(moments, What.STARTING) || !told(moments, What.RUNNING)));
    }
  }

  private SlotId recordedSlot(SlotId slot) {
    return slot.node().isEmpty() ? slot : SlotId.onNode(nodes.recorded(slot.node()));
  }

  private static String lastReason(List<Moment> moments) {
    return moments.stream()
        .filter(moment -> moment.what() == What.UNPLACED)
        .reduce((before, last) -> last)
        .flatMap(Moment::error)
        .orElse("");
  }

  private static boolean told(List<Moment> moments, What what) {
    return moments.stream().noneMatch(moment -> moment.what() == what);
  }

  private Moment end(TaskRecord task, boolean ran) {
    return new Moment(
        offset(),
        What.valueOf(task.state().name()),
        ran ? task.exitCode() : OptionalInt.empty(),
        RecordedStory.sameWords(task.error()));
  }

  @Override
  public void recordDeleted(TaskRecord task) {
    tasks.get(task.identity().name()).moments().add(now(What.GONE));
  }

  @Override
  public void memorySaved(Memory before, Memory after) {
    UpdateMoment was = update(before.rollout());
    UpdateMoment is = update(after.rollout());
    boolean another =
        !before.rollout().map(Rollout::number).equals(after.rollout().map(Rollout::number));
    boolean changed = !was.state().equals(is.state()) || !was.message().equals(is.message());
    if (changed || (another && after.rollout().isPresent())) {
      updates.add(is);
    }
    int iteration = after.job().map(JobIteration::index).orElse(0);
    if (iteration > before.job().map(JobIteration::index).orElse(0)) {
      updates.add(UpdateMoment.of(offset(), "iteration " + iteration));
    }
  }

  @Override
  public void statusSaved(ServiceStatus after) {
    counts.add(new Count(offset(), after.summary()));
  }

  private UpdateMoment update(Optional<Rollout> rollout) {
    return rollout
        .map(
            run ->
                new UpdateMoment(
                    offset(),
                    run.state().word(),
                    run.message(),
                    Optional.of(offset(run.startedAt())),
                    run.completedAt().map(this::offset)))
        .orElse(UpdateMoment.of(offset(), ""));
  }

  private Moment now(What what) {
    return Moment.of(offset(), what);
  }

  private Duration offset() {
    return offset(cluster.now());
  }

  private Duration offset(Instant instant) {
    return Duration.between(origin, instant);
  }
}
