package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.act.WriteGate;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.cluster.ClusterTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A creation has the same outcome wherever the operator was stopped in it. */
@ClusterTest
class StoppedAfterEveryWriteTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Lets some writes pass and none after them, like a process that has died. */
  private static final class LastWrite implements WriteGate {
    private final AtomicInteger left;
    private volatile boolean reached;

    LastWrite(int writes) {
      left = new AtomicInteger(writes);
    }

    @Override
    public void beforeWrite(String what) {
      if (left.getAndDecrement() <= 0) {
        reached = true;
        throw new IllegalStateException("stopped before " + what);
      }
    }
  }

  @Test
  void aCreationEndsTheSame(KubernetesClient client, String namespace) {
    OperatorOptions options = OperatorOptions.defaults().in(Set.of(namespace));
    boolean stopped = true;
    for (int writes = 0; stopped && writes < 30; writes++) {
      String name = "ping" + writes;
      LastWrite gate = new LastWrite(writes);
      try (OperatorRuntime first = OperatorRuntime.start(client, options.behind(gate))) {
        client.resource(service(name)).create();
        await("stop or end").atMost(PATIENCE).until(() -> gate.reached || runs(client, name));
        assertThat(first.httpPort()).isEmpty();
      }
      stopped = gate.reached;
      try (OperatorRuntime second = OperatorRuntime.start(client, options)) {
        await("after " + writes + " writes").atMost(PATIENCE).until(() -> runs(client, name));
        assertThat(second.httpPort()).isEmpty();
      }
      assertThat(records(client, name)).as("after %s writes", writes).hasSize(2);
      assertThat(client.pods().withLabel("swarmoperator.io/service", name).list().getItems())
          .as("after %s writes", writes)
          .hasSize(2);
      client.resources(SwarmService.class).withName(name).delete();
    }
  }

  private static boolean runs(KubernetesClient client, String name) {
    SwarmService service = client.resources(SwarmService.class).withName(name).get();
    return service.getStatus() != null
        && "2/2".equals(service.getStatus().getSummary())
        && records(client, name).stream()
            .allMatch(t -> t.getStatus().getState() == TaskState.RUNNING)
        && records(client, name).size() == 2;
  }

  private static List<SwarmTask> records(KubernetesClient client, String name) {
    return client
        .resources(SwarmTask.class)
        .withLabel("swarmoperator.io/service", name)
        .list()
        .getItems();
  }

  private static SwarmService service(String name) {
    TaskTemplate template = new TaskTemplate();
    template.setImage("alpine:3.7");
    SwarmServiceSpec spec = new SwarmServiceSpec();
    spec.setReplicas(2);
    spec.setTemplate(template);
    SwarmService service = new SwarmService();
    service.setMetadata(new ObjectMetaBuilder().withName(name).build());
    service.setSpec(spec);
    return service;
  }
}
