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

  /** Everything in a content that isn't honoured, in the order of the fields; mostly nothing. */
  public static List<Unsupported> of(RevisionContent content) {
    List<Unsupported> found = new ArrayList<>();
    ulimits(content, found);
    pids(content, found);
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

  /**
   * The same with what depends on the mode, the number of tasks and the claims of the service.
   *
   * @param service the service
   * @param content what its tasks run
   */
  public static List<Unsupported> of(SwarmService service, RevisionContent content) {
    List<Unsupported> found = new ArrayList<>(of(content));
    found.addAll(TemplateProblems.unsupported(service, SpecProblems.sample(service, content)));
    found.addAll(TmpfsModes.unsupported(content.template()));
    found.addAll(SharedClaims.of(service, content));
    found.addAll(FileGroup.unsupported(content.template()));
    return found;
  }
}
