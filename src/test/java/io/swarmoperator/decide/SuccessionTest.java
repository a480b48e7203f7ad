package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** When a task goes for which another one has come (S§5.5), or which its node can't keep. */
class SuccessionTest {
  private final StepList steps = new StepList();

  private Succession succession(Scene scene) {
    World world = scene.world();
    HistoryReaper reaper = new HistoryReaper(world, scene.restarts());
    return new Succession(
        world,
        new SlotRemoval(scene.slots(), Optional.empty(), steps),
        new SlotHistory(reaper, steps, world.now()));
  }

  private static Slot slot(Scene scene) {
    return scene.world().slots().get(SlotId.numbered(1));
  }

  private boolean leavesNoRoom(Scene scene, int waiting) {
    return succession(scene).leavesNoRoom(slot(scene), scene.task(1, waiting));
  }

  /** What waits starts when the older one was told to stop. */
  @Test
  void aTaskWaitsForAnOlderOneThatItsNodeCannotKeep() {
    Sketch waits = Sketch.waiting(1, 2, Sketch.NOW);
    Sketch old = Sketch.running(1, 1, "n1");
    assertThat(leavesNoRoom(new Scene().down("n1").tasks(old, waits), 2)).isTrue();
    assertThat(leavesNoRoom(new Scene().tasks(old, waits), 2)).as("it may stay").isFalse();
    assertThat(leavesNoRoom(new Scene().down("n1").tasks(old), 1)).as("itself").isFalse();
    assertThat(leavesNoRoom(new Scene().down("n1").tasks(waits, Sketch.running(1, 3, "n1")), 2))
        .as("a newer one")
        .isFalse();
  }

  private List<String> stopped(Scene scene) {
    succession(scene).stopSuperseded(slot(scene));
    return steps.steps().stream()
        .flatMap(s -> s.actions().stream())
        .filter(Action.SaveRecord.class::isInstance)
        .map(a -> ((Action.SaveRecord) a).task())
        .map(t -> t.identity().attempt() + " " + t.state())
        .collect(Collectors.toList());
  }

  @Test
  void theNewestTakesOverFromOneThatRunsAndOneThatWaits() {
    assertThat(
            stopped(
                new Scene()
                    .tasks(
                        Sketch.running(1, 1, "n1"),
                        Sketch.waiting(1, 2, Sketch.NOW),
                        Sketch.running(1, 3, "n2"))))
        .containsExactly("1 RUNNING", "2 SHUTDOWN");
  }

  @Test
  void oneThatDoesNotRunYetTakesNothingOver() {
    assertThat(stopped(new Scene().tasks(Sketch.running(1, 1, "n1"), Sketch.starting(1, 2, "n2"))))
        .isEmpty();
  }

  /** Once no run is under way one of two is enough, and the right one stays. */
  @Test
  void withoutARunTheRightOneStays() {
    Sketch right = Sketch.running(1, 1, "n1");
    Sketch other = Sketch.running(1, 2, "n2").revision("hash-2");
    assertThat(stopped(new Scene().revision(2).tasks(right, other))).isEmpty();
    assertThat(stopped(new Scene().revision(2).tasks(right.revision("hash-2"), other)))
        .as("none of them is right")
        .containsExactly("1 RUNNING");
  }
}
