package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.print.NodeList;
import io.swarmoperator.print.ServiceList;
import io.swarmoperator.print.TaskNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The keys of {@code --filter}: docker's, as far as what they ask for is here. */
final class Filters {
  private static final FilterKeys<SwarmService> SERVICES =
      new FilterKeys<>(
          Map.of(
              "id", (service, id) -> ServiceList.id(service).startsWith(id),
              "name", (service, name) -> service.getMetadata().getName().startsWith(name),
              "label",
                  (service, label) -> FilterKeys.labelled(service.getMetadata().getLabels(), label),
              "mode",
                  (service, mode) ->
                      mode.equals(word(service.getSpec().getMode()).replace('_', '-'))));

  private static final FilterKeys<SwarmTask> TASKS =
      new FilterKeys<>(
          Map.of(
              "id", (task, id) -> TaskNames.id(task).startsWith(id),
              "name", (task, name) -> task.getMetadata().getName().startsWith(name),
              "node", (task, node) -> node.equals(node(task)),
              "desired-state", (task, state) -> state(state) == task.getSpec().getDesiredState()));

  private static final FilterKeys<Node> NODES =
      new FilterKeys<>(
          Map.of(
              "id", (node, id) -> node.getMetadata().getName().startsWith(id),
              "name", (node, name) -> NodeList.hostname(node).startsWith(name),
              "role", (node, role) -> role(role) == NodeList.isManager(node),
              "node.label",
                  (node, label) -> FilterKeys.labelled(node.getMetadata().getLabels(), label)));

  private Filters() {}

  static Predicate<SwarmService> services(List<String> asked) {
    return SERVICES.of(asked);
  }

  static Predicate<SwarmTask> tasks(List<String> asked) {
    return TASKS.of(asked);
  }

  static Predicate<Node> nodes(List<String> asked) {
    return NODES.of(asked);
  }

  /** The same of objects as the API server has them. */
  static <T> Predicate<GenericKubernetesResource> raw(Class<T> kind, Predicate<T> filter) {
    return object -> filter.test(Serialization.unmarshal(Serialization.asJson(object), kind));
  }

  /** Where the task is, or is meant to be. */
  private static String node(SwarmTask task) {
    return Optional.ofNullable(task.getStatus())
        .map(status -> status.getNodeName())
        .orElseGet(() -> Objects.requireNonNullElse(task.getSpec().getNodeName(), ""));
  }

  private static DesiredState state(String word) {
    return Arrays.stream(DesiredState.values())
        .filter(state -> word(state).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "invalid filter 'desired-state=" + word + "': it must be one of " + states()));
  }

  private static String states() {
    return Arrays.stream(DesiredState.values())
        .map(Filters::word)
        .collect(Collectors.joining(", "));
  }

  private static boolean role(String word) {
    if (!word.equals("manager") && !word.equals("worker")) {
      throw new CommandFailure("invalid filter 'role=" + word + "': it must be manager or worker");
    }
    return word.equals("manager");
  }

  private static String word(Enum<?> value) {
    return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
  }
}
