package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.observe.NodeFacts;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.TestTasks;
import io.swarmoperator.render.Fixtures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What becomes of records that are gone, by a real API server. The caches were never filled, as if
 * every watch were late.
 */
@ClusterTest
class RecordStoreClusterTest {
  private static final TaskRecord REJECTED =
      TestTasks.record(1, TaskState.RUNNING).refused("no such image", Instant.EPOCH);

  @Test
  void theEndOfATaskWhoseRecordIsGoneIsStored(KubernetesClient client) {
    SwarmService service = ping(client);

    store(client, recent()).save(service, REJECTED, 1);

    assertThat(records(client)).hasSize(1);
    assertThat(records(client).get(0).getStatus().getState())
        .isEqualTo(io.swarmoperator.api.TaskState.REJECTED);
  }

  @Test
  void whatWentWithItsServiceDoesNotComeBack(KubernetesClient client) {
    SwarmService service = ping(client);
    client.resource(service).delete();

    store(client, recent()).save(service, REJECTED, 1);

    assertThat(records(client)).isEmpty();
  }

  @Test
  void whatWentWithItsServiceDoesNotComeBackForASuccessorOfTheSameName(KubernetesClient client) {
    SwarmService service = ping(client);
    client.resource(service).delete();
    SwarmService unused = ping(client);

    store(client, recent()).save(service, REJECTED, 1);

    assertThat(records(client)).isEmpty();
  }

  @Test
  void aChangeOfARecordThatWentWithItsServiceDoesNotBringItBack(KubernetesClient client) {
    SwarmService service = ping(client);
    TaskRecord starting = TestTasks.record(1, TaskState.STARTING);
    RecordStore store = store(client, recent());
    store.save(service, starting, 1);
    client.resource(service).delete();
    client.resources(SwarmTask.class).delete();

    store.save(service, TestTasks.record(1, TaskState.RUNNING), 1);

    assertThat(records(client)).isEmpty();
  }

  /** Its pod may still be seen to run, and the service to be there. */
  @Test
  void aRecordThatIsSeenToGoBeforeItsServiceDoesNotComeBack(KubernetesClient client) {
    SwarmService service = ping(client);
    TaskRecord running = TestTasks.record(1, TaskState.RUNNING);
    RecentWrites recent = recent();
    RecordStore store = store(client, recent);
    store.save(service, running, 1);
    SwarmTask stored = records(client).get(0);
    client.resource(service).delete();
    client.resources(SwarmTask.class).delete();
    recent.recordGone(stored);

    store.save(service, running, 1);

    assertThat(records(client)).isEmpty();
  }

  @Test
  void aRecordThatSomeoneDeletedIsStoredAgain(KubernetesClient client) {
    SwarmService service = ping(client);
    TaskRecord running = TestTasks.record(1, TaskState.RUNNING);
    RecentWrites recent = recent();
    RecordStore store = store(client, recent);
    store.save(service, running, 1);
    SwarmTask stored = records(client).get(0);
    client.resources(SwarmTask.class).delete();
    recent.recordGone(stored);

    store.save(service, running, 1);

    assertThat(records(client)).hasSize(1);
  }

  private static SwarmService ping(KubernetesClient client) {
    SwarmService service = Fixtures.ping("template: {image: alpine}");
    service.getMetadata().setNamespace(client.getNamespace());
    service.getMetadata().setUid(null);
    service.getMetadata().setResourceVersion(null);
    return client.resource(service).create();
  }

  private static List<SwarmTask> records(KubernetesClient client) {
    return client.resources(SwarmTask.class).list().getItems();
  }

  private static RecentWrites recent() {
    return new RecentWrites(Clock.systemUTC());
  }

  private static RecordStore store(KubernetesClient client, RecentWrites recent) {
    Caches caches =
        new Caches(
            client,
            Set.of(client.getNamespace()),
            recent,
            new NodeFacts(Clock.systemUTC(), Duration.ofSeconds(15)));
    ApiWrites writes = new ApiWrites(client, WriteGate.OPEN, new SimpleMeterRegistry());
    return new RecordStore(new ClusterRecords(writes), caches.tasks()::get, recent);
  }
}
