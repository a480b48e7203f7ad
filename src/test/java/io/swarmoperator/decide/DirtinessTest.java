package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.revision.RevisionContent;
import io.swarmoperator.sim.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tasks an update has to replace (S§5.2). */
class DirtinessTest {
  private static final String SAME_BUT_PLACEMENT = "unplaced-1";

  /** A task of revision 1 on n1, and a spec that says revision 2. */
  private static Scene changedTo(Revision second) {
    return new Scene()
        .revision(revision(1, "hash-1", "", SAME_BUT_PLACEMENT))
        .revision(second)
        .spec(2)
        .tasks(Sketch.running(1, 1, "n1"));
  }

  private static Revision revision(long number, String hash, String constraint, String unplaced) {
    List<Constraint> constraints =
        constraint.isEmpty() ? List.of() : List.of(Constraint.parse(constraint));
    Placement placement = new Placement(constraints, List.of(), 0);
    return new Revision(
        number, hash, "app:1", RestartPolicy.DEFAULT, placement, unplaced, "template-" + number);
  }

  /** What comes first once the new spec is seen: an update, or nothing at all. */
  private static boolean updates(Scene scene) {
    return scene.remember().rollout().isPresent();
  }

  @Conformance("C100")
  @Test
  void aTaskOfWhatTheSpecSaysIsClean() {
    Scene scene = new Scene().tasks(Sketch.running(1, 1, "n1"));

    assertThat(updates(scene)).isFalse();
    assertThat(scene.plan().idle()).isTrue();
  }

  @Conformance(value = "C101", differs = "D52")
  @ParameterizedTest
  @CsvSource({
    "node.hostname == n1, false",
    "node.hostname != n2, false",
    "'', false",
    "node.hostname == n2, true",
    "node.hostname != n1, true",
    "node.labels.zone == a, true"
  })
  void ifOnlyPlacementChangedATaskIsDirtyWhereItsNodeIsNotAllowedAnyMore(
      String constraint, boolean dirty) {
    Scene scene = changedTo(revision(2, "hash-2", constraint, SAME_BUT_PLACEMENT));

    assertThat(updates(scene)).isEqualTo(dirty);
    assertThat(scene.plan().idle()).isEqualTo(!dirty);
  }

  @Test
  void aTaskWithoutANodeIsDirtyThoughOnlyPlacementChanged() {
    Scene scene =
        new Scene()
            .revision(revision(1, "hash-1", "", SAME_BUT_PLACEMENT))
            .revision(revision(2, "hash-2", "node.hostname == n1", SAME_BUT_PLACEMENT))
            .spec(2)
            .tasks(Sketch.starting(1, 1, "").pod(Pod.made("").unscheduled("no suitable node")));

    assertThat(updates(scene)).isTrue();
  }

  /** The watches are not ordered: of a node that has just joined the pod may be seen first. */
  @Test
  void whereNoNodeIsKnownYetATaskIsCleanIfOnlyPlacementChanged() {
    Scene scene =
        changedTo(revision(2, "hash-2", "node.hostname == n1", SAME_BUT_PLACEMENT))
            .noNode("n1")
            .noNode("n2")
            .noNode("n3");

    assertThat(updates(scene)).isFalse();
  }

  @Conformance("C103")
  @Test
  void ifTheImageChangedTooATaskIsDirtyOnANodeThatIsAllowed() {
    assertThat(updates(changedTo(revision(2, "hash-2", "node.hostname == n1", "unplaced-2"))))
        .isTrue();
  }

  @Conformance("C110")
  @Test
  void allTasksOfANodeAreKeptWhenOnlyPlacementChanged() {
    Scene scene =
        changedTo(revision(2, "hash-2", "node.hostname == n1", SAME_BUT_PLACEMENT))
            .replicas(3)
            .tasks(Sketch.running(2, 1, "n1"), Sketch.running(3, 1, "n1"));

    Memory memory = scene.remember();

    assertThat(memory.currentRevision()).isEqualTo(2);
    assertThat(memory.rollout()).as("S§5.3: nothing is dirty, no update is begun").isEmpty();
    assertThat(scene.plan().idle()).isTrue();
  }

  private static final String MINIMAL = "{image: app:1}";

  /** Which fields count is read off the revisions that a spec makes. */
  @Conformance("X08")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{image: app:1} | vip | false",
        "{image: app:1, stopGracePeriod: 10s} | vip | false",
        "{image: app:1, restartPolicy: {condition: on-failure}} | vip | true",
        "{image: app:1, resources: {limits: {memory: 64Mi}}} | vip | true",
        "{image: app:1, resources: {reservations: {cpu: 100m}}} | vip | true",
        "{image: app:1, stopGracePeriod: 11s} | vip | true",
        "{image: app:1, env: [{name: A, value: x}]} | vip | true",
        "{image: app:1, forceUpdate: 1} | vip | true",
        "{image: app:1} | dnsrr | true"
      })
  void whatTasksRunOrHowTheyAreReachedReplacesThem(String template, String mode, boolean dirty) {
    Revision before = declared(1, MINIMAL, "vip");
    Sketch task = Sketch.running(1, 1, "n1").revision(before.hash());
    Scene scene =
        new Scene().revision(before).revision(declared(2, template, mode)).spec(2).tasks(task);

    assertThat(updates(scene)).isEqualTo(dirty);
    assertThat(scene.plan().steps().stream().flatMap(s -> s.actions().stream()))
        .as("the task is stopped")
        .filteredOn(Action.DeletePod.class::isInstance)
        .hasSize(dirty ? 1 : 0);
  }

  private static Revision declared(long number, String template, String mode) {
    String spec = "template: %s\nendpoint: {mode: %s}".formatted(template, mode);
    return RevisionContent.of(Fixtures.ping(spec)).toDecide(number);
  }

  @Conformance("X08")
  @Test
  void anotherRestartPolicyAloneReplacesTheTasksAndSoDoesForce() {
    Simulation simulation =
        Simulation.of(service().update(u -> u.monitor("1s")))
            .settle()
            .fromHere()
            .change(s -> s.restart(RestartCondition.ANY, "6s", 0, "0s"))
            .settle()
            .change(s -> s.forceUpdate(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            1.4 completed: update completed
            1.4 updating: update in progress
            1.4 slot 1#3 ready r3 SpecChanged
            1.4 slot 1#2 told to stop
            1.5 slot 1#2 shutdown
            1.5 slot 1#3 new
            1.8 slot 1#3 running
            2.8 completed: update completed
            """);
  }

  @Conformance("C110")
  @Test
  void aConstraintThatAllNodesMeetReplacesNothing() {
    Simulation simulation =
        Simulation.of(service().replicas(3))
            .settle()
            .fromHere()
            .change(s -> s.constraints("node.hostname != n9"))
            .settle();

    assertThat(simulation.lines()).isEmpty();
    assertThat(simulation.cluster().memory().rollout()).isEmpty();
  }
}
