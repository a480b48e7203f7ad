package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubeletEventsTest {
  @Test
  void theLastWordOfEachPodCounts() {
    assertThat(
            KubeletEvents.lastOfEach(
                List.of(
                    event(
                        "a",
                        "03",
                        "MountVolume.SetUp failed for volume \"secret-db\" : references non-existent secret key: p"),
                    event(
                        "a",
                        "01",
                        "MountVolume.SetUp failed for volume \"secret-db\" : secret \"db\" not found"),
                    event(
                        "a",
                        "04",
                        "Unable to attach or mount volumes: unmounted volumes=[secret-db]: timed out waiting for the condition"),
                    event(
                        "b",
                        "02",
                        "MountVolume.SetUp failed for volume \"config-site\" : configmap \"site\" not found"))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a",
                "MountVolume.SetUp failed for volume \"secret-db\" : references non-existent secret key: p",
                "b",
                "configmap \"site\" not found"));
  }

  @Test
  void whatKeepsAContainerFromBeingMadeCounts() {
    assertThat(
            KubeletEvents.lastOfEach(
                List.of(
                    event("a", "FailedCreatePodSandBox", "01", "no runtime for \"gvisor\""),
                    event("a", "BackOff", "02", "Back-off restarting failed container"),
                    event("b", "FailedAttachVolume", "01", "Multi-Attach error for volume \"v\""),
                    event("c", "FailedMapVolume", "01", "no such device"),
                    event("d", "Evicted", "01", "low on memory"))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a",
                "no runtime for \"gvisor\"",
                "b",
                "Multi-Attach error for volume \"v\"",
                "c",
                "no such device"));
  }

  private static Event event(String pod, String second, String message) {
    return event(pod, "FailedMount", second, message);
  }

  private static Event event(String pod, String reason, String second, String message) {
    return new EventBuilder()
        .withNewInvolvedObject()
        .withUid(pod)
        .endInvolvedObject()
        .withLastTimestamp("2026-01-01T00:00:" + second + "Z")
        .withReason(reason)
        .withMessage(message)
        .build();
  }
}
