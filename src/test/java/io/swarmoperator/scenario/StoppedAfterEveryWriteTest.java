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
 * Events among them.
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
            run -> run.edit(request("previous")), o -> o.update().startsWith("rollback_completed"))
        .endsWith(
            end -> {
              List<String> slot =
                  List.of(
                      RUNS.formatted("a", "RolledBack"),
                      STOPPED.formatted("b", "SpecChanged"),
                      STOPPED.formatted("a", "ScaledUp"));
              assertThat(end.slots()).isEqualTo(Map.of(1, slot, 2, slot));
              assertThat(end.hold()).isEqualTo("1 instead of 2 REQUESTED_BY_USER");
              assertThat(end.update())
                  .isEqualTo("rollback_completed: rollback completed 2->1 2 slots 0 failures");
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
                              "shutdown/failed app:bad SpecChanged task: non-zero exit (1) with pod",
                              STOPPED.formatted("a", "ScaledUp")),
                          2,
                          List.of(RUNS.formatted("a", "ScaledUp"))));
              assertThat(end.hold()).isEqualTo("1 instead of 2 UPDATE_FAILED");
              assertThat(end.update())
                  .isEqualTo("rollback_completed: rollback completed 2->1 1 slots 0 failures");
            });
  }

  private static Consumer<SwarmService> image(String image) {
    return s -> s.getSpec().getTemplate().setImage(image);
  }

  private static Consumer<SwarmService> bad() {
    return image("app:bad")
        .andThen(
            s ->
                s.getSpec()
                    .getTemplate()
                    .setAnnotations(
                        Map.of(
                            "sim.swarmoperator.io/exit-after", "0s",
                            "sim.swarmoperator.io/exit-code", "1")));
  }

  private static Consumer<SwarmService> request(String revision) {
    return s ->
        s.setMetadata(
            new ObjectMetaBuilder(s.getMetadata())
                .addToAnnotations("swarmoperator.io/rollback", revision)
                .build());
  }
}
