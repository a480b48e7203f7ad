package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.observe.Caches;
import java.util.List;

/** What makes reconciles, beside the services themselves. */
final class EventSources {
  private EventSources() {}

  static List<EventSource<?, SwarmService>> of(Caches caches, Concerns concerns) {
    return List.of(
        new CacheEvents<>(Node.class, caches.nodes(), concerns::ofNode),
        new CacheEvents<>(ControllerRevision.class, caches.revisions(), concerns::ofOwn),
        new CacheEvents<>(SwarmTask.class, caches.tasks(), concerns::ofRecord),
        new CacheEvents<>(Pod.class, caches.pods(), concerns::ofPod),
        new CacheEvents<>(Service.class, caches.services(), concerns::ofCompanion),
        new CacheEvents<>(PodDisruptionBudget.class, caches.budgets(), concerns::ofBudget));
  }
}
