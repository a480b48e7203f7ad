package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.NodeView.Health;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tasks' nodes are asked for before anything is decided by what a watch shows. */
class NodeDoubtTest {
  private static final Taint GPU = new Taint("gpu", "", Taint.Effect.NO_SCHEDULE);
  private static final Placement TOLERANT =
      new Placement(
          List.of(),
          List.of(),
          0,
          List.of(new Toleration("gpu", Toleration.Operator.EXISTS, "", Optional.empty())));

  /** A task of revision 1 on n1, and a spec that says revision 2. */
  private static Scene changedTo(Placement first, Placement second) {
    return new Scene()
        .placement(1, first)
        .spec(2)
        .placement(2, second)
        .tasks(Sketch.running(1, 1, "n1"));
  }

  private static boolean doubted(Scene scene, NodeView... nodes) {
    Map<String, NodeView> shown = new HashMap<>();
    Stream.of(nodes).forEach(node -> shown.put(node.name(), node));
    ServiceView view = scene.view();
    return new NodeDoubt(view, shown, Sketch.NOW).concerns(view.tasks().get(0));
  }

  private static NodeView node(
      String name, Availability availability, Health health, Optional<Instant> downAt) {
    return new NodeView(
        name,
        availability,
        health,
        downAt,
        0,
        Map.of(NodeAttribute.HOSTNAME_LABEL, name),
        List.of());
  }

  private static NodeView n1(Availability availability, Taint... taints) {
    NodeView node = node("n1", availability, Health.READY, Optional.empty());
    return new NodeView(
        "n1", availability, Health.READY, Optional.empty(), 0, node.labels(), List.of(taints));
  }

  private static final NodeView N2 =
      node("n2", Availability.ACTIVE, Health.READY, Optional.empty());

  @ParameterizedTest
  @CsvSource({"ACTIVE, false", "PAUSE, false", "DRAIN, true"})
  void aNodeThatIsDrainedIs(Availability availability, boolean doubted) {
    assertThat(doubted(new Scene().tasks(Sketch.running(1, 1, "n1")), n1(availability)))
        .isEqualTo(doubted);
  }

  @Test
  void aNodeThatIsGoneIs() {
    assertThat(doubted(new Scene().tasks(Sketch.running(1, 1, "n1")), N2)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "1, false"})
  void aNodeThatCountsAsDownIsAsLongAsAnyIsReady(int downAfter, boolean doubted) {
    Scene scene = new Scene().tasks(Sketch.running(1, 1, "n1"));
    Optional<Instant> at = Optional.of(Sketch.NOW.plusSeconds(downAfter));
    NodeView down = node("n1", Availability.ACTIVE, Health.NOT_READY, at);

    assertThat(doubted(scene, down, N2)).isEqualTo(doubted);
    assertThat(doubted(scene, down)).as("no other node is ready (D43)").isFalse();
  }

  /** Constraints of the task's own revision and of the one that the spec says. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, ACTIVE, false",
        "node.hostname == n1, node.hostname == n1, ACTIVE, false",
        "node.hostname == n2, -, ACTIVE, true",
        "-, node.hostname == n2, ACTIVE, true",
        "-, node.hostname == n2, PAUSE, true"
      })
  void aNodeThatConstraintsDontAllowIs(
      String own, String target, Availability availability, boolean doubted) {
    Scene scene = changedTo(constrained(own), constrained(target));

    assertThat(doubted(scene, n1(availability))).isEqualTo(doubted);
  }

  /** Nobody enforces constraints on a node that is paused (S§10.5). */
  @Test
  void aPausedNodeIsNotWhereNothingIsToChange() {
    Scene scene =
        new Scene()
            .placement(1, constrained("node.hostname == n2"))
            .tasks(Sketch.running(1, 1, "n1"));

    assertThat(doubted(scene, n1(Availability.PAUSE))).isFalse();
    assertThat(doubted(scene, n1(Availability.ACTIVE))).isTrue();
  }

  private static Placement constrained(String text) {
    return text == null
        ? Placement.NONE
        : new Placement(List.of(Constraint.parse(text)), List.of(), 0);
  }

  /** What a task of before tolerates, the service may no longer; what it never did is old. */
  @ParameterizedTest
  @CsvSource({
    "true, true, false",
    "true, false, true",
    "false, true, false",
    "false, false, false"
  })
  void aNodeWhoseTaintIsNoLongerToleratedIs(boolean before, boolean now, boolean doubted) {
    Scene scene = changedTo(before ? TOLERANT : Placement.NONE, now ? TOLERANT : Placement.NONE);

    assertThat(doubted(scene, n1(Availability.ACTIVE, GPU))).isEqualTo(doubted);
  }

  static Stream<Sketch> tasksThatStayNowhere() {
    Sketch task = Sketch.running(1, 1, "n1");
    return Stream.of(
        task.noPod(),
        task.pod(Pod.made("")),
        task.pod(Pod.running("n1").gone()),
        task.pod(Pod.running("n1").deleting()),
        task.pod(Pod.running("n1").exited(0)));
  }

  @ParameterizedTest
  @MethodSource("tasksThatStayNowhere")
  void noNodeIsOfATaskThatDoesNotStay(Sketch task) {
    assertThat(doubted(new Scene().tasks(task), n1(Availability.DRAIN))).isFalse();
  }
}
