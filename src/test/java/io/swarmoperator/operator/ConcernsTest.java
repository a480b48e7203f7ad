package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.NodeFacts;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.TestTasks;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.Owners;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcernsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final SwarmService ping = TestTasks.service();
  private final SwarmService pong = TestTasks.service();
  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final Concerns concerns = new Concerns(caches(), services());

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void ourOwnBudgetConcernsItsServiceOnly() {
    PodDisruptionBudget ours =
        new PodDisruptionBudgetBuilder(foreign())
            .editMetadata()
            .withLabels(Labels.ofService("ping", TestTasks.UID))
            .withOwnerReferences(Owners.reference(ping))
            .endMetadata()
            .build();

    assertThat(concerns.ofBudget(Optional.empty(), Optional.of(ours)))
        .containsExactly(new ResourceID("ping", "ns"));
  }

  @Test
  void anyOtherBudgetConcernsTheWholeNamespace() {
    assertThat(concerns.ofBudget(Optional.of(foreign()), Optional.empty()))
        .containsExactlyInAnyOrder(new ResourceID("ping", "ns"), new ResourceID("pong", "ns"));
  }

  private static PodDisruptionBudget foreign() {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName("ping")
        .withNamespace("ns")
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .build();
  }

  private Caches caches() {
    return new Caches(
        client, Set.of(), new RecentWrites(CLOCK), new NodeFacts(CLOCK, Duration.ofSeconds(1)));
  }

  @SuppressWarnings("unchecked")
  private IndexerResourceCache<SwarmService> services() {
    pong.getMetadata().setName("pong");
    return (IndexerResourceCache<SwarmService>)
        Proxy.newProxyInstance(
            ConcernsTest.class.getClassLoader(),
            new Class<?>[] {IndexerResourceCache.class},
            (proxy, method, arguments) -> Stream.of(ping, pong));
  }
}
