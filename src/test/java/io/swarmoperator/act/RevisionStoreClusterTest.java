package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.Edits;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.NodeFacts;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.revision.RevisionContent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of revisions that can't be stored, by a real API server. */
@ClusterTest
class RevisionStoreClusterTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Whoever deletes a namespace has services in it that still ask for revisions. */
  @Test
  void inANamespaceThatGoesNothingIsStoredAndNothingThrown(KubernetesClient client) {
    Pod held = holding(client);
    try {
      client.namespaces().withName(client.getNamespace()).delete();
      await().atMost(LONG).until(() -> phase(client).equals("Terminating"));
      SwarmService service = Fixtures.ping("template: {image: alpine}");
      service.getMetadata().setNamespace(client.getNamespace());

      Optional<Condition> inTheWay = store(client).ensure(service, RevisionContent.of(service));

      assertThat(inTheWay).map(Condition::reason).contains(ConditionReason.REVISION_REFUSED);
      assertThat(inTheWay).map(Condition::message).get().asString().contains("being terminated");
    } finally {
      Edits.edit(
          client.pods().withName(held.getMetadata().getName()),
          pod -> {
            pod.getMetadata().setFinalizers(List.of());
            return pod;
          });
    }
  }

  private static String phase(KubernetesClient client) {
    return client.namespaces().withName(client.getNamespace()).get().getStatus().getPhase();
  }

  private static RevisionStore store(KubernetesClient client) {
    Clock clock = Clock.systemUTC();
    RecentWrites recent = new RecentWrites(clock);
    Caches caches =
        new Caches(
            client,
            Set.of(client.getNamespace()),
            recent,
            new NodeFacts(clock, Duration.ofSeconds(15)));
    ApiWrites writes = new ApiWrites(client, WriteGate.OPEN, new SimpleMeterRegistry());
    return new RevisionStore(writes, new Revisions(caches.revisions()), recent);
  }

  /** A pod that nobody can delete keeps its namespace. */
  private static Pod holding(KubernetesClient client) {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("holding")
                .withFinalizers("test.swarmoperator.io/hold")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("holding")
                .withImage("alpine")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }
}
