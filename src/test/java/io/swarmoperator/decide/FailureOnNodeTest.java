package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held against a node (S§9.4 rule 1). */
class FailureOnNodeTest {
  private static final Duration AGO = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    "FAILED, n1, true",
    "REJECTED, n1, true",
    "COMPLETE, n1, false",
    "SHUTDOWN, n1, false",
    "ORPHANED, n1, false",
    "FAILED, , false"
  })
  void failuresAndRejectionsOnANode(TaskState state, String node, boolean counts) {
    TaskRecord task =
        Sketch.running(1, 1, node == null ? "" : node).ended(state, AGO).record().orElseThrow();

    assertThat(FailureOnNode.of(task))
        .isEqualTo(
            counts
                ? Optional.of(
                    new FailureOnNode(
                        task.identity().name(), "hash-1", node, Sketch.NOW.minus(AGO)))
                : Optional.empty());
  }

  /** Those that are written in the course of a step, and those that are written behind it. */
  @Test
  void aPlanTellsOfThoseThatItWritesDown() {
    RestartPolicy never = new RestartPolicy(RestartCondition.NONE, Duration.ZERO, 0, Duration.ZERO);
    Sketch behind = Sketch.running(1, 1, "n1").pod(Pod.running("n1").exited(1));
    Sketch inAStep = Sketch.starting(2, 1, "n2").pod(Pod.made("n2").waits("ErrImagePull", ""));
    Scene scene = new Scene().replicas(2).restart(1, never).tasks(behind, inAStep);

    List<FailureOnNode> failures = FailureOnNode.in(scene.plan());

    assertThat(failures).extracting(FailureOnNode::node).containsExactly("n1", "n2");
  }

  @ParameterizedTest
  @CsvSource({"299, true", "300, false", "301, false"})
  void isHeldForFiveMinutes(int secondsAgo, boolean held) {
    FailureOnNode failure =
        new FailureOnNode("task", "hash-1", "n1", Sketch.NOW.minusSeconds(secondsAgo));

    assertThat(failure.heldAt(Sketch.NOW)).isEqualTo(held);
    assertThat(FailureOnNode.remembered(List.of(failure), Sketch.NOW)).hasSize(held ? 1 : 0);
  }

  /** It may be told of again until its record is written. */
  @Test
  void aTaskFailsOnce() {
    FailureOnNode failure = new FailureOnNode("task", "hash-1", "n1", Sketch.NOW.minusSeconds(1));

    assertThat(FailureOnNode.remembered(List.of(failure, failure), Sketch.NOW))
        .containsExactly(failure);
  }

  @Difference("D64")
  @Test
  void ofEachRevisionOnEachNodeTheNewestAreRemembered() {
    List<FailureOnNode> failures =
        Stream.of("hash-1 n1", "hash-1 n2", "hash-2 n1")
            .map(place -> place.split(" "))
            .flatMap(
                place ->
                    IntStream.range(0, 60)
                        .mapToObj(
                            i ->
                                new FailureOnNode(
                                    place[0] + place[1] + i,
                                    place[0],
                                    place[1],
                                    Sketch.NOW.minusSeconds(i))))
            .toList();

    List<FailureOnNode> remembered = FailureOnNode.remembered(failures, Sketch.NOW);

    assertThat(remembered)
        .hasSize(150)
        .allMatch(f -> f.at().isAfter(Sketch.NOW.minusSeconds(50)))
        .isSortedAccordingTo(Comparator.comparing(FailureOnNode::at));
  }
}
