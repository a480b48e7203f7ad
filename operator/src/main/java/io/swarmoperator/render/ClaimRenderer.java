package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.VolumeClaim;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import java.util.Map;

/**
 * Renders the claims that a service declares, as a task of it needs them. Nobody owns them: they
 * outlive the task, the slot and the service.
 */
public final class ClaimRenderer {
  private ClaimRenderer() {}

  /**
   * The declared claims of a task; those without a template are the same for all tasks. One whose
   * name can't be told is left out: what is made is never deleted.
   *
   * @param service that declares them
   * @param content what the task runs
   * @param task the task
   */
  public static List<PersistentVolumeClaim> render(
      SwarmService service, RevisionContent content, TaskIdentity task) {
    if (service.getSpec().getVolumeClaims().isEmpty()) {
      return List.of();
    }
    TaskValues values = new TaskValues(service, content.placement(), task);
    return service.getSpec().getVolumeClaims().stream()
        .flatMap(
            claim -> values.expand(claim.getName()).map(n -> claim(service, claim, n)).stream())
        .toList();
  }

  private static PersistentVolumeClaim claim(
      SwarmService service, VolumeClaim declared, String name) {
    String storageClass = declared.getStorageClassName();
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(service.getMetadata().getNamespace())
        .withLabels(Labels.ofClaim(service.getMetadata().getName()))
        .endMetadata()
        .withNewSpec()
        .withAccessModes(declared.getAccessModes())
        // an empty one would mean that none is to be made for the claim
        .withStorageClassName(storageClass == null || storageClass.isEmpty() ? null : storageClass)
        .withNewResources()
        .withRequests(Map.of("storage", declared.getSize()))
        .endResources()
        .endSpec()
        .build();
  }
}
