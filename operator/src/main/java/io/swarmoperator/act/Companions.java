package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.render.BudgetRenderer;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.ServiceRenderer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps what a service needs beside its tasks: the Service of its tasks, the one of its name, the
 * disruption budget. One that isn't the service's is never touched (design §3).
 */
public final class Companions {
  /**
   * Reason of the condition that says that someone else has a name; no event tells when it's free.
   */
  public static final String NAME_TAKEN = "NameTaken";

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
   * @param minAvailable for the disruption budget
   */
  List<Supplier<Optional<Condition>>> keepers(SwarmService service, int minAvailable) {
    return List.of(
        () -> keep(service, Service.class, ServiceRenderer.tasks(service)),
        () -> keep(service, Service.class, ServiceRenderer.endpoint(service)),
        () -> budget(service, minAvailable));
  }

  private Optional<Condition> budget(SwarmService service, int minAvailable) {
    Optional<PodDisruptionBudget> wanted = BudgetRenderer.render(service, minAvailable);
    Optional<PodDisruptionBudget> other = wanted.flatMap(budget -> otherBudget(service));
    if (wanted.isEmpty() || other.isPresent()) {
      dropOwnBudget(service);
    }
    if (other.isPresent()) {
      String name = other.get().getMetadata().getName();
      // a second budget over one pod makes every eviction fail (mechanics 1)
      return Optional.of(
          new Condition(
              "Unsupported",
              true,
              "OtherDisruptionBudget",
              "PodDisruptionBudget "
                  + name
                  + " selects the tasks, so there is none of the service's"));
    }
    return wanted.flatMap(budget -> keep(service, PodDisruptionBudget.class, budget));
  }

  private void dropOwnBudget(SwarmService service) {
    caches
        .budgets()
        .get(service.getMetadata().getNamespace(), service.getMetadata().getName())
        .filter(budget -> ours(budget, service))
        .filter(budget -> budget.getMetadata().getDeletionTimestamp() == null)
        .ifPresent(
            budget ->
                writes.delete(
                    PodDisruptionBudget.class,
                    service.getMetadata().getNamespace(),
                    budget.getMetadata().getName(),
                    budget.getMetadata().getUid()));
  }

  private Optional<PodDisruptionBudget> otherBudget(SwarmService service) {
    Map<String, String> pods = new HashMap<>(service.getSpec().getTemplate().getLabels());
    pods.putAll(Labels.ofService(service.getMetadata().getName(), service.getMetadata().getUid()));
    return caches.budgetsIn(service.getMetadata().getNamespace()).stream()
        .filter(
            budget -> Owners.uid(budget).isEmpty() && selects(budget.getSpec().getSelector(), pods))
        .findFirst();
  }

  /**
   * Whether a selector takes pods with these labels; the labels that differ from task to task are
   * unknown to it.
   */
  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return false;
    }
    Map<String, String> wanted = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && selector.getMatchExpressions().stream()
            .allMatch(expression -> meets(expression, labels));
  }

  private static boolean meets(LabelSelectorRequirement expression, Map<String, String> labels) {
    String value = labels.get(expression.getKey());
    return switch (expression.getOperator()) {
      case "In" -> value != null && expression.getValues().contains(value);
      case "NotIn" -> value == null || !expression.getValues().contains(value);
      case "Exists" -> value != null;
      default -> value == null;
    };
  }

  private <T extends HasMetadata> Optional<Condition> keep(
      SwarmService service, Class<T> kind, T wanted) {
    Optional<T> actual = find(kind, wanted);
    if (actual.isEmpty()) {
      create(wanted);
      return Optional.empty();
    }
    if (ours(actual.get(), service)) {
      boolean going = actual.get().getMetadata().getDeletionTimestamp() != null;
      if (!going && !JsonSubset.holds(wanted, actual.get())) {
        writes.merge(
            kind,
            wanted.getMetadata().getNamespace(),
            wanted.getMetadata().getName(),
            ApiWrites.json(wanted));
      }
      return Optional.empty();
    }
    // a predecessor's goes by itself, and its going is an event
    return Owners.uid(actual.get()).isPresent() ? Optional.empty() : Optional.of(taken(wanted));
  }

  private <T extends HasMetadata> Optional<T> find(Class<T> kind, T wanted) {
    String namespace = wanted.getMetadata().getNamespace();
    String name = wanted.getMetadata().getName();
    Optional<? extends HasMetadata> cached =
        kind == Service.class
            ? caches.services().get(namespace, name)
            : caches.budgets().get(namespace, name);
    // the cache holds only Services that carry our label; a name may be taken by one that doesn't
    return cached.map(kind::cast).or(() -> writes.get(kind, namespace, name));
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
    return new Condition("Stalled", true, NAME_TAKEN, message);
  }
}
