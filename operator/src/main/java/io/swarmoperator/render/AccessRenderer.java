package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.swarmoperator.api.TaskTemplate;
import java.util.List;

/** Renders what of the cluster a task uses by name. */
final class AccessRenderer {
  private AccessRenderer() {}

  /** The service account; null for the namespace's, whose token stays away. */
  static String serviceAccount(TaskTemplate template) {
    return named(template.getServiceAccountName());
  }

  /** Secrets by which images are fetched. */
  static List<LocalObjectReference> pullSecrets(TaskTemplate template) {
    return template.getImagePullSecrets().stream()
        .map(secret -> new LocalObjectReference(secret.getName()))
        .toList();
  }

  /** A name; null when none is declared. */
  static String named(String declared) {
    return declared == null || declared.isEmpty() ? null : declared;
  }
}
