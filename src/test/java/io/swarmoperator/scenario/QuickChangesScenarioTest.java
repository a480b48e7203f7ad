package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.act.WriteGate;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What changes faster than it can be carried out. */
@ClusterTest
class QuickChangesScenarioTest {

  /** The operator is held up in its first write for the first of them until there are three. */
  @Test
  void threeSpecsAtOnceMakeOneRollout(KubernetesClient client, Kubectl kubectl) {
    HeldUp gate = new HeldUp();
    TestOperator operator = TestOperator.with(client, o -> o.behind(gate)).started();
    try (Told told = new Told(client);
        Stage stage = new Stage(client, kubectl, operator)) {
      stage.service("ping", "replicas: 2\ntemplate: {image: 'app:a'}\nupdateConfig: {monitor: 1s}");
      stage.awaitSummary("ping", "2/2");
      stage.image("ping", "app:b");
      gate.reached();
      stage.image("ping", "app:c");
      stage.image("ping", "app:d");
      gate.release();
      stage.awaitUpdate("ping", "completed");
      stage.awaitSummary("ping", "2/2");
      for (int slot = 1; slot <= 2; slot++) {
        assertThat(Tasks.rows(stage.slot("ping", slot)))
            .containsExactly(slot + " running/running app:d", slot + " shutdown/shutdown app:a");
      }
      long target = stage.get("ping").getStatus().getCurrentRevision();
      assertThat(told.whenStopped(operator))
          .containsExactly(
              "RolloutStarted: update from revision 1 to %d of 2 slots: update in progress"
                  .formatted(target),
              "SlotUpdated: slot 1 runs app:d (task ping.1.#2)",
              "SlotUpdated: slot 2 runs app:d (task ping.2.#2)",
              "UpdateCompleted: update completed: revision " + target);
    }
  }

  /** The write of the first revision passes. */
  private static final class HeldUp implements WriteGate {
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch waits = new CountDownLatch(1);
    private final AtomicInteger revisions = new AtomicInteger();

    @Override
    public void beforeWrite(String what) {
      if (what.startsWith("create ControllerRevision") && revisions.incrementAndGet() > 1) {
        waits.countDown();
        await(released);
      }
    }

    /** Waits until it waits. */
    void reached() {
      await(waits);
    }

    void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A slot that the update has not reached goes straight to the last of them (S§5.8). */
  @Test
  void threeSpecsInOneRolloutSkipWhatWasNotBegun(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 2\ntemplate: {image: 'app:a'}\nupdateConfig: {delay: 1h, monitor: 100ms}");
      stage.awaitSummary("ping", "2/2");
      stage.image("ping", "app:b");
      stage.await1(
          "slot 1 updated",
          () ->
              stage.slot("ping", 1).size() == 2
                  && Tasks.is(stage.slot("ping", 1).get(0), "running", "running"));
      stage.image("ping", "app:c");
      stage.patch(
          "ping",
          "{\"spec\":{\"updateConfig\":{\"delay\":\"0s\"},\"template\":{\"image\":\"app:d\"}}}");
      stage.awaitUpdate("ping", "completed");
      stage.awaitSummary("ping", "2/2");
      assertThat(Tasks.rows(stage.slot("ping", 1)))
          .startsWith("1 running/running app:d")
          .endsWith("1 shutdown/shutdown app:b", "1 shutdown/shutdown app:a");
      assertThat(Tasks.rows(stage.slot("ping", 2)))
          .containsExactly("2 running/running app:d", "2 shutdown/shutdown app:a");
    }
  }

  @Test
  void aServiceMadeAgainDoesNotWaitForItsPredecessorsPods(
      KubernetesClient client, Kubectl kubectl) {
    String spec =
        "replicas: 2\ntemplate: {image: 'app:%s', stopGracePeriod: 2h, annotations: {sim.swarmoperator.io/stop-after: 1h}}\nupdateConfig: {monitor: 100ms}";
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", spec.formatted("old"));
      stage.awaitSummary("ping", "2/2");
      List<Pod> old = stage.pods("ping");
      stage.kubectl("delete", "swsvc", "ping", "--wait=false");
      stage.await1("deleted", () -> stage.get("ping") == null);
      stage.service("ping", spec.formatted("new").replace("1h", "0s"));
      stage.awaitSummary("ping", "2/2");
      stage.await1("only the new one's records", () -> stage.tasks("ping").size() == 2);
      assertThat(old).allMatch(pod -> stops(client, pod));
      stage.image("ping", "app:newer");
      stage.awaitUpdate("ping", "completed");
      for (int slot = 1; slot <= 2; slot++) {
        assertThat(Tasks.rows(stage.slot("ping", slot)))
            .containsExactly(
                slot + " running/running app:newer", slot + " shutdown/shutdown app:new");
      }
      assertThat(old).allMatch(pod -> stops(client, pod));
      old.forEach(pod -> stage.script(pod.getMetadata().getName(), "stop-after=0s"));
      stage.await1("the old ones gone", () -> stage.pods("ping").size() == 2);
    }
  }

  private static boolean stops(KubernetesClient client, Pod pod) {
    Pod now = client.pods().withName(pod.getMetadata().getName()).get();
    return now != null
        && now.getMetadata().getUid().equals(pod.getMetadata().getUid())
        && now.getMetadata().getDeletionTimestamp() != null;
  }
}
