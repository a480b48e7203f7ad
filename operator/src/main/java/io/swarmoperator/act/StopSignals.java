package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.connect.ServerWords;
import io.swarmoperator.render.StopSignalRenderer;
import io.swarmoperator.render.Unsupported;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the cluster keeps the stop signals of containers, by the dry-run create of a
 * pod that has one: a cluster without the feature drops the field without a word (mechanics 16).
 * Asks until there is an answer, when a service declares a signal; where a namespace refuses such a
 * pod, the service of another one tells.
 */
public final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  /** One that every cluster with the feature knows. */
  private static final String SIGNAL = "SIGTERM";

  /** So little that any quota has room for it; a quota refuses a pod that doesn't say. */
  private static final Map<String, Quantity> LITTLE =
      Map.of(
          "cpu", new Quantity("1m"),
          "memory", new Quantity("1Mi"),
          "ephemeral-storage", new Quantity("1Mi"));

  private final UnaryOperator<Pod> dryRun;
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private volatile Optional<Boolean> kept = Optional.empty();

  /**
   * Knows nothing yet.
   *
   * @param dryRun what the API server would make of a pod
   */
  StopSignals(UnaryOperator<Pod> dryRun) {
    this.dryRun = dryRun;
  }

  /**
   * What is to be reported of a signal that a template declares; empty when the cluster keeps it.
   */
  public Optional<Unsupported> unsupported(SwarmService service, TaskTemplate template) {
    if (!StopSignalRenderer.declared(template)) {
      return Optional.empty();
    }
    Optional<String> unknown =
        kept.isPresent()
            ? Optional.empty()
            : ask(service.getMetadata().getNamespace(), template.getImage());
    if (unknown.isPresent()) {
      return unknown.map(StopSignalRenderer::unknown);
    }
    return kept.orElse(false) ? Optional.empty() : Optional.of(StopSignalRenderer.dropped());
  }

  /** Asks, unless it is known that there is no answer; tells why there is none. */
  private Optional<String> ask(String namespace, String image) {
    if (refused.containsKey(namespace)) {
      return Optional.of(refused.get(namespace));
    }
    try {
      Container answer = dryRun.apply(pod(namespace, image)).getSpec().getContainers().get(0);
      boolean there =
          answer.getLifecycle() != null && answer.getLifecycle().getStopSignal() != null;
      kept = Optional.of(there);
      LOG.info("this cluster {} stop signals", there ? "keeps" : "drops");
      return Optional.empty();
    } catch (KubernetesClientException e) {
      String why = ServerWords.of(e);
      if (Refusals.refused(e)) {
        refused.put(namespace, why);
      }
      LOG.warn(
          "can't find out in namespace {} whether the cluster keeps stop signals: {}",
          namespace,
          why);
      return Optional.of(why);
    }
  }

  /** One that the strictest namespace takes. */
  private static Pod pod(String namespace, String image) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("swarm-operator-stop-signal")
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withNewOs("linux")
        .withAutomountServiceAccountToken(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName("task")
        .withImage(image)
        .withResources(
            new ResourceRequirementsBuilder().withRequests(LITTLE).withLimits(LITTLE).build())
        .withNewLifecycle()
        .withStopSignal(SIGNAL)
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
