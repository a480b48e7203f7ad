package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the caches keep of each object. Never written back: that would erase what was left out. */
final class Trim {
  private Trim() {}

  static Pod pod(Pod pod) {
    List<Container> containers =
        pod.getSpec().getContainers().stream()
            .map(c -> new ContainerBuilder().withName(c.getName()).withImage(c.getImage()).build())
            .toList();
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    return new PodBuilder()
        .withMetadata(metadata(pod))
        .withNewSpec()
        .withNodeName(pod.getSpec().getNodeName())
        .withContainers(containers)
        .withAffinity(Spots.keep(pod.getSpec()))
        .endSpec()
        .withNewStatus()
        .withPhase(status.getPhase())
        .withReason(status.getReason())
        .withMessage(status.getMessage())
        .withConditions(status.getConditions())
        .withContainerStatuses(status.getContainerStatuses())
        .endStatus()
        .build();
  }

  static Node node(Node node) {
    return new NodeBuilder()
        .withMetadata(metadata(node))
        .withNewSpec()
        .withUnschedulable(node.getSpec().getUnschedulable())
        .withTaints(node.getSpec().getTaints())
        .endSpec()
        .withNewStatus()
        .withConditions(
            node.getStatus().getConditions().stream()
                .filter(c -> "Ready".equals(c.getType()))
                .toList())
        .endStatus()
        .build();
  }

  /** An object as a whole, without who manages which of its fields. */
  static <T extends HasMetadata> T withoutManagers(T object) {
    object.getMetadata().setManagedFields(List.of());
    return object;
  }

  private static Map<String, String> annotations(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    String node = annotations == null ? null : annotations.get(Labels.NODE);
    return node == null ? null : Map.of(Labels.NODE, node);
  }

  private static ObjectMeta metadata(HasMetadata object) {
    return new ObjectMetaBuilder(object.getMetadata())
        .withManagedFields(List.of())
        .withAnnotations(annotations(object))
        .build();
  }
}
