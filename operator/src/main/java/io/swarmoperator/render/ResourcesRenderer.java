package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.swarmoperator.api.ResourceAmounts;
import io.swarmoperator.api.TaskReservations;
import io.swarmoperator.api.TaskResources;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Renders reservations as requests and limits as limits. In Swarm a limit reserves nothing, in
 * Kubernetes a limit without a request is one: hence the explicit request of zero (kept by the API
 * server: mechanics 16). An amount of zero means none, as in Swarm.
 */
final class ResourcesRenderer {
  private static final Quantity ZERO = new Quantity("0");

  private ResourcesRenderer() {}

  static ResourceRequirements render(TaskResources resources) {
    if (resources == null) {
      return null;
    }
    Map<String, Quantity> limits = amounts(resources.getLimits());
    Map<String, Quantity> requests = new LinkedHashMap<>();
    limits.keySet().forEach(name -> requests.put(name, ZERO));
    requests.putAll(amounts(resources.getReservations()));
    Map<String, Quantity> generic = generic(resources.getReservations());
    limits.putAll(generic);
    requests.putAll(generic);
    return limits.isEmpty() && requests.isEmpty()
        ? null
        : new ResourceRequirementsBuilder().withLimits(limits).withRequests(requests).build();
  }

  private static Map<String, Quantity> amounts(ResourceAmounts declared) {
    Map<String, Quantity> amounts = new LinkedHashMap<>();
    if (declared != null) {
      put(amounts, "cpu", declared.getCpu());
      put(amounts, "memory", declared.getMemory());
    }
    return amounts;
  }

  /** An extended resource can't be taken beyond what is set aside: limit and request are one. */
  private static Map<String, Quantity> generic(TaskReservations declared) {
    Map<String, Quantity> amounts = new LinkedHashMap<>();
    if (declared != null) {
      declared
          .getGeneric()
          .forEach((name, amount) -> amounts.put(name, new Quantity(Integer.toString(amount))));
    }
    return amounts;
  }

  private static void put(Map<String, Quantity> amounts, String name, Quantity amount) {
    if (amount != null && amount.getNumericalAmount().signum() != 0) {
      amounts.put(name, amount);
    }
  }
}
