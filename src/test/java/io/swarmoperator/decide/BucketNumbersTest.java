package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * Which places tasks take when max replicas per node changes (mechanics 5). A task is written as
 * the place it was made for and the one that it has now; 0 is none, and bars the node.
 */
class BucketNumbersTest {
  private static final int UNLIMITED = -1;

  private static Scene limit(int limit, Sketch... tasks) {
    return new Scene()
        .replicas(tasks.length)
        .placement(1, new Placement(List.of(), List.of(), limit))
        .tasks(tasks);
  }

  private static Sketch task(int slot, String node, int made, int now) {
    OptionalInt bucket = made == UNLIMITED ? OptionalInt.empty() : OptionalInt.of(made);
    Pod pod = node.isEmpty() ? Pod.made("") : Pod.running(node);
    Pod placed = pod.spot(new Spot(Optional.empty(), bucket, List.of()));
    Sketch task = node.isEmpty() ? Sketch.starting(slot, 1, "") : Sketch.running(slot, 1, node);
    return task.pod(now == UNLIMITED ? placed : placed.bucket(now));
  }

  /** The places that are given anew: {@code slot:place}. */
  private static List<String> given(Scene scene) {
    List<TaskIdentity> tasks = scene.view().tasks().stream().map(ObservedTask::identity).toList();
    return scene.plan().steps().stream()
        .flatMap(s -> s.actions().stream())
        .filter(Action.LabelPod.class::isInstance)
        .map(Action.LabelPod.class::cast)
        .map(
            a ->
                tasks.stream()
                        .filter(t -> t.name().equals(a.pod()))
                        .map(t -> t.slot().word())
                        .findFirst()
                        .orElseThrow()
                    + ":"
                    + a.bucket())
        .toList();
  }

  @Test
  void withoutALimitNothingIsNumbered() {
    assertThat(given(limit(0, task(1, "n1", 1, 1), task(2, "n1", UNLIMITED, UNLIMITED)))).isEmpty();
  }

  @Test
  void aFirstLimitNumbersTheTasksOfEachNode() {
    Scene scene =
        limit(
            2,
            task(1, "n1", UNLIMITED, UNLIMITED),
            task(2, "n1", UNLIMITED, UNLIMITED),
            task(3, "n2", UNLIMITED, UNLIMITED));

    assertThat(given(scene)).containsExactly("1:1", "2:2", "3:1");
  }

  @Test
  void aTaskThatFindsNoNumberBarsItsNode() {
    Scene scene =
        limit(1, task(1, "n1", 1, 1), task(2, "n1", 2, 2), task(3, "n1", UNLIMITED, UNLIMITED));

    assertThat(given(scene)).containsExactly("2:0", "3:0");
  }

  @Test
  void aHigherLimitLiftsTheBar() {
    assertThat(given(limit(2, task(1, "n1", 1, 1), task(2, "n1", 0, 0)))).containsExactly("2:2");
  }

  @Test
  void whatIsNumberedRightStaysSo() {
    assertThat(given(limit(2, task(1, "n1", 2, 2), task(2, "n1", 1, 1), task(3, "n2", 2, 2))))
        .isEmpty();
  }

  /** Its pod keeps others out of that one whatever its label says. */
  @Test
  void theNumberThatItWasMadeForGoesBeforeTheOneThatItHas() {
    assertThat(given(limit(2, task(1, "n1", UNLIMITED, 2), task(2, "n1", 2, 0))))
        .containsExactly("2:2", "1:1");
  }

  @Test
  void theNumberThatItHasStaysWhenTheFirstOneIsTaken() {
    assertThat(given(limit(3, task(1, "n1", 1, 1), task(2, "n1", 1, 3)))).isEmpty();
  }

  @Test
  void oneOnItsWayKeepsItsNumberOrHasNone() {
    Scene scene =
        limit(2, task(1, "", 2, 2), task(2, "", 3, 3), task(3, "", 3, 0), task(4, "", 1, 2));

    assertThat(given(scene)).containsExactly("2:0", "4:1");
  }

  @Test
  void aTaskThatHasEndedTakesNoPlace() {
    Sketch ended =
        Sketch.ended(1, 1, TaskState.FAILED, Duration.ofSeconds(1))
            .pod(Pod.running("n1").exited(1).bucket(1));

    assertThat(given(limit(1, ended, task(2, "n1", UNLIMITED, UNLIMITED)))).containsExactly("2:1");
  }
}
