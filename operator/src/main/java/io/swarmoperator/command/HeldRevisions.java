package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.HeldImages;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Asks what services run whose declared template is held back; of others nothing is asked for. */
final class HeldRevisions {
  private final Cluster cluster;
  private final List<ControllerRevision> found = new ArrayList<>();
  private final Set<String> refusals = new LinkedHashSet<>();

  private HeldRevisions(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * The images of these services.
   *
   * @param note is told why those of some are unknown: who may see a service is shown it, though
   *     its revisions may be hidden from them
   */
  static HeldImages of(List<SwarmService> services, Cluster cluster, Consumer<String> note) {
    HeldRevisions revisions = new HeldRevisions(cluster);
    services.stream().filter(HeldImages::isHeld).forEach(revisions::ask);
    revisions.refusals.forEach(
        why -> note.accept("images that are held back are shown as declared: " + why));
    return new HeldImages(revisions.found);
  }

  private void ask(SwarmService service) {
    try {
      found.addAll(cluster.revisions(service));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      refusals.add(Refusals.told(e, cluster.server()).getMessage());
    }
  }
}
