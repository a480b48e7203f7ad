package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every kind that is watched beside the services themselves, and what must be kept up with each
 * change.
 */
public final class Caches {
  /**
   * User agent of the operator's client, and so the name under which the API server keeps what the
   * operator wrote: a name of its own, or another program with the same library would be taken for
   * the operator.
   */
  public static final String USER_AGENT = "swarm-operator";

  /** Index of a service's objects by {@link #key}, whoever owns them. */
  static final String BY_SERVICE = "service";

  /** Index of pods by their node; those that have none stand under the empty name. */
  static final String BY_NODE = "node";

  /** Index by namespace. */
  static final String BY_NAMESPACE = "in-namespace";

  /** More than that is read in pieces, which also makes the first read a current one. */
  public static final long PAGE = 500;

  private final KindCache<Pod> pods;
  private final KindCache<SwarmTask> tasks;
  private final KindCache<ControllerRevision> revisions;
  private final KindCache<Service> services;
  private final KindCache<PodDisruptionBudget> budgets;
  private final KindCache<Node> nodes;
  private final NodeLoad load = new NodeLoad();

  /**
   * Prepares the caches; nothing is read yet.
   *
   * @param client of the cluster
   * @param namespaces to watch; empty: all
   * @param recent is told what the caches show
   * @param nodeFacts is told of each node
   */
  public Caches(
      KubernetesClient client, Set<String> namespaces, RecentWrites recent, NodeFacts nodeFacts) {
    pods =
        new KindCache<>(
            labelled(client.pods(), namespaces),
            Trim::pod,
            Map.of(BY_SERVICE, Caches::keys, BY_NODE, Caches::node));
    RecordEdits edits = new RecordEdits(client.getConfiguration().getUserAgent());
    tasks =
        new KindCache<>(
            labelled(client.resources(SwarmTask.class), namespaces),
            edits::trim,
            Map.of(BY_SERVICE, Caches::keys));
    revisions =
        cache(
            labelled(client.apps().controllerRevisions(), namespaces),
            Map.of(BY_SERVICE, Caches::keys));
    services = cache(labelled(client.services(), namespaces), Map.of());
    // all of them: a budget of the user's that selects our pods keeps us from adding ours
    // (mechanics 1)
    budgets =
        cache(
            all(client.policy().v1().podDisruptionBudget(), namespaces),
            Map.of(BY_NAMESPACE, Caches::namespace));
    nodes = new KindCache<>(List.of(client.nodes().withLimit(PAGE)), Trim::node, Map.of());
    keepUp(recent, nodeFacts);
  }

  private void keepUp(RecentWrites recent, NodeFacts nodeFacts) {
    pods.listen(
        (before, after) -> {
          after.ifPresentOrElse(load::saw, () -> before.ifPresent(load::gone));
          after.ifPresent(recent::podSeen);
          if (after.isEmpty()) {
            before
                .map(Trim::pod)
                .ifPresent(pod -> serviceUid(pod).ifPresent(uid -> recent.podGone(uid, pod)));
          }
        });
    tasks.listen(
        (before, after) -> {
          before.ifPresent(b -> after.ifPresent(a -> recent.edited().changed(b, a)));
          after.ifPresentOrElse(recent::recordSeen, () -> before.ifPresent(recent::recordGone));
        });
    revisions.listen(
        (before, after) ->
            after.ifPresentOrElse(
                recent::revisionSeen, () -> before.ifPresent(recent::revisionGone)));
    nodes.listen(
        (before, after) ->
            after.ifPresentOrElse(nodeFacts::saw, () -> before.ifPresent(nodeFacts::gone)));
  }

  /** Where a service's objects are found in {@link #BY_SERVICE}. */
  static String key(String namespace, String service) {
    return namespace + "/" + service;
  }

  /** Pods of all services. */
  public KindCache<Pod> pods() {
    return pods;
  }

  /** Whether someone else than the operator has changed a record. */
  public static boolean edited(SwarmTask record) {
    return RecordEdits.edited(record);
  }

  /** Records of all tasks. */
  public KindCache<SwarmTask> tasks() {
    return tasks;
  }

  /** Revisions of all services. */
  public KindCache<ControllerRevision> revisions() {
    return revisions;
  }

  /** The Services that the operator made. */
  public KindCache<Service> services() {
    return services;
  }

  /** All disruption budgets, the users' too. */
  public KindCache<PodDisruptionBudget> budgets() {
    return budgets;
  }

  /** All nodes. */
  public KindCache<Node> nodes() {
    return nodes;
  }

  /** Live tasks of all services by node. */
  public NodeLoad load() {
    return load;
  }

  /** Pods of a service. */
  public List<Pod> podsOf(SwarmService service) {
    String key = key(service.getMetadata().getNamespace(), service.getMetadata().getName());
    return pods.byIndex(BY_SERVICE, key).stream()
        .filter(pod -> serviceUid(pod).filter(service.getMetadata().getUid()::equals).isPresent())
        .toList();
  }

  /** Pods that are on a node. */
  public List<Pod> podsOn(String node) {
    return pods.byIndex(BY_NODE, node);
  }

  /** Pods that are on no node yet. */
  public List<Pod> unscheduledPods() {
    return pods.byIndex(BY_NODE, "");
  }

  /** Disruption budgets in a namespace. */
  public List<PodDisruptionBudget> budgetsIn(String namespace) {
    return budgets.byIndex(BY_NAMESPACE, namespace);
  }

  /** The name of the service that an object's labels name. */
  public static Optional<String> serviceName(HasMetadata object) {
    return label(object, Labels.SERVICE);
  }

  /** The uid of the service that an object's labels name. */
  public static Optional<String> serviceUid(HasMetadata object) {
    return label(object, Labels.SERVICE_UID);
  }

  private static Optional<String> label(HasMetadata object, String label) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return Optional.ofNullable(labels).map(l -> l.get(label));
  }

  private static <T extends HasMetadata> KindCache<T> cache(
      List<? extends Informable<T>> queries, Map<String, Function<T, List<String>>> indexes) {
    return new KindCache<>(queries, Trim::withoutManagers, indexes);
  }

  private static <T extends HasMetadata> List<? extends Informable<T>> labelled(
      MixedOperation<T, ?, ?> kind, Set<String> namespaces) {
    if (namespaces.isEmpty()) {
      return List.of(kind.inAnyNamespace().withLabel(Labels.SERVICE_UID).withLimit(PAGE));
    }
    return namespaces.stream()
        .map(ns -> kind.inNamespace(ns).withLabel(Labels.SERVICE_UID).withLimit(PAGE))
        .toList();
  }

  private static <T extends HasMetadata> List<? extends Informable<T>> all(
      MixedOperation<T, ?, ?> kind, Set<String> namespaces) {
    if (namespaces.isEmpty()) {
      return List.of(kind.inAnyNamespace().withLimit(PAGE));
    }
    return namespaces.stream().map(ns -> kind.inNamespace(ns).withLimit(PAGE)).toList();
  }

  private static List<String> keys(HasMetadata object) {
    return serviceName(object).map(name -> key(object.getMetadata().getNamespace(), name)).stream()
        .toList();
  }

  private static List<String> namespace(HasMetadata object) {
    return List.of(object.getMetadata().getNamespace());
  }

  private static List<String> node(Pod pod) {
    return List.of(PodFacts.nodeName(pod));
  }

  /** All caches, in the order in which they are to be filled. */
  public Stream<KindCache<? extends HasMetadata>> stream() {
    return Stream.of(nodes, revisions, tasks, pods, services, budgets);
  }
}
