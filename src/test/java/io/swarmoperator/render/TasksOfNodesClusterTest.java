package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.revision.RevisionContent;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes the tasks of nodes, whatever the nodes are called. */
@ClusterTest
class TasksOfNodesClusterTest {
  private static final String LABEL = "n".repeat(63);

  /** The name of a node, which a test of a cluster can't take as a string. */
  private record NodeName(String text) {}

  static Stream<NodeName> nodes() {
    String dotWhereItIsCut = "n".repeat(63) + "." + "o".repeat(15) + ".p";
    String longest = String.join(".", LABEL, LABEL, LABEL, "n".repeat(61));
    return Stream.of("n1", "ip-10-0-0-1.eu-west-1.compute.internal", dotWhereItIsCut, longest)
        .map(NodeName::new);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void podAndRecordAreTakenAndSayWhoseTheyAre(NodeName node, KubernetesClient client) {
    SwarmService service = service(client);
    TaskRecord task = Fixtures.task(identity(service, node.text()));

    Pod pod =
        client
            .resource(PodRenderer.render(service, RevisionContent.of(service), task, Spot.ANYWHERE))
            .create();
    SwarmTask record = client.resource(TaskMapping.toApi(service, task, 1)).create();

    assertThat(TaskMapping.identityOf(pod)).contains(task.identity());
    assertThat(TaskMapping.fromApi(record)).contains(task);
    assertThat(pod.getMetadata().getName()).isEqualTo(record.getMetadata().getName());
  }

  private static TaskIdentity identity(SwarmService service, String node) {
    RevisionContent content = RevisionContent.of(service);
    return new TaskIdentity(
        service.getMetadata().getName(),
        SlotId.onNode(node),
        1,
        Fixtures.TASK_ID,
        content.hash(),
        content.template().getImage(),
        Reason.NODE_JOINED,
        0,
        0);
  }

  private static SwarmService service(KubernetesClient client) {
    SwarmService service =
        Fixtures.service(
            """
            apiVersion: swarmoperator.io/v1alpha1
            kind: SwarmService
            metadata: {name: %s}
            spec: {mode: global, template: {image: alpine:3.7}}
            """
                .formatted("a".repeat(45)));
    service.getMetadata().setNamespace(client.getNamespace());
    return client.resource(service).create();
  }
}
