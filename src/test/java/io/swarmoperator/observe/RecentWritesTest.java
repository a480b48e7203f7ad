package io.swarmoperator.observe;

import static io.swarmoperator.observe.TestTasks.UID;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.render.Labels;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentWritesTest {
  private final TickingClock clock = new TickingClock();
  private final RecentWrites recent = new RecentWrites(clock);
  private final TaskRecord fresh = TestTasks.record(1, TaskState.NEW);
  private final TaskRecord running = TestTasks.record(1, TaskState.RUNNING);
  private final String name = fresh.identity().name();
  private final Pod pod = TestTasks.pod(fresh, "pod-1");

  @Test
  void aCreatedPodExistsUntilTheCacheShowsIt() {
    recent.podCreated(UID, pod);
    assertThat(recent.of(UID).pods()).containsOnlyKeys(name);

    recent.podSeen(pod);
    assertThat(recent.of(UID).pods()).isEmpty();
  }

  @Test
  void aDeletedPodIsGoingUntilTheCacheShowsThatItIs() {
    recent.podDeleting(UID, "pod-1");
    recent.podSeen(pod);
    assertThat(recent.of(UID).deletedPods()).containsExactly("pod-1");

    recent.podSeen(
        new PodBuilder(pod)
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build());
    assertThat(recent.of(UID).deletedPods()).isEmpty();
  }

  @Test
  void aPodWhoseDeletionWasNotAcceptedIsNotGoing() {
    recent.podDeleting(UID, "pod-1");
    recent.podNotDeleted(UID, "pod-1");

    assertThat(recent.of(UID).deletedPods()).isEmpty();
  }

  @Test
  void whatGoesAfterItsServiceLeavesNothing() {
    recent.podCreated(UID, pod);
    recent.recordPending(UID, running);
    recent.forget(UID);
    recent.podGone(UID, pod);
    recent.recordWritten(UID, running, TestTasks.stored(running, "20"));

    assertThat(recent.of(UID).gonePods()).isEmpty();
    assertThat(recent.of(UID).records()).isEmpty();
  }

  @Test
  void aPodThatNobodyWasSeenToDeleteIsInDoubtUntilTheApiServerWasAsked() {
    recent.podCreated(UID, pod);
    recent.podGone(UID, pod);
    assertThat(recent.of(UID).doubtfulPods()).containsExactly(name);

    recent.about(UID).podSurelyGone(name);
    assertThat(recent.of(UID).doubtfulPods()).isEmpty();
    assertThat(recent.of(UID).gonePods()).containsOnlyKeys(name);
  }

  @Test
  void aPodThatOnlyLeftTheWatchIsNotGone() {
    recent.podCreated(UID, pod);
    recent.podGone(UID, pod);
    recent.podCreated(UID, pod);

    assertThat(recent.of(UID).doubtfulPods()).isEmpty();
    assertThat(recent.of(UID).gonePods()).isEmpty();
  }

  @Test
  void aPodThatWeDeletedIsGoneWithoutDoubt() {
    recent.podDeleting(UID, "pod-1");
    recent.podGone(UID, pod);

    assertThat(recent.of(UID).doubtfulPods()).isEmpty();
  }

  @Test
  void whatWasLastSeenOfAGonePodIsKept() {
    recent.podCreated(UID, pod);
    recent.podGone(UID, pod);

    assertThat(recent.of(UID).pods()).isEmpty();
    assertThat(recent.of(UID).gonePods()).containsOnlyKeys(name);
    recent.recordDeleting(UID, name);
    assertThat(recent.of(UID).gonePods()).isEmpty();
  }

  @Test
  void aPendingRecordCountsMoreThanAnyStoredOne() {
    recent.recordPending(UID, running);

    OwnWrites.KnownRecord known = recent.of(UID).records().get(name);
    assertThat(known.newerThan(ResourceVersions.of(TestTasks.stored(fresh, "99")))).isTrue();
  }

  @Test
  void aWrittenRecordCountsUntilTheCacheIsAsNew() {
    recent.recordPending(UID, running);
    recent.recordWritten(UID, running, TestTasks.stored(running, "20"));
    recent.recordSeen(TestTasks.stored(fresh, "19"));
    assertThat(recent.of(UID).records().get(name).task()).isEqualTo(running);

    recent.recordSeen(TestTasks.stored(running, "20"));
    assertThat(recent.of(UID).records()).isEmpty();
  }

  @Test
  void aVersionThatCameUpDuringAWriteStaysPending() {
    recent.recordPending(UID, fresh);
    recent.recordPending(UID, running);
    recent.recordWritten(UID, fresh, TestTasks.stored(fresh, "20"));

    OwnWrites.KnownRecord known = recent.of(UID).records().get(name);
    assertThat(known.task()).isEqualTo(running);
    assertThat(known.pending()).isTrue();
    assertThat(recent.recordVersion(UID, name, Optional.empty())).contains("20");
  }

  @Test
  void aRecordThatCouldNotBeWrittenDoesNotCount() {
    recent.recordPending(UID, running);
    recent.recordNotWritten(UID, running);

    assertThat(recent.of(UID).records()).isEmpty();
  }

  @Test
  void aDeletedRecordIsGoneBeforeTheCacheSaysSo() {
    recent.recordPending(UID, running);
    recent.recordDeleting(UID, name);
    assertThat(recent.of(UID).records()).isEmpty();
    assertThat(recent.of(UID).deletedRecords()).containsExactly(name);

    recent.recordGone(TestTasks.stored(running, "30"));
    assertThat(recent.of(UID).deletedRecords()).isEmpty();
  }

  @Test
  void aRecordThatSomeoneDeletedIsNotHeldOnTo() {
    recent.recordPending(UID, running);
    recent.recordWritten(UID, running, TestTasks.stored(running, "20"));
    recent.recordGone(TestTasks.stored(running, "21"));

    assertThat(recent.of(UID).records()).isEmpty();
  }

  @Test
  void aRecordThatSomeoneDeletedIsLostUntilItIsWritten() {
    recent.recordPending(UID, running);
    recent.recordWritten(UID, running, TestTasks.stored(running, "20"));
    assertThat(recent.recordLost(UID, name)).isFalse();

    recent.recordGone(TestTasks.stored(running, "21"));
    assertThat(recent.recordLost(UID, name)).isTrue();

    recent.recordWritten(UID, running, TestTasks.stored(running, "22"));
    assertThat(recent.recordLost(UID, name)).isFalse();
  }

  @Test
  void aRecordThatWeDeletedIsNotLost() {
    recent.recordDeleting(UID, name);
    recent.recordGone(TestTasks.stored(running, "21"));

    assertThat(recent.recordLost(UID, name)).isFalse();
  }

  @Test
  void theNewestServiceCounts() {
    SwarmService cached = TestTasks.service();
    SwarmService written = TestTasks.service();
    written.getMetadata().setResourceVersion("11");
    recent.serviceStored(written);
    assertThat(recent.newest(cached)).isSameAs(written);

    SwarmService later = TestTasks.service();
    later.getMetadata().setResourceVersion("100");
    assertThat(recent.newest(later)).isSameAs(later);
    assertThat(recent.newest(cached)).as("it is forgotten then").isSameAs(cached);
  }

  @Test
  void theWritesOfAServiceThatIsGoneAreForgotten() {
    recent.podCreated(UID, pod);
    recent.forget(UID);

    assertThat(recent.of(UID).pods()).isEmpty();
  }

  @Test
  void aRevisionWhoseCreationTheWatchShowedBeforeTheAnswerIsNotRememberedForEver() {
    recent.of(UID);
    recent.revisionSeen(revision());
    recent.revisionCreated(UID, revision());
    assertThat(recent.of(UID).revisions()).hasSize(1);

    clock.pass(Duration.ofSeconds(10));
    assertThat(recent.of(UID).revisions()).isEmpty();
  }

  @Test
  void aRevisionThatSomeoneDeletesIsGoneEvenIfItWasNotSeenBefore() {
    recent.revisionCreated(UID, revision());
    recent.revisionGone(revision());

    assertThat(recent.of(UID).revisions()).isEmpty();
  }

  @Test
  void aRevisionThatIsDeletedIsGoneAtOnceUnlessItWasNot() {
    recent.revisionDeleting(UID, "ping-1");
    assertThat(recent.of(UID).deletedRevisions()).containsExactly("ping-1");

    recent.revisionNotDeleted(UID, "ping-1");
    assertThat(recent.of(UID).deletedRevisions()).isEmpty();
  }

  private static ControllerRevision revision() {
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName("ping-1")
        .withLabels(Labels.ofService("ping", UID))
        .endMetadata()
        .build();
  }
}
