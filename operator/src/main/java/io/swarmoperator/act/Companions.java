package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.Endpoint;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.render.BudgetRenderer;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.ServiceRenderer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps what a service needs beside its tasks: the Service of its tasks, the one of its name, the
 * disruption budget. One that isn't the service's is never touched.
 */
public final class Companions {
  private final ApiWrites writes;
  private final Caches caches;

  Companions(ApiWrites writes, Caches caches) {
    this.writes = writes;
    this.caches = caches;
  }

  /**
   * What makes and changes what is missing or different, each by itself: one that is refused keeps
   * none of the others from being there. Each answers with what is in its way.
   *
   * @param service whose companions
   * @param endpoint of the revision that the service is meant to run
   * @param minAvailable for the disruption budget
   */
  List<Supplier<Optional<Condition>>> keepers(
      SwarmService service, Endpoint endpoint, int minAvailable) {
    return List.of(
        () -> keep(service, Service.class, ServiceRenderer.tasks(service)),
        () -> address(service, ServiceRenderer.endpoint(service, endpoint)),
        () -> ingress(service, endpoint),
        () -> budget(service, minAvailable));
  }

  private Optional<Condition> ingress(SwarmService service, Endpoint endpoint) {
    Optional<Service> wanted = ServiceRenderer.ingress(service, endpoint);
    if (wanted.isEmpty()) {
      dropOwn(service, Service.class, ingressName(service), old -> true);
    }
    return wanted.flatMap(ingress -> keep(service, Service.class, ingress));
  }

  /** Whether a Service has an address can't be changed in one that exists. */
  private Optional<Condition> address(SwarmService service, Service wanted) {
    boolean headless = ServiceRenderer.headless(wanted);
    boolean dropped =
        dropOwn(
            service,
            Service.class,
            wanted.getMetadata().getName(),
            old -> ServiceRenderer.headless(old) != headless);
    if (dropped) {
      create(wanted);
      return Optional.empty();
    }
    return keep(service, Service.class, wanted);
  }

  private Optional<Condition> budget(SwarmService service, int minAvailable) {
    Optional<PodDisruptionBudget> wanted = BudgetRenderer.render(service, minAvailable);
    Optional<PodDisruptionBudget> other = wanted.flatMap(budget -> otherBudget(service));
    if (wanted.isEmpty() || other.isPresent()) {
      dropOwn(service, PodDisruptionBudget.class, service.getMetadata().getName(), budget -> true);
    }
    if (other.isPresent()) {
      String name = other.get().getMetadata().getName();
      // a second budget over one pod makes every eviction fail (mechanics 1)
      return Optional.of(
          new Condition(
              "Unsupported",
              true,
              ConditionReason.OTHER_DISRUPTION_BUDGET,
              "PodDisruptionBudget "
                  + name
                  + " selects the tasks, so there is none of the service's"));
    }
    return wanted.flatMap(budget -> keep(service, PodDisruptionBudget.class, budget));
  }

  private static String ingressName(SwarmService service) {
    return ServiceRenderer.ingressName(service.getMetadata().getName());
  }

  /** Deletes what is the service's own, if it is one of those; whether it did. */
  private <T extends HasMetadata> boolean dropOwn(
      SwarmService service, Class<T> kind, String name, Predicate<T> those) {
    String namespace = service.getMetadata().getNamespace();
    return cached(kind, namespace, name)
        .filter(object -> ours(object, service))
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
        .filter(those)
        .filter(object -> writes.delete(kind, namespace, name, object.getMetadata().getUid()))
        .isPresent();
  }

  private Optional<PodDisruptionBudget> otherBudget(SwarmService service) {
    List<PodDisruptionBudget> others =
        caches.budgetsIn(service.getMetadata().getNamespace()).stream()
            .filter(budget -> Owners.uid(budget).isEmpty())
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    // those that it will have, and those that older revisions and patches gave to its pods
    Map<String, String> declared = new HashMap<>(service.getSpec().getTemplate().getLabels());
    declared.putAll(
        Labels.ofService(service.getMetadata().getName(), service.getMetadata().getUid()));
    List<Map<String, String>> pods = new ArrayList<>(List.of(declared));
    caches.podsOf(service).forEach(pod -> pods.add(pod.getMetadata().getLabels()));
    return others.stream()
        .filter(
            budget ->
                pods.stream()
                    .anyMatch(p -> LabelSelectors.selects(budget.getSpec().getSelector(), p)))
        .findFirst();
  }

  private <T extends HasMetadata> Optional<Condition> keep(
      SwarmService service, Class<T> kind, T wanted) {
    Optional<T> actual = find(kind, wanted);
    if (actual.isEmpty()) {
      create(wanted);
      return Optional.empty();
    }
    if (ours(actual.get(), service)) {
      update(kind, wanted, actual.get());
      return Optional.empty();
    }
    // a predecessor's goes by itself, and its going is an event
    return Owners.uid(actual.get()).isPresent() ? Optional.empty() : Optional.of(taken(wanted));
  }

  /**
   * A merge into the very object that was looked at: by then there may be another of its name, and
   * one with another uid is a conflict. Its owners are as they should be, and others may be there.
   */
  private <T extends HasMetadata> void update(Class<T> kind, T wanted, T actual) {
    wanted.getMetadata().setUid(actual.getMetadata().getUid());
    wanted.getMetadata().setOwnerReferences(List.of());
    boolean going = actual.getMetadata().getDeletionTimestamp() != null;
    if (going || JsonSubset.holds(wanted, actual)) {
      return;
    }
    try {
      writes.merge(
          kind,
          wanted.getMetadata().getNamespace(),
          wanted.getMetadata().getName(),
          ApiWrites.json(wanted));
    } catch (KubernetesClientException e) {
      // its going is an event
      if (!Refusals.anotherObject(e)) {
        throw e;
      }
    }
  }

  private <T extends HasMetadata> Optional<T> find(Class<T> kind, T wanted) {
    String namespace = wanted.getMetadata().getNamespace();
    String name = wanted.getMetadata().getName();
    // the cache holds only Services that carry our label; a name may be taken by one that doesn't
    return cached(kind, namespace, name).or(() -> writes.get(kind, namespace, name));
  }

  private <T extends HasMetadata> Optional<T> cached(Class<T> kind, String namespace, String name) {
    Optional<? extends HasMetadata> cached =
        kind == Service.class
            ? caches.services().get(namespace, name)
            : caches.budgets().get(namespace, name);
    return cached.map(kind::cast);
  }

  private void create(HasMetadata wanted) {
    try {
      writes.create(wanted);
    } catch (KubernetesClientException e) {
      // made by someone between our look and now: seen at the next reconcile
      if (!Refusals.exists(e) && !Refusals.namespaceGoes(e)) {
        throw e;
      }
    }
  }

  private static boolean ours(HasMetadata object, SwarmService service) {
    return Owners.uid(object).filter(service.getMetadata().getUid()::equals).isPresent();
  }

  private static Condition taken(HasMetadata wanted) {
    String message =
        wanted.getKind()
            + " "
            + wanted.getMetadata().getName()
            + " exists and isn't the service's; it is left alone";
    return new Condition("Stalled", true, ConditionReason.NAME_TAKEN, message);
  }
}
