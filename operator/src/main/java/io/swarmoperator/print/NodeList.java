package io.swarmoperator.print;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.swarmoperator.render.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table of {@code docker node ls}. */
public final class NodeList {
  private static final List<String> USUAL =
      List.of("ID", "HOSTNAME", "STATUS", "AVAILABILITY", "MANAGER STATUS", "ENGINE VERSION");
  private static final List<String> WIDE = List.of("CORDONED", "RUNTIME", "OS/ARCH");
  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";
  private static final String READY = "Ready";

  private NodeList() {}

  /** The table, sorted by host name. */
  public static String of(List<Node> nodes, View.Width width) {
    View view = new View(View.Scope.ONE_NAMESPACE, width);
    List<List<String>> rows =
        nodes.stream()
            .sorted(Comparator.comparing(NodeList::hostname, NaturalOrder.NAMES))
            .map(node -> view.row("", usual(node), wide(node)))
            .toList();
    return Table.of(view.row("", USUAL, WIDE), rows);
  }

  private static List<String> usual(Node node) {
    return List.of(
        node.getMetadata().getName(),
        hostname(node),
        status(node),
        availability(node),
        isManager(node) ? reachability(node) : "",
        Words.text(system(node).getKubeletVersion()));
  }

  private static List<String> wide(Node node) {
    NodeSystemInfo system = system(node);
    String os = Words.text(system.getOperatingSystem());
    return List.of(
        cordoned(node) ? "yes" : "no",
        Words.text(system.getContainerRuntimeVersion()),
        os.isEmpty() ? "" : os + "/" + Words.text(system.getArchitecture()));
  }

  /** What the node calls itself, which needn't be its name in the cluster. */
  public static String hostname(Node node) {
    return labels(node).getOrDefault(HOSTNAME, node.getMetadata().getName());
  }

  /** Whether it belongs to the control plane. */
  public static boolean isManager(Node node) {
    return labels(node).containsKey(CONTROL_PLANE);
  }

  private static String status(Node node) {
    return ready(node) ? READY : "Down";
  }

  private static String reachability(Node node) {
    return ready(node) ? "Reachable" : "Unreachable";
  }

  private static boolean ready(Node node) {
    return Optional.ofNullable(node.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(c -> READY.equals(c.getType()))
        .map(NodeCondition::getStatus)
        .anyMatch("True"::equals);
  }

  /** Letter by letter, as the scheduler and the operator read the label. */
  private static String availability(Node node) {
    String declared = labels(node).getOrDefault(Labels.AVAILABILITY, "");
    if (declared.equals(Labels.DRAIN)) {
      return "Drain";
    }
    return declared.equals(Labels.PAUSE) || cordoned(node) ? "Pause" : "Active";
  }

  private static boolean cordoned(Node node) {
    return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
  }

  private static Map<String, String> labels(Node node) {
    return Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
  }

  private static NodeSystemInfo system(Node node) {
    return Optional.ofNullable(node.getStatus())
        .map(status -> status.getNodeInfo())
        .orElseGet(NodeSystemInfo::new);
  }
}
