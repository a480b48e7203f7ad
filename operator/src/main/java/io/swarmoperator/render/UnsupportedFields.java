package io.swarmoperator.render;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskLimits;
import io.swarmoperator.api.TaskResources;
import io.swarmoperator.revision.RevisionContent;
import java.util.ArrayList;
import java.util.List;

/** What a service declares and its pods can't have. Nothing is silently ignored. */
public final class UnsupportedFields {
  private UnsupportedFields() {}

  /**
   * Everything that no cluster honours; mostly nothing.
   *
   * @param service the service: some of it depends on its mode, its number of tasks or its claims
   * @param content what its tasks run
   */
  public static List<Unsupported> of(SwarmService service, RevisionContent content) {
    TaskValues sample = SpecProblems.sample(service, content);
    List<Unsupported> found = new ArrayList<>();
    ulimits(content, found);
    pids(content, found);
    found.addAll(TemplateProblems.unsupported(service, sample));
    found.addAll(TmpfsModes.unsupported(content.template()));
    found.addAll(SharedClaims.of(service, content));
    found.addAll(FileGroup.unsupported(content.template(), sample));
    return found;
  }

  private static void ulimits(RevisionContent content, List<Unsupported> found) {
    if (!content.template().getUlimits().isEmpty()) {
      found.add(
          new Unsupported(
              "spec.template.ulimits",
              "Kubernetes has no such setting: tasks have the limits of their node's container"
                  + " runtime"));
    }
  }

  private static void pids(RevisionContent content, List<Unsupported> found) {
    TaskResources resources = content.template().getResources();
    TaskLimits limits = resources == null ? null : resources.getLimits();
    if (limits != null && limits.getPids() != null && limits.getPids() > 0) {
      found.add(
          new Unsupported(
              "spec.template.resources.limits.pids",
              "in Kubernetes it is a setting of the kubelet, podPidsLimit, the same for every pod"
                  + " of a node"));
    }
  }
}
