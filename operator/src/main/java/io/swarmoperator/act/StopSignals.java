package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.render.StopSignalRenderer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the cluster keeps the stop signals of containers, by the dry-run create of a
 * pod that has one: a cluster without the feature drops the field without a word (mechanics 16).
 * Asks once per process, when a service first declares a signal; where a namespace takes no such
 * pod, the service of another one tells.
 */
public final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  private final ApiWrites writes;
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();
  private volatile Optional<Boolean> kept = Optional.empty();

  StopSignals(ApiWrites writes) {
    this.writes = writes;
  }

  /** Whether a template declares a signal that the cluster drops, as far as is known. */
  public boolean dropped(SwarmService service, TaskTemplate template) {
    if (!StopSignalRenderer.declared(template)) {
      return false;
    }
    String namespace = service.getMetadata().getNamespace();
    if (kept.isEmpty() && !refusing.contains(namespace)) {
      ask(namespace, template);
    }
    return kept.isPresent() && !kept.get();
  }

  private void ask(String namespace, TaskTemplate template) {
    try {
      Container answer =
          writes.tryCreate(pod(namespace, template)).getSpec().getContainers().get(0);
      kept =
          Optional.of(
              answer.getLifecycle() != null && answer.getLifecycle().getStopSignal() != null);
      LOG.info("this cluster {} stop signals", kept.get() ? "keeps" : "drops");
    } catch (KubernetesClientException e) {
      refusing.add(namespace);
      LOG.warn(
          "can't find out in namespace {} whether the cluster keeps stop signals: {}",
          namespace,
          Refusals.message(e));
    }
  }

  /** One that the strictest namespace takes, if it has no quota. */
  private static Pod pod(String namespace, TaskTemplate template) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("swarm-operator-stop-signal")
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withOs(StopSignalRenderer.os(template))
        .withAutomountServiceAccountToken(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName("task")
        .withImage(template.getImage())
        .withNewLifecycle()
        .withStopSignal(StopSignalRenderer.signal(template))
        .endLifecycle()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .endContainer()
        .endSpec()
        .build();
  }
}
