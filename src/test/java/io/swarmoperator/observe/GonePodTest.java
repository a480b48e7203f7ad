package io.swarmoperator.observe;

import static io.swarmoperator.observe.TestTasks.UID;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was last seen of a pod that is gone tells how its task ended until that is stored. */
class GonePodTest {
  private static final TaskRecord RUNNING = TestTasks.record(1, TaskState.RUNNING);
  private static final TaskRecord FAILED = TestTasks.record(1, TaskState.FAILED);
  private static final Pod POD = TestTasks.pod(RUNNING, "pod-1");

  private final TickingClock clock = new TickingClock();
  private final RecentWrites recent = new RecentWrites(clock);

  @Test
  void ofATaskWhoseEndCouldNotBeStoredItIsStillKnown() {
    recent.podDeleting(UID, "pod-1");
    recent.podGone(UID, POD);
    recent.recordPending(UID, FAILED);
    assertThat(looks(FAILED).pod()).isEmpty();

    recent.recordNotWritten(UID, FAILED);
    assertThat(looks(RUNNING).pod()).map(PodView::gone).contains(true);
  }

  @Test
  void ofATaskWhoseEndIsStoredItIsForgotten() {
    recent.podDeleting(UID, "pod-1");
    recent.podGone(UID, POD);
    recent.recordPending(UID, FAILED);
    recent.recordWritten(UID, FAILED, TestTasks.stored(FAILED, "20"));
    assertThat(looks(FAILED).pod()).isEmpty();

    assertThat(recent.of(UID).gonePods()).isEmpty();
  }

  /** What a decision sees of the task, when its record is known to be this. */
  private ObservedTask looks(TaskRecord record) {
    TasksInView.LivePods<Pod> none =
        new TasksInView.LivePods<>() {
          @Override
          public Optional<Pod> find(String name) {
            return Optional.empty();
          }

          @Override
          public void neverSeen(Pod pod) {}
        };
    TasksInView<Pod> inView =
        new TasksInView<>(KubernetesPods.KIND, none, recent.about(UID), clock);
    List<ObservedTask> tasks =
        inView.tasks(Map.of(), Map.of(record.identity().name(), record), recent.of(UID));
    assertThat(tasks).hasSize(1);
    return tasks.get(0);
  }
}
