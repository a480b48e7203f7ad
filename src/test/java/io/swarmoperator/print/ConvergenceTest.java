package io.swarmoperator.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskSpec;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.render.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is shown while a service converges, and how that ends. */
class ConvergenceTest {
  private static final Instant START = Instant.parse("2026-01-02T04:00:00Z");
  private static final String BEFORE =
      "observedGeneration: 1, desiredTasks: 2, currentRevision: 1, rolloutCounter: 0";
  private static final String UPDATING =
      "observedGeneration: 2, desiredTasks: 2, currentRevision: 2, rolloutCounter: 1,"
          + " update: {state: updating, message: update in progress}";
  private static final String COMPLETED =
      UPDATING.replace("updating, message: update in progress", "completed, message: done");

  private final List<SwarmTask> tasks = new ArrayList<>();
  private final StringBuilder shown = new StringBuilder();
  private ProgressScreen screen = new ProgressScreen(OptionalInt.empty());

  @Difference("D141")
  @Test
  void anUpdateIsFollowedToItsEndAndVerified() {
    Convergence convergence = convergence("replicas: 2", Convergence.Expected.TASKS);
    look(convergence, 0, "replicas: 2", BEFORE);
    task(1, 1, DesiredState.SHUTDOWN, TaskState.SHUTDOWN, "");
    task(1, 2, DesiredState.RUNNING, TaskState.STARTING, "");
    task(2, 1, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(convergence, 1, "replicas: 2", UPDATING);
    task(1, 2, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(convergence, 2, "replicas: 2", UPDATING);
    task(2, 2, DesiredState.RUNNING, TaskState.RUNNING, "");
    Convergence.Report verifying = look(convergence, 3, "replicas: 2", UPDATING);
    assertThat(verifying.lookAt()).contains(START.plusSeconds(4));
    assertThat(look(convergence, 8, "replicas: 2", UPDATING).end())
        .as("not before the update says so")
        .isEmpty();
    assertThat(look(convergence, 9, "replicas: 2", COMPLETED).end())
        .contains(new Convergence.End.Converged());
    assertThat(shown)
        .hasToString(
            """
            overall progress: 0 out of 2 tasks
            overall progress: 1 out of 2 tasks
            overall progress: 2 out of 2 tasks
            verify: Waiting 5 seconds to verify that tasks are stable...
            verify: Service ping converged
            """);
  }

  @Test
  void aTaskThatFailsIsTold() {
    Convergence convergence = convergence("replicas: 1", Convergence.Expected.TASKS);
    String status = "observedGeneration: 2, desiredTasks: 1, currentRevision: 1";
    task(1, 1, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(convergence, 0, "replicas: 1", status);
    task(
        1, 1, DesiredState.RUNNING, TaskState.FAILED, "task: non-zero exit (1)\n" + "x".repeat(80));
    look(convergence, 1, "replicas: 1", status);
    assertThat(shown)
        .hasToString(
            """
            overall progress: 0 out of 1 tasks
            overall progress: 1 out of 1 tasks
            verify: Waiting 5 seconds to verify that tasks are stable...
            1/1: task: non-zero exit (1) %s…
            overall progress: 0 out of 1 tasks
            verify: Detected task failure
            """
                .formatted("x".repeat(50)));
  }

  @Test
  void aPausedUpdateIsAFailure() {
    Convergence convergence = convergence("replicas: 2", Convergence.Expected.TASKS);
    String paused =
        UPDATING.replace(
            "updating, message: update in progress", "paused, message: task ping.1 failed");
    assertThat(look(convergence, 1, "replicas: 2", paused).end())
        .contains(new Convergence.End.Failed("service update paused: task ping.1 failed"));
  }

  @Test
  void anEarlierUpdateThatIsPausedIsNoConcernOfAScale() {
    String paused =
        "observedGeneration: 2, desiredTasks: 1, currentRevision: 1, rolloutCounter: 4,"
            + " update: {state: paused, message: long ago}";
    SwarmService before = service("replicas: 1", paused, 1);
    Convergence convergence =
        new Convergence(before, service("replicas: 1", paused, 2), Convergence.Expected.TASKS);
    task(1, 1, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(convergence, 0, "replicas: 1", paused);
    assertThat(look(convergence, 5, "replicas: 1", paused).end())
        .contains(new Convergence.End.Converged());
  }

  @Test
  @Difference("D129")
  void aRollbackByItselfIsTold() {
    Convergence convergence = convergence("replicas: 1", Convergence.Expected.TASKS);
    String back =
        "observedGeneration: 2, desiredTasks: 1, currentRevision: 1, rolloutCounter: 2,"
            + " update: {state: rollback_started, message: update rolled back due to failure}";
    look(convergence, 0, "replicas: 1", back);
    task(1, 1, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(convergence, 1, "replicas: 1", back);
    String ended = back.replace("rollback_started", "rollback_completed");
    assertThat(look(convergence, 6, "replicas: 1", ended).end())
        .as("docker's exit code is 0")
        .contains(new Convergence.End.Failed("service update rolled back: due to failure"));
    assertThat(shown)
        .hasToString(
            """
            rollback: update rolled back due to failure
            overall progress: 0 out of 1 tasks
            overall progress: rolling back update: 0 out of 1 tasks
            overall progress: rolling back update: 1 out of 1 tasks
            verify: Waiting 5 seconds to verify that tasks are stable...
            verify: Service ping converged
            """);
  }

  @Test
  void aRollbackThatWasAskedForIsNoFailure() {
    Convergence convergence = convergence("replicas: 1", Convergence.Expected.ROLLBACK);
    String back =
        "observedGeneration: 2, desiredTasks: 1, currentRevision: 1, rolloutCounter: 1,"
            + " update: {state: rollback_completed, message: rollback completed}";
    task(1, 1, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(convergence, 0, "replicas: 1", back);
    assertThat(look(convergence, 6, "replicas: 1", back).end())
        .contains(new Convergence.End.Converged());
  }

  @Test
  void aRollbackThatWasUnderWayBeforeIsNoFailureOfAScale() {
    String back =
        "observedGeneration: 2, desiredTasks: 1, currentRevision: 1, rolloutCounter: 4,"
            + " update: {state: rollback_started, message: update rolled back due to failure}";
    Convergence convergence =
        new Convergence(
            service("replicas: 1", back, 1),
            service("replicas: 1", back, 2),
            Convergence.Expected.TASKS);
    task(1, 1, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(convergence, 0, "replicas: 1", back);
    assertThat(
            look(
                    convergence,
                    6,
                    "replicas: 1",
                    back.replace("rollback_started", "rollback_completed"))
                .end())
        .contains(new Convergence.End.Converged());
  }

  @Test
  void thatNobodyAnswersIsSaidOnce() {
    Convergence convergence = convergence("replicas: 1", Convergence.Expected.TASKS);
    Convergence.Report first = look(convergence, 0, "replicas: 1", BEFORE);
    assertThat(first.hint()).isEmpty();
    assertThat(first.lookAt()).contains(START.plusSeconds(30));
    assertThat(look(convergence, 29, "replicas: 1", BEFORE).hint()).isEmpty();
    Convergence.Report late = look(convergence, 30, "replicas: 1", BEFORE);
    assertThat(late.hint().orElseThrow())
        .startsWith("no operator has answered for 30 seconds")
        .contains("namespace default?", "kubectl get deployments");
    assertThat(late.end()).as("it goes on").isEmpty();
    Convergence.Report later = look(convergence, 90, "replicas: 1", BEFORE);
    assertThat(later.hint()).isEmpty();
    assertThat(later.lookAt()).isEmpty();
  }

  @Test
  void aRequestThatLeadsToNoRolloutWasRefused() {
    Convergence convergence = convergence("replicas: 1", Convergence.Expected.ROLLOUT);
    SwarmService asked =
        service("replicas: 1", BEFORE.replace("Generation: 1", "Generation: 2"), 2);
    asked.getMetadata().setAnnotations(Map.of(Labels.ROLLBACK_REQUEST, "previous"));
    assertThat(convergence.look(new Sight(asked, tasks, START)).end()).isEmpty();
    asked.getMetadata().setAnnotations(Map.of());
    assertThat(convergence.look(new Sight(asked, tasks, START)).end())
        .contains(new Convergence.End.Refused());
  }

  @Test
  void aSpecThatTheOperatorRefusesIsAFailure() {
    Convergence convergence = convergence("replicas: 1", Convergence.Expected.TASKS);
    String refused =
        "observedGeneration: 2, conditions: [{type: Stalled, status: 'True', reason: InvalidSpec,"
            + " message: no such thing}]";
    assertThat(look(convergence, 0, "replicas: 1", refused).end())
        .contains(new Convergence.End.Failed("the spec is refused: no such thing"));
  }

  @Test
  void aPausedServiceIsNotWaitedFor() {
    Convergence convergence =
        convergence("{replicas: 2, paused: true}", Convergence.Expected.TASKS);
    assertThat(look(convergence, 0, "{replicas: 2, paused: true}", UPDATING).end())
        .contains(
            new Convergence.End.Waits("service ping is paused and hands out no further slot"));
  }

  @Test
  void aJobIsDoneWhenItsTasksAreComplete() {
    String job = "{mode: replicated-job, job: {maxConcurrent: 2, totalCompletions: 3}}";
    Convergence convergence = convergence(job, Convergence.Expected.TASKS);
    String status =
        "observedGeneration: 2, desiredTasks: 1, jobIteration: {index: 0, completed: %d}";
    task(1, 1, DesiredState.COMPLETE, TaskState.RUNNING, "");
    look(convergence, 0, job, status.formatted(2));
    tasks.clear();
    assertThat(look(convergence, 1, job, status.formatted(3)).end())
        .contains(new Convergence.End.Converged());
    assertThat(shown)
        .hasToString(
            """
            active tasks: 1 out of 1 tasks
            active tasks: 0 out of 0 tasks
            job complete
            """);
  }

  @Test
  void aGlobalServiceHasALineForEachNode() {
    screen = new ProgressScreen(OptionalInt.of(120));
    Convergence convergence = convergence("mode: global", Convergence.Expected.TASKS);
    String status = "observedGeneration: 2, desiredTasks: 1, currentRevision: 1";
    look(convergence, 0, "mode: global", status);
    task(0, 1, DesiredState.RUNNING, TaskState.PREPARING, "");
    tasks.get(0).getSpec().setNodeName("n1");
    look(convergence, 1, "mode: global", status);
    assertThat(shown.toString().replace("\u001b", "^").replace("\r", "<"))
        .isEqualTo(
            """

            ^[1A^[2K<overall progress: waiting for new tasks <^[1B
            ^[1A^[2K<n1: preparing [=================================>                 ] <^[1B^[2A^[2K<overall progress: 0 out of 1 tasks <^[2B""");
  }

  @Test
  void aTerminalShowsBarsInPlace() {
    assertThat(onATerminal(120))
        .isEqualTo(
            """

            ^[1A^[2K<overall progress: 0 out of 1 tasks <^[1B
            ^[1A^[2K<1/1:   <^[1B^[1A^[2K<1/1: running   [==================================================>] <^[1B\
            ^[2A^[2K<overall progress: 1 out of 1 tasks <^[2B
            ^[1A^[2K<verify: Waiting 5 seconds to verify that tasks are stable... <^[1B""");
  }

  @Test
  void aNarrowTerminalShowsNoBars() {
    assertThat(onATerminal(40))
        .contains("<1/1: running   <")
        .contains("<verify: Waiting 5 seconds to verify th…<")
        .doesNotContain("=");
  }

  private String onATerminal(int width) {
    screen = new ProgressScreen(OptionalInt.of(width));
    Convergence convergence = convergence("replicas: 1", Convergence.Expected.TASKS);
    task(1, 1, DesiredState.RUNNING, TaskState.RUNNING, "");
    look(
        convergence,
        0,
        "replicas: 1",
        "observedGeneration: 2, desiredTasks: 1, currentRevision: 1");
    return shown.toString().replace("\u001b", "^").replace("\r", "<");
  }

  private static Convergence convergence(String spec, Convergence.Expected expected) {
    return new Convergence(service(spec, BEFORE, 1), service(spec, BEFORE, 2), expected);
  }

  private Convergence.Report look(Convergence convergence, int second, String spec, String status) {
    Sight sight = new Sight(service(spec, status, 2), tasks, START.plusSeconds(second));
    Convergence.Report report = convergence.look(sight);
    report.lines().forEach(line -> shown.append(screen.show(line)));
    return report;
  }

  private static SwarmService service(String spec, String status, long generation) {
    String fields = spec.startsWith("{") ? spec.substring(1, spec.length() - 1) : spec;
    return Fixtures.service(
        """
        apiVersion: swarmoperator.io/v1alpha1
        kind: SwarmService
        metadata: {name: ping, namespace: default, generation: %d}
        spec: {template: {image: app}, %s}
        status: {%s}
        """
            .formatted(generation, fields, status));
  }

  private void task(int slot, long revision, DesiredState desired, TaskState state, String error) {
    String name = "ping." + slot + "." + revision;
    tasks.removeIf(t -> t.getMetadata().getName().equals(name));
    SwarmTask task = new SwarmTask();
    task.getMetadata().setName(name);
    task.getMetadata().setNamespace("default");
    task.getMetadata().setLabels(Map.of(Labels.SERVICE, "ping"));
    task.setSpec(new SwarmTaskSpec());
    task.getSpec().setSlot(slot);
    task.getSpec().setAttempt((int) revision);
    task.getSpec().setRevision(revision);
    task.getSpec().setDesiredState(desired);
    task.getSpec().setJobIteration(0);
    task.setStatus(new SwarmTaskStatus());
    task.getStatus().setState(state);
    task.getStatus().setError(Optional.of(error).filter(e -> !e.isEmpty()).orElse(null));
    tasks.add(task);
  }
}
