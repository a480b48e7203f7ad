package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.Edits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** F3 ends the same wherever the operator was killed in it. */
@ClusterTest
@ChangesNodes
class StoppedAfterEveryWriteOfADrainTest {
  private static final String THREE =
      "replicas: 3\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}";

  /** Tasks of the runs that share the nodes decide which slot is on the drained one. */
  @Test
  void aDrainAReturnAndAScaleEndTheSame(KubernetesClient client) {
    EveryWrite.of(client)
        .comparing(
            o -> Map.of("slots", o.histories(), "numbers", o.slots().keySet(), "now", o.summary()))
        .step(run -> run.create(THREE), o -> o.summary().equals("3/3") && o.slots().size() == 3)
        .killedFromHere()
        .step(
            () -> availability(client, "n3", "drain"),
            run -> {},
            o -> o.summary().equals("3/3") && o.histories().toString().contains("NodeDrained"))
        .step(
            () -> availability(client, "n3", "active"),
            run -> run.edit(s -> s.getSpec().setReplicas(4)),
            o -> o.summary().equals("4/4") && o.slots().size() == 4)
        .endsWith(
            end -> {
              String there = "running/running app:a ScaledUp with pod";
              assertThat(end.histories())
                  .isEqualTo(
                      List.of(
                          "running/running app:a NodeDrained with pod <- shutdown/shutdown app:a ScaledUp on n3",
                          "running/running app:a ScaledUp on n3 with pod",
                          there,
                          there));
              assertThat(end.slots().keySet()).isEqualTo(Set.of(1, 2, 3, 4));
              assertThat(end.slots().get(4)).hasSize(1).first().asString().contains("on n3");
              assertThat(end.update()).isEmpty();
            });
  }

  @Test
  void aPauseACordonAndEvictionsEndTheSame(KubernetesClient client) {
    EveryWrite.of(client)
        .comparing(
            o -> Map.of("slots", o.histories(), "numbers", o.slots().keySet(), "now", o.summary()))
        .step(
            () -> cordon(client, "n3", false),
            run -> run.create(THREE),
            o -> o.summary().equals("3/3") && o.slots().size() == 3)
        .killedFromHere()
        .step(
            () -> {
              availability(client, "n2", "pause");
              cordon(client, "n1", true);
            },
            run -> run.edit(s -> s.getSpec().setReplicas(4)),
            o -> o.summary().equals("4/4") && o.slots().size() == 4)
        .step(
            () -> {
              availability(client, "n2", "active");
              cordon(client, "n1", false);
              cordon(client, "n3", true);
            },
            run -> run.evicted("n3"),
            o -> o.summary().equals("4/4") && evicted(o) == 2)
        .endsWith(
            end -> {
              String moved =
                  "running/running app:a Evicted with pod <- shutdown/shutdown app:a ScaledUp on n3";
              String stayed = "running/running app:a ScaledUp with pod";
              assertThat(end.histories()).isEqualTo(List.of(moved, moved, stayed, stayed));
              assertThat(end.slots().get(4)).hasSize(2);
              assertThat(end.update()).isEmpty();
            });
  }

  private static long evicted(Outcome outcome) {
    return outcome.histories().stream().filter(h -> h.contains("Evicted")).count();
  }

  /** How far the update is when the tasks leave differs from run to run, how both end doesn't. */
  @Test
  void aDrainInMidUpdateEndsTheSame(KubernetesClient client) {
    EveryWrite.of(client)
        .comparing(o -> Map.of("run", o.running(), "update", o.update(), "now", o.summary()))
        .step(
            () -> availability(client, "n3", "active"),
            run -> run.create(THREE + "\nupdateConfig: {delay: 500ms, monitor: 100ms}"),
            o -> o.summary().equals("3/3") && o.slots().size() == 3)
        .killedFromHere()
        .step(
            run -> {
              run.edit(s -> s.getSpec().getTemplate().setImage("app:b"));
              Outcome begun = run.until("an update", o -> !o.update().isEmpty());
              assertThat(begun.update()).contains("1->2 3 slots");
              availability(client, "n3", "drain");
            },
            o ->
                o.update().startsWith("completed")
                    && o.summary().equals("3/3")
                    && !o.running().toString().contains(Outcome.DRAINED))
        .endsWith(
            end -> {
              assertThat(end.running())
                  .isEqualTo(Map.of(1, List.of("app:b"), 2, List.of("app:b"), 3, List.of("app:b")));
              assertThat(end.update())
                  .isEqualTo("completed: update completed 1->2 3 slots 0 failures");
            });
  }

  private static void availability(KubernetesClient client, String node, String word) {
    Edits.edit(
        client.nodes().withName(node),
        n ->
            new NodeBuilder(n)
                .editMetadata()
                .addToLabels("swarmoperator.io/availability", word)
                .endMetadata()
                .build());
  }

  private static void cordon(KubernetesClient client, String node, boolean on) {
    Edits.edit(
        client.nodes().withName(node),
        n -> new NodeBuilder(n).editSpec().withUnschedulable(on).endSpec().build());
  }
}
