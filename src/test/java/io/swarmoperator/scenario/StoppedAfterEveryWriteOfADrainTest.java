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
            () -> availability(client, "drain"),
            run -> {},
            o -> o.summary().equals("3/3") && o.histories().toString().contains("NodeDrained"))
        .step(
            () -> availability(client, "active"),
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

  private static void availability(KubernetesClient client, String word) {
    Edits.edit(
        client.nodes().withName(Outcome.DRAINED),
        n ->
            new NodeBuilder(n)
                .editMetadata()
                .addToLabels("swarmoperator.io/availability", word)
                .endMetadata()
                .build());
  }
}
