package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.swarmoperator.api.ImagePullPolicy;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.revision.RevisionContent;

/** Renders the one container of a task's pod. */
public final class ContainerRenderer {
  /** Name of the container; the same in every pod, so that observers find it. */
  public static final String NAME = "task";

  private ContainerRenderer() {}

  static Container render(
      RevisionContent content, Lifecycle lifecycle, TaskValues values, PodVolumes volumes) {
    TaskTemplate template = content.template();
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(template.getImage())
        .withImagePullPolicy(word(template.getImagePullPolicy()))
        .withCommand(DollarEscape.literals(template.getCommand()))
        .withArgs(DollarEscape.literals(template.getArgs()))
        .withEnv(EnvRenderer.render(template.getEnv(), values))
        .withWorkingDir(emptyToNull(template.getWorkingDir()))
        .withTty(Boolean.TRUE.equals(template.getTty()) ? true : null)
        .withPorts(new PortRenderer(content.endpoint()).ofContainer())
        .withVolumeMounts(volumes.mounts())
        .withResources(ResourcesRenderer.render(template.getResources()))
        .withSecurityContext(SecurityRenderer.container(template))
        .withStartupProbe(HealthcheckRenderer.startup(template.getHealthcheck()))
        .withLivenessProbe(HealthcheckRenderer.liveness(template.getHealthcheck()))
        .withReadinessProbe(HealthcheckRenderer.readiness(template.getHealthcheck()))
        .withLifecycle(lifecycle)
        .build();
  }

  private static String word(ImagePullPolicy policy) {
    return switch (policy) {
      case ALWAYS -> "Always";
      case IF_NOT_PRESENT -> "IfNotPresent";
      case NEVER -> "Never";
    };
  }

  private static String emptyToNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
