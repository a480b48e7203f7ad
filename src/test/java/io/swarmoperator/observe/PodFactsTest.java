package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.decide.PodView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PodFactsTest {

  @Test
  void aPodWithoutAStatusIsPending() {
    PodView view = PodFacts.of(pod(""), false);

    assertThat(view.uid()).isEqualTo("u1");
    assertThat(view.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(view.phase()).isEqualTo(PodView.Phase.PENDING);
    assertThat(view.started()).isFalse();
    assertThat(view.exitCode()).isEmpty();
    assertThat(view.deleting()).isFalse();
    assertThat(view.gone()).isFalse();
  }

  @Test
  void theSchedulersReasonIsReadOnlyWhileItHoldsThePodBack() {
    String condition = "{type: PodScheduled, status: '%s', message: 0/3 nodes are available}";

    assertThat(status("conditions: [" + condition.formatted("False") + "]").schedulerMessage())
        .isEqualTo("0/3 nodes are available");
    assertThat(status("conditions: [" + condition.formatted("True") + "]").schedulerMessage())
        .isEmpty();
  }

  @Test
  void aWaitingContainerSaysWhy() {
    PodView view =
        container("waiting: {reason: ErrImagePull, message: 'pull access denied for nope'}");

    assertThat(view.waitingReason()).isEqualTo("ErrImagePull");
    assertThat(view.waitingMessage()).isEqualTo("pull access denied for nope");
    assertThat(view.started()).isFalse();
  }

  @Test
  void anEndedContainerTellsItsCodeAndHowLongItRan() {
    PodView view =
        container(
            "terminated: {exitCode: 137, reason: OOMKilled, startedAt: '2026-01-01T00:00:01Z',"
                + " finishedAt: '2026-01-01T00:00:04Z'}");

    assertThat(view.started()).isTrue();
    assertThat(view.exitCode()).hasValue(137);
    assertThat(view.terminatedReason()).isEqualTo("OOMKilled");
    assertThat(view.ranFor()).contains(Duration.ofSeconds(3));
  }

  @Test
  void aContainerThatCouldNotBeStartedNeverRan() {
    PodView view =
        container(
            "terminated: {exitCode: 128, reason: StartError, startedAt: '1970-01-01T00:00:00Z',"
                + " finishedAt: '2026-01-01T00:00:04Z'}");

    assertThat(view.started()).isFalse();
    assertThat(view.ranFor()).isEmpty();
  }

  /** As the kubelet writes it. */
  @Test
  void aPodThatTheKubeletRefusesSaysWhy() {
    PodView view =
        status(
            "{phase: Failed, reason: SysctlForbidden, message: 'Pod was rejected: forbidden sysctl:"
                + " \"kernel.msgmax\" not allowlisted', startTime: '2026-01-01T00:00:01Z'}");

    assertThat(view.phase()).isEqualTo(PodView.Phase.FAILED);
    assertThat(view.exitCode()).isEmpty();
    assertThat(view.podReason()).isEqualTo("SysctlForbidden");
    assertThat(view.podMessage())
        .isEqualTo("Pod was rejected: forbidden sysctl: \"kernel.msgmax\" not allowlisted");
  }

  @Test
  void theTasksContainerCountsNotOnesBesideIt() {
    PodView view =
        status(
            "containerStatuses: [{name: aside, state: {terminated: {exitCode: 1}}},"
                + " {name: task, imageID: sha256:1, state: {running: {}}}]");

    assertThat(view.exitCode()).isEmpty();
    assertThat(view.started()).isTrue();
    assertThat(view.imageId()).isEqualTo("sha256:1");
  }

  @Test
  void aPodWeDeletedIsGoingBeforeItSaysSo() {
    assertThat(PodFacts.of(pod(""), true).deleting()).isTrue();
  }

  @Test
  void aDisruptedPodIsTakenAwayByThePlatform() {
    assertThat(status("conditions: [{type: DisruptionTarget, status: 'True'}]").disrupted())
        .isTrue();
  }

  @Test
  void theFactsOfAGonePodAreItsLastOnes() {
    Pod pod = pod("phase: Running\n  conditions: [{type: DisruptionTarget, status: 'True'}]");
    PodView view = PodFacts.ofGone(Trim.pod(pod));

    assertThat(view.gone()).isTrue();
    assertThat(view.disrupted()).isTrue();
    assertThat(view.deleting()).isTrue();
  }

  @Test
  void trimmingChangesNoFact() {
    Pod pod =
        pod(
            "phase: Failed\n  reason: DeadlineExceeded\n  message: too late\n  containerStatuses:"
                + " [{name: task, state: {terminated: {exitCode: 3}}}]");

    assertThat(PodFacts.of(Trim.pod(pod), false)).isEqualTo(PodFacts.of(pod, false));
  }

  @Test
  void aTextIsCutAsTheRecordWillHoldIt() {
    PodView view =
        container("waiting: {reason: ErrImagePull, message: '" + "x".repeat(5000) + "'}");
    SwarmTaskStatus stored = new SwarmTaskStatus();
    stored.setError(view.waitingMessage());

    assertThat(view.waitingMessage()).hasSize(4096);
    assertThat(stored.getError()).isEqualTo(view.waitingMessage());
  }

  private static PodView status(String yaml) {
    return PodFacts.of(pod(yaml), false);
  }

  private static PodView container(String state) {
    return status("containerStatuses: [{name: task, state: {" + state + "}}]");
  }

  private static Pod pod(String status) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, uid: u1, creationTimestamp: '2026-01-01T00:00:00Z'}
        spec: {containers: [{name: task, image: a}]}
        """
            + (status.isEmpty() ? "" : "status:\n  " + status + "\n");
    return new KubernetesSerialization().unmarshal(yaml, Pod.class);
  }
}
