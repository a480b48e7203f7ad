package io.swarmoperator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.act.ApiWrites;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.NoticeReason;
import io.swarmoperator.measure.Metric;
import io.swarmoperator.observe.TestTasks;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private static final int TOLD = 1500;

  @Test
  void whatAnApiServerThatHangsLeavesNoRoomForIsDroppedAndCounted() {
    CountDownLatch hanging = new CountDownLatch(1);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      ApiWrites writes = new ApiWrites(client, what -> await(hanging), metrics);
      EventRecorder recorder = new EventRecorder(writes, metrics, Clock.systemUTC());
      for (int i = 0; i < TOLD; i++) {
        recorder.tell(service("uid-" + i), List.of(NoticeReason.JOB_STARTED.says(i)));
      }
      assertThat(Metric.EVENTS_DROPPED.counter(metrics).count())
          .isBetween(TOLD - 1001.0, TOLD - 1000.0);
      recorder.abandon();
      hanging.countDown();
      recorder.close();
    }
  }

  private static SwarmService service(String uid) {
    SwarmService service = TestTasks.service();
    service.getMetadata().setUid(uid);
    return service;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("nothing is written here");
  }
}
