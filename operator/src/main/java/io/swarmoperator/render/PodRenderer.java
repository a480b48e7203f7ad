package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.revision.RevisionContent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Renders the pod of a task: a pure function of the service's identity, the revision, the task and
 * the hinted node. It never looks at what the service's spec says now: a task runs its revision.
 */
public final class PodRenderer {
  private PodRenderer() {}

  /**
   * The pod as it is sent to the API server.
   *
   * @param service owner of the task
   * @param content what the task runs
   * @param task its record
   * @param spot where the planner would put it
   */
  public static Pod render(
      SwarmService service, RevisionContent content, TaskRecord task, Spot spot) {
    Pod pod =
        new PodBuilder()
            .withMetadata(metadata(service, content.template(), task.identity(), spot))
            .withSpec(spec(service, content, task.identity(), spot))
            .build();
    return PodPatcher.apply(pod, content.template().getPodPatch());
  }

  private static ObjectMeta metadata(
      SwarmService service, TaskTemplate template, TaskIdentity task, Spot spot) {
    Map<String, String> labels = new LinkedHashMap<>(template.getLabels());
    labels.putAll(Labels.ofTask(task, service.getMetadata().getUid()));
    spot.bucket().ifPresent(bucket -> labels.put(Labels.BUCKET, Labels.bucket(bucket)));
    return new ObjectMetaBuilder()
        .withName(task.name())
        .withNamespace(service.getMetadata().getNamespace())
        .withLabels(labels)
        .withAnnotations(annotations(template, task))
        .withOwnerReferences(Owners.reference(service))
        .build();
  }

  private static Map<String, String> annotations(TaskTemplate template, TaskIdentity task) {
    Map<String, String> annotations = new LinkedHashMap<>(template.getAnnotations());
    if (!task.slot().node().isEmpty()) {
      annotations.put(Labels.NODE, task.slot().node());
    }
    return annotations;
  }

  private static PodSpec spec(
      SwarmService service, RevisionContent content, TaskIdentity task, Spot spot) {
    TaskTemplate template = content.template();
    TaskValues values = new TaskValues(service, content.placement(), task);
    PodVolumes volumes = PodVolumes.of(template, values);
    LifecycleRenderer lifecycle = new LifecycleRenderer(content);
    PlacementRenderer placement =
        new PlacementRenderer(
            task.slot().node(),
            content.placement(),
            spot,
            Labels.selector(task.service(), service.getMetadata().getUid()));
    return new PodSpecBuilder()
        // a restart is a new task, made by the operator (S§4)
        .withRestartPolicy("Never")
        .withHostname(Hostnames.of(task, template.getHostname(), values))
        .withSubdomain(ServiceRenderer.tasksName(task.service()))
        .withEnableServiceLinks(false)
        .withServiceAccountName(AccessRenderer.serviceAccount(template))
        .withAutomountServiceAccountToken(AccessRenderer.serviceAccount(template) != null)
        .withImagePullSecrets(AccessRenderer.pullSecrets(template))
        .withPriorityClassName(AccessRenderer.named(template.getPriorityClassName()))
        .withRuntimeClassName(AccessRenderer.named(template.getRuntimeClassName()))
        .withOs(StopSignalRenderer.os(template))
        .withHostAliases(NamesRenderer.hostAliases(template.getExtraHosts()))
        .withDnsPolicy(NamesRenderer.dnsPolicy(template.getDns()))
        .withDnsConfig(NamesRenderer.dnsConfig(template.getDns()))
        .withNewSecurityContext()
        .withFsGroup(FileGroup.of(template, values).orElse(null))
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .withSupplementalGroups(template.getGroups())
        .withSysctls(SecurityRenderer.sysctls(template.getSysctls()))
        .endSecurityContext()
        // the pause container then reaps orphaned processes, as Docker's init does
        .withShareProcessNamespace(Boolean.TRUE.equals(template.getInit()) ? true : null)
        .withTerminationGracePeriodSeconds(lifecycle.graceSeconds())
        .withAffinity(placement.affinity())
        .withTopologySpreadConstraints(placement.spread())
        .withTolerations(PlacementRenderer.tolerations(template.getTolerations()))
        .withContainers(ContainerRenderer.render(content, lifecycle.ofContainer(), values, volumes))
        .withVolumes(volumes.volumes())
        .build();
  }
}
