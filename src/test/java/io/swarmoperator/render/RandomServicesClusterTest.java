package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.plan.SchemaCheck;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is made of valid services is what the API server takes, tried without keeping it. */
@ClusterTest
class RandomServicesClusterTest {
  private static final long FIRST = Long.getLong("fuzz.seed", 1);
  private static final long SERVICES = Long.getLong("fuzz.services", 500);

  /** What the API server says to what nobody can know beforehand, and why it may. */
  private static final Map<String, String> EXCUSED =
      Map.of(
          "provided port is already allocated",
          "another Service of the cluster has the node port; the service is told so");

  private static final ThreadLocal<SchemaCheck> SCHEMA = ThreadLocal.withInitial(SchemaCheck::new);

  @Test
  void theApiServerTakesWhatIsRendered(KubernetesClient client) {
    prerequisites(client);
    List<Long> valid =
        LongStream.range(FIRST, FIRST + SERVICES * 2)
            .parallel()
            .filter(seed -> !rendered(seed).objects().isEmpty())
            .limit(SERVICES)
            .boxed()
            .toList();
    assertThat((long) valid.size()).as("services tried").isEqualTo(SERVICES);
    List<String> refused = valid.parallelStream().flatMap(seed -> refused(client, seed)).toList();
    assertThat(refused).isEmpty();
  }

  private static void prerequisites(KubernetesClient client) {
    client
        .resource("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: worker}")
        .inNamespace(client.getNamespace())
        .create();
    client
        .resource(
            "apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: gvisor}\n"
                + "handler: runsc")
        .serverSideApply();
    client
        .resource(
            "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: important}\n"
                + "value: 5")
        .serverSideApply();
  }

  private static ObjectNode declared(long seed) {
    return new RandomServices(SCHEMA.get().spec(), seed).service();
  }

  private static RenderedService rendered(long seed) {
    ObjectNode declared = declared(seed);
    return SCHEMA.get().problems(declared).isEmpty()
        ? RenderedService.of(declared)
        : new RenderedService(List.of(), List.of("not valid"));
  }

  private static Stream<String> refused(KubernetesClient client, long seed) {
    Stream<HasMetadata> objects =
        Stream.concat(
            Stream.of(Fixtures.service(declared(seed))), rendered(seed).objects().stream());
    return objects.flatMap(object -> refused(client, seed, object));
  }

  private static Stream<String> refused(KubernetesClient client, long seed, HasMetadata object) {
    object.getMetadata().setNamespace(client.getNamespace());
    try {
      client.resource(object).dryRun().create();
      return Stream.empty();
    } catch (KubernetesClientException e) {
      String said = "-Dfuzz.seed=" + seed + " " + object.getKind() + ": " + e.getMessage();
      return EXCUSED.keySet().stream().anyMatch(said::contains) ? Stream.empty() : Stream.of(said);
    }
  }
}
