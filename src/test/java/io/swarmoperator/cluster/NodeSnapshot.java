package io.swarmoperator.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.FailableNodes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The nodes as they were before a test that changes them; closing brings that back. */
record NodeSnapshot(KubernetesClient client, ControlPlane controlPlane, Map<String, Node> before)
    implements AutoCloseable {

  static NodeSnapshot take(KubernetesClient client, ControlPlane controlPlane) {
    var nodes =
        client.nodes().list().getItems().stream()
            .collect(Collectors.toMap(node -> node.getMetadata().getName(), Function.identity()));
    return new NodeSnapshot(client, controlPlane, nodes);
  }

  @Override
  public void close() {
    if (controlPlane instanceof FailableNodes nodes) {
      notReady().forEach(nodes::startNode);
    }
    for (var node : client.nodes().list().getItems()) {
      var old = before.get(node.getMetadata().getName());
      if (old == null) {
        client.resource(node).delete();
      } else if (differs(old, node)) {
        Edits.edit(
            client.nodes().withName(node.getMetadata().getName()), now -> restored(old, now));
      }
      if (old != null && node.getStatus().getAddresses().isEmpty()) {
        // a node that was deleted and made again: without addresses nobody can ask it for logs
        Edits.editStatus(
            client.nodes().withName(node.getMetadata().getName()), now -> addressed(old, now));
      }
    }
    await("nodes to be ready again")
        .atMost(Duration.ofSeconds(60))
        .until(() -> notReady().isEmpty());
  }

  private List<String> notReady() {
    return client.nodes().list().getItems().stream()
        .filter(Predicate.not(Readiness::isNodeReady))
        .map(node -> node.getMetadata().getName())
        .filter(before::containsKey)
        .toList();
  }

  private static boolean differs(Node old, Node now) {
    return !Objects.equals(old.getMetadata().getLabels(), now.getMetadata().getLabels())
        || !Objects.equals(old.getSpec().getUnschedulable(), now.getSpec().getUnschedulable())
        || !ownTaints(now).equals(ownTaints(old));
  }

  private static Node addressed(Node old, Node now) {
    now.getStatus().setAddresses(old.getStatus().getAddresses());
    return now;
  }

  private static Node restored(Node old, Node now) {
    now.getMetadata().setLabels(new HashMap<>(old.getMetadata().getLabels()));
    now.getSpec().setUnschedulable(old.getSpec().getUnschedulable());
    now.getSpec().getTaints().removeIf(Predicate.not(NodeSnapshot::isKubernetes));
    now.getSpec().getTaints().addAll(ownTaints(old));
    return now;
  }

  /** Kubernetes' own taints follow the node's state and aren't ours to restore. */
  private static List<Taint> ownTaints(Node node) {
    return node.getSpec().getTaints().stream()
        .filter(Predicate.not(NodeSnapshot::isKubernetes))
        .toList();
  }

  private static boolean isKubernetes(Taint taint) {
    return taint.getKey().startsWith("node.kubernetes.io/");
  }
}
