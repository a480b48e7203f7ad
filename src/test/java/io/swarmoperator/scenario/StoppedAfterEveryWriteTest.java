package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * F1 and F8 end the same wherever the operator was killed in them: once after each of its writes,
 * Events among them. A step is done in all runs that go on together before the next begins.
 */
@ClusterTest
class StoppedAfterEveryWriteTest {
  private static final String TWO =
      """
      replicas: 2
      template: {image: "app:a", restartPolicy: {delay: 1s}}
      updateConfig: {delay: %s, monitor: %s, failureAction: %s}
      rollbackConfig: {monitor: 100ms}
      """;

  private static final String RUNS = "running/running app:%s %s with pod";
  private static final String STOPPED = "shutdown/shutdown app:%s %s";

  @Test
  void aCreationAnUpdateAndARollbackEndTheSame(KubernetesClient client) {
    EveryWrite.of(client)
        .step(
            run -> run.create(TWO.formatted("10ms", "100ms", "pause")),
            o -> o.summary().equals("2/2") && o.slots().size() == 2)
        .step(run -> run.edit(image("app:b")), o -> o.update().startsWith("completed"))
        .step(
            run -> run.edit(request("rollback", "previous")),
            o ->
                o.update().equals("rollback_completed: rollback completed 2->1 2 slots 0 failures")
                    && o.hold().equals("1 instead of 2 REQUESTED_BY_USER"))
        .step(
            run -> run.edit(request("rollback", "previous")),
            o -> o.update().startsWith("rollback_completed: rollback completed 1->2"))
        .endsWith(
            end -> {
              List<String> slot =
                  List.of(
                      RUNS.formatted("b", "RolledBack"),
                      STOPPED.formatted("a", "RolledBack"),
                      STOPPED.formatted("b", "SpecChanged"),
                      STOPPED.formatted("a", "ScaledUp"));
              assertThat(end.slots()).isEqualTo(Map.of(1, slot, 2, slot));
              assertThat(end.hold()).isEmpty();
              assertThat(end.update())
                  .isEqualTo("rollback_completed: rollback completed 1->2 2 slots 0 failures");
              assertThat(end.summary()).isEqualTo("2/2");
            });
  }

  @Test
  void aBadUpdateRollsBackTheSame(KubernetesClient client) {
    // the delay keeps slot 2 out of it; the monitor outlasts any pause between two operators
    EveryWrite.of(client)
        .step(
            run -> run.create(TWO.formatted("100s", "100s", "rollback")),
            o -> o.summary().equals("2/2") && o.slots().size() == 2)
        .killedFromHere()
        .step(
            run -> run.edit(bad()),
            o -> o.update().startsWith("rollback_completed") && o.summary().equals("2/2"))
        .endsWith(
            end -> {
              assertThat(end.slots())
                  .isEqualTo(
                      Map.of(
                          1,
                          List.of(
                              RUNS.formatted("a", "RolledBack"),
                              // the restart that the rollback takes the place of (s06c)
                              STOPPED.formatted("bad", "TaskFailed"),
                              "shutdown/failed app:bad SpecChanged task: non-zero exit (1) with pod",
                              STOPPED.formatted("a", "ScaledUp")),
                          2,
                          List.of(RUNS.formatted("a", "ScaledUp"))));
              assertThat(end.hold()).isEqualTo("1 instead of 2 UPDATE_FAILED");
              assertThat(end.update())
                  .isEqualTo("rollback_completed: rollback completed 2->1 1 slots 0 failures");
            });
  }

  @Test
  void anUpdateThatPausesGoesOnAndGivesWayToAnotherEndsTheSame(KubernetesClient client) {
    String paused =
        "paused: update paused due to failure or early termination 1->2 %d slots 1 failures";
    EveryWrite.of(client)
        .waitingForLong()
        .step(
            run -> run.create(TWO.formatted("10ms", "100ms", "pause").replace("1s", "1h")),
            o -> o.summary().equals("2/2") && o.slots().size() == 2)
        .killedFromHere()
        .step(
            run -> run.edit(unpullable()),
            o ->
                o.update().equals(paused.formatted(2))
                    && waits(o, 1)
                    && o.slots().get(2).size() == 1)
        .step(
            run -> run.edit(request("resume", "true")),
            o -> o.update().equals(paused.formatted(1)) && waits(o, 1) && waits(o, 2))
        .step(
            run -> run.edit(image("app:c").andThen(scripted(Map.of()))),
            o -> o.update().startsWith("completed") && o.summary().equals("2/2"))
        .endsWith(
            end -> {
              List<String> slot =
                  List.of(
                      RUNS.formatted("c", "SpecChanged"),
                      STOPPED.formatted("none", "TaskRejected"),
                      "shutdown/rejected app:none SpecChanged no such image",
                      STOPPED.formatted("a", "ScaledUp"));
              assertThat(end.slots()).isEqualTo(Map.of(1, slot, 2, slot));
              assertThat(end.hold()).isEmpty();
              assertThat(end.update())
                  .isEqualTo("completed: update completed 2->3 2 slots 0 failures");
            });
  }

  /** Whether a slot's task was rejected and the next one waits for its delay. */
  private static boolean waits(Outcome outcome, int slot) {
    return outcome.slots().get(slot).get(0).startsWith("ready/ready app:none");
  }

  private static Consumer<SwarmService> image(String image) {
    return s -> s.getSpec().getTemplate().setImage(image);
  }

  private static Consumer<SwarmService> bad() {
    return image("app:bad")
        .andThen(
            scripted(
                Map.of(
                    "sim.swarmoperator.io/exit-after", "0s",
                    "sim.swarmoperator.io/exit-code", "1")));
  }

  private static Consumer<SwarmService> unpullable() {
    return image("app:none")
        .andThen(scripted(Map.of("sim.swarmoperator.io/pull-error", "no such image")));
  }

  private static Consumer<SwarmService> scripted(Map<String, String> annotations) {
    return s -> s.getSpec().getTemplate().setAnnotations(annotations);
  }

  private static Consumer<SwarmService> request(String what, String value) {
    return s ->
        s.setMetadata(
            new ObjectMetaBuilder(s.getMetadata())
                .addToAnnotations("swarmoperator.io/" + what, value)
                .build());
  }
}
