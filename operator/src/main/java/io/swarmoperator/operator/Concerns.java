package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.Request;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.NodeFacts;
import io.swarmoperator.observe.PodFacts;
import io.swarmoperator.observe.SpecFacts;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.TemplateProblems;
import io.swarmoperator.revision.RevisionContent;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which services a change concerns; none when no decision would differ. */
final class Concerns {
  private final Caches caches;
  private final ResourceCache<SwarmService> services;
  private final Function<SwarmService, Optional<RevisionContent>> targets;
  private final Set<String> readyNodes = ConcurrentHashMap.newKeySet();

  /**
   * Reads from caches.
   *
   * @param caches of all kinds but the services
   * @param services all of them
   * @param targets what each is meant to run
   */
  Concerns(
      Caches caches,
      IndexerResourceCache<SwarmService> services,
      Function<SwarmService, Optional<RevisionContent>> targets) {
    this.caches = caches;
    this.services = services;
    this.targets = targets;
    // counted by events, in their order: the cache may be ahead of the event that is handled
    caches
        .nodes()
        .listen(
            (before, after) -> {
              before.ifPresent(node -> readyNodes.remove(node.getMetadata().getName()));
              after
                  .filter(NodeFacts::ready)
                  .ifPresent(node -> readyNodes.add(node.getMetadata().getName()));
            });
  }

  /**
   * Of a service itself: that it is another one, its spec, its deletion and the two requests; not
   * its status, which is ours, and its labels only when a placeholder stands for one.
   */
  static boolean ofService(SwarmService after, SwarmService before) {
    return !Objects.equals(after.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(
            after.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !Objects.equals(
            after.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp())
        || labelsThatCount(after, before)
        || Stream.of(Request.Kind.values())
            .anyMatch(
                kind ->
                    !SpecFacts.annotation(after, kind).equals(SpecFacts.annotation(before, kind)));
  }

  /** A label that a placeholder stands for may be what was missing. */
  private static boolean labelsThatCount(SwarmService after, SwarmService before) {
    return !Objects.equals(after.getMetadata().getLabels(), before.getMetadata().getLabels())
        && TemplateProblems.readLabels(after);
  }

  Set<ResourceID> ofPod(Optional<Pod> before, Optional<Pod> after) {
    boolean same =
        before.isPresent()
            && after.isPresent()
            && Objects.equals(
                before.get().getMetadata().getLabels(), after.get().getMetadata().getLabels())
            && PodFacts.of(before.get(), false).equals(PodFacts.of(after.get(), false));
    return same ? Set.of() : named(before, after);
  }

  /** Only a deletion: every other write is our own. */
  <T extends HasMetadata> Set<ResourceID> ofOwn(Optional<T> before, Optional<T> after) {
    return after.isPresent() ? Set.of() : named(before, after);
  }

  /** A deletion, and what someone else has written into a record. */
  Set<ResourceID> ofRecord(Optional<SwarmTask> before, Optional<SwarmTask> after) {
    return after.filter(task -> !Caches.edited(task)).isPresent() ? Set.of() : named(before, after);
  }

  Set<ResourceID> ofCompanion(Optional<Service> before, Optional<Service> after) {
    return differs(before, after, Service::getSpec) ? named(before, after) : Set.of();
  }

  /**
   * A user's budget may select the tasks of any service in its namespace, ours are the tasks of
   * one; its status changes with every pod and doesn't matter.
   */
  Set<ResourceID> ofBudget(
      Optional<PodDisruptionBudget> before, Optional<PodDisruptionBudget> after) {
    if (!differs(before, after, PodDisruptionBudget::getSpec)) {
      return Set.of();
    }
    boolean ours = Stream.of(before, after).flatMap(Optional::stream).allMatch(Concerns::owned);
    String namespace = after.or(() -> before).orElseThrow().getMetadata().getNamespace();
    return ours ? named(before, after) : ids(services.list(namespace));
  }

  private static boolean perNode(SwarmService service) {
    return service.getSpec().getMode().perNode();
  }

  private static boolean owned(PodDisruptionBudget budget) {
    return Owners.uid(budget).isPresent() && Caches.serviceName(budget).isPresent();
  }

  /**
   * Services with tasks on the node, those with tasks that are still without one, and those that
   * have a task on every node.
   */
  Set<ResourceID> ofNode(Optional<Node> before, Optional<Node> after) {
    if (before.isPresent() && after.isPresent() && !NodeFacts.matters(before.get(), after.get())) {
      return Set.of();
    }
    boolean turnedReady =
        after.filter(NodeFacts::ready).isPresent() && before.filter(NodeFacts::ready).isEmpty();
    if (turnedReady && readyNodes.size() == 1) {
      // the first one: until now nothing was replaced anywhere (D43)
      return ids(services.list());
    }
    String name = after.or(() -> before).orElseThrow().getMetadata().getName();
    Set<ResourceID> concerned = ids(services.list(Concerns::perNode));
    Stream.of(caches.podsOn(name), caches.unscheduledPods())
        .flatMap(List::stream)
        .forEach(pod -> concerned.addAll(named(Optional.of(pod), Optional.empty())));
    boolean onlyLabels =
        before.isPresent()
            && after.isPresent()
            && !NodeFacts.mattersToAll(before.get(), after.get());
    if (onlyLabels) {
      PlacementInterest interest = new PlacementInterest(before.get(), after.get());
      concerned.removeIf(
          id -> services.get(id).filter(s -> interest.of(s, targets.apply(s))).isEmpty());
    }
    return concerned;
  }

  private static <T extends HasMetadata> boolean differs(
      Optional<T> before, Optional<T> after, Function<T, Object> part) {
    return !before.map(part).equals(after.map(part))
        || !before
            .map(o -> o.getMetadata().getLabels())
            .equals(after.map(o -> o.getMetadata().getLabels()));
  }

  private static Set<ResourceID> named(
      Optional<? extends HasMetadata> before, Optional<? extends HasMetadata> after) {
    // both: someone may have changed the label
    return Stream.of(before, after)
        .flatMap(Optional::stream)
        .flatMap(
            o ->
                Caches.serviceName(o)
                    .map(name -> new ResourceID(name, o.getMetadata().getNamespace()))
                    .stream())
        .collect(Collectors.toSet());
  }

  private static Set<ResourceID> ids(Stream<SwarmService> services) {
    return services.map(ResourceID::fromResource).collect(Collectors.toCollection(HashSet::new));
  }
}
