package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.render.PodRenderer;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a pod tells of the place that it was made for, also after what the cache leaves of it. */
class SpotsTest {
  private static final TaskRecord TASK = TestTasks.record(1, TaskState.NEW);
  private static final Spot SPOT = new Spot(Optional.of("n2"), OptionalInt.of(3), List.of("n1"));

  private static Pod made(Spot spot) {
    Pod pod =
        PodRenderer.render(
            TestTasks.service(), RevisionContent.of(TestTasks.service()), TASK, spot);
    pod.getMetadata().setUid("u1");
    return pod;
  }

  private static Pod bound(Pod pod) {
    return new PodBuilder(pod).editSpec().withNodeName("n9").endSpec().build();
  }

  @Test
  void hintAndBucketAreReadBack() {
    assertThat(Spots.of(Trim.pod(made(SPOT))))
        .isEqualTo(new Spot(Optional.of("n2"), OptionalInt.of(3), List.of()));
    assertThat(Spots.of(Trim.pod(made(Spot.ANYWHERE)))).isEqualTo(Spot.ANYWHERE);
  }

  @Test
  void aPodThatHasANodeNeedsNoHintButItsBucket() {
    assertThat(Spots.of(Trim.pod(bound(made(SPOT)))))
        .isEqualTo(new Spot(Optional.empty(), OptionalInt.of(3), List.of()));
    assertThat(Trim.pod(bound(made(Spot.on("n2")))).getSpec().getAffinity()).isNull();
  }

  @Test
  void theLabelSaysWhichBucketCountsNow() {
    Pod pod = made(SPOT);
    pod.getMetadata().getLabels().put("swarmoperator.io/bucket", "1");
    assertThat(PodFacts.of(pod, false).bucket()).hasValue(1);
    assertThat(PodFacts.of(pod, false).spot().bucket()).hasValue(3);

    pod.getMetadata().getLabels().put("swarmoperator.io/bucket", "none");
    assertThat(PodFacts.of(pod, false).bucket()).hasValue(0);

    pod.getMetadata().getLabels().put("swarmoperator.io/bucket", "x");
    assertThat(PodFacts.of(pod, false).bucket()).isEmpty();
  }

  @Test
  void aPodIsHeadedForItsHintUntilItHasANodeOrFoundNone() {
    assertThat(PodFacts.headedFor(made(SPOT))).isEqualTo("n2");
    assertThat(PodFacts.headedFor(bound(made(SPOT)))).isEqualTo("n9");
    assertThat(PodFacts.headedFor(made(Spot.ANYWHERE))).isEmpty();
    assertThat(PodFacts.headedFor(refused(made(SPOT)))).isEmpty();
    assertThat(PodFacts.headedFor(ended(bound(made(SPOT))))).isEmpty();
    assertThat(PodFacts.headedFor(going(bound(made(SPOT))))).isEmpty();
  }

  private static Pod refused(Pod pod) {
    return new PodBuilder(pod)
        .withNewStatus()
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod ended(Pod pod) {
    return new PodBuilder(pod).withNewStatus().withPhase("Failed").endStatus().build();
  }

  private static Pod going(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-01T00:00:00Z")
        .endMetadata()
        .build();
  }
}
