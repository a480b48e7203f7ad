package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.print.ServiceList;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services and tasks of a cluster, in the namespace that a command is about. */
final class Cluster {
  private static final ResourceDefinitionContext SERVICE =
      ResourceDefinitionContext.fromResourceType(SwarmService.class);
  private static final ResourceDefinitionContext TASK =
      ResourceDefinitionContext.fromResourceType(SwarmTask.class);
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Connection.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;

  Cluster(KubernetesClient client) {
    this.client = client;
  }

  /** Where the API server is. */
  String server() {
    return client.getConfiguration().getMasterUrl();
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return client.getNamespace();
  }

  List<SwarmService> services(Reach reach) {
    return list(client.resources(SwarmService.class), reach);
  }

  List<SwarmTask> tasks(Reach reach) {
    return list(client.resources(SwarmTask.class), reach);
  }

  List<SwarmTask> tasks(SwarmService service) {
    return client.resources(SwarmTask.class).withLabels(selector(service)).list().getItems();
  }

  /** The revisions of a service that are kept. */
  List<ControllerRevision> revisions(SwarmService service) {
    return client
        .resources(ControllerRevision.class)
        .inNamespace(service.getMetadata().getNamespace())
        .withLabels(selector(service))
        .list()
        .getItems();
  }

  /** The pods of a service. */
  List<Pod> pods(SwarmService service) {
    return client.pods().withLabels(selector(service)).list().getItems();
  }

  /** Watches the pods of a service. */
  SharedIndexInformer<Pod> follow(SwarmService service, ResourceEventHandler<Pod> handler) {
    return client.pods().withLabels(selector(service)).inform(handler);
  }

  /** Watches the tasks of a service. */
  SharedIndexInformer<SwarmTask> followTasks(
      SwarmService service, ResourceEventHandler<SwarmTask> handler) {
    return client.resources(SwarmTask.class).withLabels(selector(service)).inform(handler);
  }

  static Map<String, String> selector(SwarmService service) {
    return Labels.selector(service.getMetadata().getName(), service.getMetadata().getUid());
  }

  /** Services as the API server has them, fields that this program doesn't know included. */
  List<GenericKubernetesResource> rawServices(Reach reach) {
    return list(client.genericKubernetesResources(SERVICE), reach);
  }

  /** Tasks likewise. */
  List<GenericKubernetesResource> rawTasks(Reach reach) {
    return list(client.genericKubernetesResources(TASK), reach);
  }

  /** The tasks of a service likewise. */
  List<GenericKubernetesResource> rawTasks(SwarmService service) {
    return client.genericKubernetesResources(TASK).withLabels(selector(service)).list().getItems();
  }

  /** A service likewise. */
  GenericKubernetesResource raw(SwarmService service) {
    return client
        .genericKubernetesResources(SERVICE)
        .withName(service.getMetadata().getName())
        .get();
  }

  private static <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
      List<T> list(MixedOperation<T, L, R> kind, Reach reach) {
    return reach == Reach.EVERYWHERE
        ? kind.inAnyNamespace().list().getItems()
        : kind.list().getItems();
  }

  /**
   * The service of a name, or of what its id begins with.
   *
   * @throws CommandFailure when there is none, or more than one
   */
  SwarmService service(String reference) {
    return find(reference)
        .orElseThrow(() -> new CommandFailure("service " + reference + " not found"));
  }

  Optional<SwarmService> find(String reference) {
    return named(reference).or(() -> byId(reference));
  }

  /** What isn't a name isn't asked for: it would be part of a path. */
  private Optional<SwarmService> named(String reference) {
    return reference.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")
        ? Optional.ofNullable(resource(reference).get())
        : Optional.empty();
  }

  /** The list also tells whether the cluster knows the kind at all. */
  private Optional<SwarmService> byId(String reference) {
    List<SwarmService> found =
        services(Reach.HERE).stream()
            .filter(s -> !reference.isEmpty() && ServiceList.id(s).startsWith(reference))
            .toList();
    if (found.size() > 1) {
      throw new CommandFailure("multiple services found with provided prefix: " + reference);
    }
    return found.stream().findFirst();
  }

  Resource<SwarmService> resource(String name) {
    return client.resources(SwarmService.class).withName(name);
  }

  /** Changes some fields of a service and nothing else; others may write meanwhile. */
  SwarmService merge(SwarmService service, Map<String, ?> change) {
    return resource(service.getMetadata().getName()).patch(MERGE, Serialization.asJson(change));
  }

  /** How a change of a few fields is written: as a manager of our own. */
  static PatchContext merging() {
    return MERGE;
  }
}
