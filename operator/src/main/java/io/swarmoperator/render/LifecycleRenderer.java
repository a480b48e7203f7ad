package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.swarmoperator.api.Durations;
import io.swarmoperator.api.PodPatch;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.revision.RevisionContent;
import java.time.Duration;

/**
 * Renders how a task is stopped. Told to stop, a pod leaves the endpoints of its Services at the
 * same moment as its process gets the signal, and connections reach it until every node has heard:
 * where there are ports, the signal comes later, as it does on Swarm's networks (S§1.7, two
 * seconds). Here it takes five: the controller of endpoints tries again after a second where its
 * cache is older than what it wrote itself, which it is when one task comes and another goes, and
 * after two more where it still is; kube-proxy writes its rules once a second; and one is for all
 * to happen. They are given beside the stop grace period.
 */
final class LifecycleRenderer {
  private static final long SECONDS_BEFORE_SIGNAL = 5;
  private static final String PRE_STOP = "preStop";

  private final TaskTemplate template;
  private final boolean waits;

  LifecycleRenderer(RevisionContent content) {
    this.template = content.template();
    this.waits =
        !content.endpoint().getPorts().isEmpty()
            && !grace(template).isZero()
            && !declaresPreStop(template.getPodPatch());
  }

  /** Of the task's container; null when there is nothing to say. */
  Lifecycle ofContainer() {
    String signal = StopSignalRenderer.signal(template);
    if (signal == null && !waits) {
      return null;
    }
    LifecycleBuilder lifecycle = new LifecycleBuilder().withStopSignal(signal);
    return waits
        ? lifecycle.withNewPreStop().withNewSleep(SECONDS_BEFORE_SIGNAL).endPreStop().build()
        : lifecycle.build();
  }

  /**
   * Time between the word and the kill: the stop grace period rounded up, at least one second,
   * because a pod with grace 0 vanishes before its container has stopped (D22).
   */
  long graceSeconds() {
    long declared = Durations.roundedUpToSeconds(grace(template));
    return Math.max(1, declared) + (waits ? SECONDS_BEFORE_SIGNAL : 0);
  }

  private static Duration grace(TaskTemplate template) {
    return Durations.parse(template.getStopGracePeriod());
  }

  /** Two ways to wait can't be merged: one of the user's own takes the place of ours. */
  private static boolean declaresPreStop(PodPatch patch) {
    JsonNode spec = patch == null ? null : patch.getSpec();
    JsonNode containers = spec == null ? MissingNode.getInstance() : spec.path("containers");
    for (JsonNode container : containers) {
      JsonNode lifecycle = container.path("lifecycle");
      if (ContainerRenderer.NAME.equals(container.path("name").asText())
          && (lifecycle.isNull()
              || lifecycle.has(PRE_STOP)
              || lifecycle.has(StrategicMerge.PATCH))) {
        return true;
      }
    }
    return false;
  }
}
