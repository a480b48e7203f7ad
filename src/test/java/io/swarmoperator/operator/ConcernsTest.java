package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.swarmoperator.api.Placement;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.NodeFacts;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.TestTasks;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.Owners;
import io.swarmoperator.revision.RevisionContent;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, RevisionContent> targets = new HashMap<>();
  private final Concerns concerns =
      new Concerns(
          caches(),
          services(),
          service -> Optional.ofNullable(targets.get(service.getMetadata().getName())));

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

  @Test
  void aServicesLabelsCountWhenAPlaceholderStandsForOne() {
    SwarmService labelled = TestTasks.service();
    labelled.getMetadata().setLabels(Map.of("tier", "front"));

    assertThat(Concerns.ofService(labelled, ping)).isFalse();
    labelled.getSpec().getTemplate().setHostname("{{.Service.Labels.tier}}");
    assertThat(Concerns.ofService(labelled, ping)).isTrue();
  }

  /** Both have a task on every node, so that only the label decides. */
  @Test
  void aNodesLabelConcernsWhoseConstraintsReadIt() {
    ping.getSpec().setMode(ServiceMode.GLOBAL);
    pong.getSpec().setMode(ServiceMode.GLOBAL);
    constrain(ping, "node.labels.zone == a");
    constrain(pong, "node.role == worker");

    assertThat(relabelled("zone")).containsExactly(new ResourceID("ping", "ns"));
    assertThat(relabelled("node-role.kubernetes.io/control-plane"))
        .containsExactly(new ResourceID("pong", "ns"));
    assertThat(relabelled("swarmoperator.io/unrelated")).isEmpty();
    assertThat(relabelled("swarmoperator.io/availability")).hasSize(2);
  }

  @Test
  void whileAServiceRunsSomethingElseThanItsSpecEveryLabelConcernsIt() {
    ping.getSpec().setMode(ServiceMode.GLOBAL);
    pong.getSpec().setMode(ServiceMode.GLOBAL);
    constrain(ping, "node.labels.zone == a");
    constrain(pong, "node.labels.zone == a");
    SwarmServiceStatus status = new SwarmServiceStatus();
    status.setCurrentRevision(1L);
    status.setSpecRevision(2L);
    pong.setStatus(status);

    assertThat(relabelled("unrelated")).containsExactly(new ResourceID("pong", "ns"));
  }

  /** Its spec is wrong, or asks for a port that another service has (D116): what ran runs on. */
  @Test
  void whileASpecCantBeCarriedOutTheConstraintsOfWhatRunsCountToo() {
    ping.getSpec().setMode(ServiceMode.GLOBAL);
    pong.getSpec().setMode(ServiceMode.GLOBAL);
    constrain(ping, "node.labels.zone == a");
    targets.put("ping", RevisionContent.of(ping));
    constrain(ping, "node.labels.disk == ssd");
    SwarmServiceStatus status = new SwarmServiceStatus();
    status.setCurrentRevision(1L);
    status.setSpecRevision(1L); // of the last one that could be carried out
    ping.setStatus(status);

    assertThat(relabelled("zone")).containsExactly(new ResourceID("ping", "ns"));
    assertThat(relabelled("disk")).containsExactly(new ResourceID("ping", "ns"));
    assertThat(relabelled("unrelated")).isEmpty();
  }

  @Test
  void aServiceWithoutAnyPlacementReadsNoLabel() {
    ping.getSpec().setMode(ServiceMode.GLOBAL);
    pong.getSpec().setMode(ServiceMode.GLOBAL);
    ping.getSpec().getTemplate().setPlacement(null);
    constrain(pong, "node.labels.zone == a");

    assertThat(relabelled("zone")).containsExactly(new ResourceID("pong", "ns"));
  }

  private Set<ResourceID> relabelled(String key) {
    Node plain =
        new NodeBuilder()
            .withNewMetadata()
            .withName("n1")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    Node labelled =
        new NodeBuilder(plain).editMetadata().addToLabels(key, "drain").endMetadata().build();
    return concerns.ofNode(Optional.of(plain), Optional.of(labelled));
  }

  private static void constrain(SwarmService service, String constraint) {
    Placement placement = new Placement();
    placement.setConstraints(List.of(constraint));
    service.getSpec().getTemplate().setPlacement(placement);
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
            (proxy, method, arguments) ->
                method.getName().equals("get")
                    ? Stream.of(ping, pong)
                        .filter(s -> ResourceID.fromResource(s).equals(arguments[0]))
                        .findFirst()
                    : Stream.of(ping, pong));
  }
}
