package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import java.util.Optional;

/**
 * Renders the budget that keeps a {@code kubectl drain} as gentle as an update. Its minimum is an
 * integer kept by the operator: any other form makes the disruption controller ask the owner's
 * scale, which can fail for good (mechanics 1).
 */
public final class BudgetRenderer {
  private BudgetRenderer() {}

  /**
   * The budget of a service.
   *
   * @param service the service
   * @param minAvailable tasks that an eviction must leave
   * @return empty when the service declares none or has none by default
   */
  public static Optional<PodDisruptionBudget> render(SwarmService service, int minAvailable) {
    return wanted(service) ? Optional.of(budget(service, minAvailable)) : Optional.empty();
  }

  private static boolean wanted(SwarmService service) {
    boolean replicated = service.getSpec().getMode() == ServiceMode.REPLICATED;
    return switch (service.getSpec().getDisruptionBudget()) {
      case AUTO -> replicated && service.getSpec().getReplicas() > 1;
      case NONE -> false;
      case ALWAYS -> true;
    };
  }

  private static PodDisruptionBudget budget(SwarmService service, int minAvailable) {
    String name = service.getMetadata().getName();
    String uid = service.getMetadata().getUid();
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(service.getMetadata().getNamespace())
        .withLabels(Labels.ofService(name, uid))
        .withOwnerReferences(Owners.reference(service))
        .endMetadata()
        .withNewSpec()
        .withMinAvailable(new IntOrString(minAvailable))
        // the default would hold up the eviction of tasks that don't run anyway
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(Labels.selector(name, uid))
        .endSelector()
        .endSpec()
        .build();
  }
}
