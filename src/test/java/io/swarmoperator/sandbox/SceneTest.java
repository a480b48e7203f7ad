package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskSpec;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.api.UpdateStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneTest {

  private static final SwarmTask OLD = task(1, 1, DesiredState.SHUTDOWN, TaskState.SHUTDOWN, "n1");
  private static final SwarmTask NEW = task(1, 2, DesiredState.RUNNING, TaskState.RUNNING, "n2");
  private static final SwarmTask TWO = task(2, 1, DesiredState.RUNNING, TaskState.RUNNING, "n2");
  private static final SwarmTask TEN = task(10, 1, DesiredState.RUNNING, TaskState.RUNNING, "n1");

  @Test
  void tasksStandBySlotNumberTheNewestFirst() {
    var scene = Scene.of(Optional.empty(), List.of(TEN, OLD, TWO, NEW));

    assertThat(scene.tasks()).containsExactly(NEW, OLD, TWO, TEN);
    assertThat(scene.table(Instant.parse("2026-01-01T00:00:09Z")).lines().skip(1))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("ping.1.2", "ping.1.1", "ping.2.1", "ping.10.1");
  }

  @Test
  void tasksOfNodesStandByNodeTheNewestFirst() {
    var ofN2 = onNode("n2", 1);
    var old = onNode("n1", 1);
    var ofN1 = onNode("n1", 2);
    var scene = Scene.of(Optional.empty(), List.of(ofN2, old, ofN1));

    assertThat(scene.tasks()).containsExactly(ofN1, old, ofN2);
    assertThat(scene.table(Instant.parse("2026-01-01T00:00:09Z")))
        .isEqualTo(
            """
            NAME         IMAGE   NODE   DESIRED-STATE   CURRENT-STATE   ERROR   AGE
            agent.n1.2           n1     Complete        Complete                9s
            agent.n1.1           n1     Complete        Complete                9s
            agent.n2.1           n2     Complete        Complete                9s
            """);
  }

  private static SwarmTask onNode(String node, int attempt) {
    var task = task(0, attempt, DesiredState.COMPLETE, TaskState.COMPLETE, node);
    task.getSpec().setNodeName(node);
    task.getMetadata().setName("agent." + node + "." + attempt);
    return task;
  }

  @Test
  void anAgeIsTheTimeSinceTheTaskWasCreated() {
    assertThat(Rows.of(NEW, Instant.parse("2026-01-01T00:00:09Z")).age()).hasSeconds(9);
  }

  @Test
  void allRunWhenSummaryAndRecordsSaySoOfThePresentSpec() {
    assertThat(scene(2, 7, 7, "2/2", NEW, TWO).runsAll()).isTrue();
    assertThat(scene(2, 7, 6, "2/2", NEW, TWO).runsAll()).as("status of an older spec").isFalse();
    assertThat(scene(2, 7, 7, "1/2", NEW, TWO).runsAll()).as("summary").isFalse();
    assertThat(scene(2, 7, 7, "2/2", NEW, OLD).runsAll()).as("records").isFalse();
    assertThat(scene(1, 7, 7, "2/2", NEW, TWO).runsAll()).as("global").isTrue();
    assertThat(Scene.of(Optional.empty(), List.of()).runsAll()).as("no service").isFalse();
  }

  @Test
  void onlyTasksMeantToRunCountForANode() {
    var scene = Scene.of(Optional.empty(), List.of(OLD, NEW, TWO, TEN));

    assertThat(scene.runningOn("n1")).isEqualTo(1);
    assertThat(scene.runningOn("n2")).isEqualTo(2);
    assertThat(scene.runningOn("n3")).isZero();
  }

  @ParameterizedTest
  @EnumSource(UpdateState.class)
  void aRolloutHasEndedWellWhenItOrItsRollbackIsComplete(UpdateState state) {
    var update = new UpdateStatus();
    update.setState(state);
    update.setRollout(3L);
    var status = new SwarmServiceStatus();
    status.setUpdate(update);
    var service = new SwarmService();
    service.setStatus(status);
    var scene = Scene.of(Optional.of(service), List.of());

    assertThat(scene.rollout()).isEqualTo(3);
    assertThat(scene.hasRolledOut())
        .isEqualTo(state == UpdateState.COMPLETED || state == UpdateState.ROLLBACK_COMPLETED);
  }

  private static Scene scene(
      int replicas, long generation, long observed, String summary, SwarmTask... tasks) {
    var spec = new SwarmServiceSpec();
    spec.setReplicas(replicas);
    var status = new SwarmServiceStatus();
    status.setObservedGeneration(observed);
    status.setSummary(summary);
    var service = new SwarmService();
    service.getMetadata().setGeneration(generation);
    service.setSpec(spec);
    service.setStatus(status);
    return Scene.of(Optional.of(service), List.of(tasks));
  }

  private static SwarmTask task(
      int slot, int attempt, DesiredState desired, TaskState state, String node) {
    var spec = new SwarmTaskSpec();
    spec.setSlot(slot);
    spec.setAttempt(attempt);
    spec.setDesiredState(desired);
    var status = new SwarmTaskStatus();
    status.setState(state);
    status.setNodeName(node);
    status.setCreatedAt("2026-01-01T00:00:00.000000Z");
    var task = new SwarmTask();
    task.getMetadata().setName("ping." + slot + "." + attempt);
    task.getMetadata().setNamespace("default");
    task.setSpec(spec);
    task.setStatus(status);
    return task;
  }
}
