package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates and rollbacks of global services while their nodes change (S§7), as whole timelines. */
class GlobalUpdateSequencesTest {
  private static final ServiceBuilder GLOBAL =
      service()
          .mode(new Mode.Global())
          .restart(RestartCondition.ANY, "1s", 0, "0s")
          .update(p -> p.delay("1s").monitor("500ms"))
          .rollback(p -> p.monitor("500ms"));
  private static final BehaviourRule SLOW_TO_STOP =
      BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(4), 0));
  private static final BehaviourRule SECOND_FAILS_ON_N2 =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(200)))
          .slot(SlotId.onNode("n2"))
          .revision(2);

  /** An update in which each node has its turn. */
  private static final String IN_TURN =
      """
        0.0 updating: update in progress
        0.0 slot n1#2 ready r2 SpecChanged
        0.0 slot n1#1 told to stop
        0.1 slot n1#1 shutdown
        0.1 slot n1#2 new
        0.4 slot n1#2 running
        1.4 slot n2#2 ready r2 SpecChanged
        1.4 slot n2#1 told to stop
        1.5 slot n2#1 shutdown
        1.5 slot n2#2 new
        1.8 slot n2#2 running
        2.8 slot n3#2 ready r2 SpecChanged
        2.8 slot n3#1 told to stop
        2.9 slot n3#1 shutdown
        2.9 slot n3#2 new
        3.2 slot n3#2 running
        6.2 completed: update completed
        """;

  private static Simulation running(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service).settle().fromHere();
  }

  @Test
  void startFirst() {
    Simulation simulation =
        running(GLOBAL.update(p -> p.startFirst())).change(s -> s.image("app:2")).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 new r2 SpecChanged
            0.3 slot n1#1 told to stop
            0.3 slot n1#2 running
            0.4 slot n1#1 shutdown
            1.3 slot n2#2 new r2 SpecChanged
            1.6 slot n2#1 told to stop
            1.6 slot n2#2 running
            1.7 slot n2#1 shutdown
            2.6 slot n3#2 new r2 SpecChanged
            2.9 slot n3#1 told to stop
            2.9 slot n3#2 running
            3.0 slot n3#1 shutdown
            5.9 completed: update completed
            """);
  }

  @Difference("D69")
  @Test
  void anUpdateGoesOnWithoutATaskThatAPausedNodeKeepsFromStarting() {
    Simulation simulation =
        running(GLOBAL, SLOW_TO_STOP)
            .change(s -> s.image("app:2"))
            .run("1s")
            .then(c -> c.availability("n1", Availability.PAUSE))
            .settle()
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            1.0 slot n2#2 ready r2 SpecChanged
            1.0 slot n2#1 told to stop
            4.0 slot n1#1 shutdown
            5.0 slot n2#1 shutdown
            5.0 slot n2#2 new
            5.3 slot n2#2 running
            6.3 slot n3#2 ready r2 SpecChanged
            6.3 slot n3#1 told to stop
            10.3 slot n3#1 shutdown
            10.3 slot n3#2 new
            10.6 slot n3#2 running
            13.6 completed: update completed
            13.6 slot n1#2 new
            13.9 slot n1#2 running
            """);
  }

  @Test
  void aStartFirstStepThatHadBegunIsFinishedOnAPausedNode() {
    Simulation simulation =
        running(GLOBAL.update(p -> p.startFirst()))
            .change(s -> s.image("app:2"))
            .run("200ms")
            .then(c -> c.availability("n1", Availability.PAUSE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 new r2 SpecChanged
            0.3 slot n1#1 told to stop
            0.3 slot n1#2 running
            0.4 slot n1#1 shutdown
            1.3 slot n2#2 new r2 SpecChanged
            1.6 slot n2#1 told to stop
            1.6 slot n2#2 running
            1.7 slot n2#1 shutdown
            2.6 slot n3#2 new r2 SpecChanged
            2.9 slot n3#1 told to stop
            2.9 slot n3#2 running
            3.0 slot n3#1 shutdown
            5.9 completed: update completed
            """);
  }

  @Test
  void aFailedUpdateGoesBackOnTheNodesInService() {
    Simulation simulation =
        running(GLOBAL.update(p -> p.onFailure(FailureAction.ROLLBACK)), SECOND_FAILS_ON_N2)
            .then(c -> c.availability("n3", Availability.PAUSE))
            .change(s -> s.image("app:2"))
            .settle()
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .then(c -> c.addNode("n4"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            1.4 slot n2#2 ready r2 SpecChanged
            1.4 slot n2#1 told to stop
            1.5 slot n2#1 shutdown
            1.5 slot n2#2 new
            1.8 slot n2#2 running
            2.0 slot n2#3 ready r2 TaskFailed
            2.0 slot n2#2 failed: task: non-zero exit (1)
            2.8 rollback_started: update rolled back due to failure or early termination of task zzzzxzw8eji5jkvp7uy3ykban
            2.8 held on r1 instead of r2: UpdateFailed
            2.8 slot n1#3 ready r1 RolledBack
            2.8 slot n1#2 told to stop
            2.9 slot n1#2 shutdown
            2.9 slot n1#3 new
            3.0 slot n2#3 new
            3.2 slot n2#4 ready r1 RolledBack
            3.2 slot n1#3 running
            3.2 slot n2#3 told to stop
            3.2 slot n2#3 shutdown
            3.2 slot n2#4 new
            3.5 slot n2#4 running
            4.0 rollback_completed: rollback completed
            4.0 slot n4#1 new r1 NodeJoined
            4.3 slot n4#1 running
            """);
  }

  @Difference("D71")
  @Test
  void aPausedUpdateLeavesAReturningNodeAsItIsUntilItIsResumed() {
    Simulation simulation =
        running(GLOBAL.restart(RestartCondition.ANY, "20s", 0, "0s"), SECOND_FAILS_ON_N2)
            .then(c -> c.availability("n3", Availability.PAUSE))
            .change(s -> s.image("app:2"))
            .run("5s")
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .run("5s")
            .behave()
            .resume()
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            1.4 slot n2#2 ready r2 SpecChanged
            1.4 slot n2#1 told to stop
            1.5 slot n2#1 shutdown
            1.5 slot n2#2 new
            1.8 slot n2#2 running
            2.0 slot n2#3 ready r2 TaskFailed
            2.0 slot n2#2 failed: task: non-zero exit (1)
            2.8 paused: update paused due to failure or early termination of task zzzzxzw8eji5jkvp7uy3ykban
            10.0 updating: update in progress
            10.0 slot n3#2 ready r2 SpecChanged
            10.0 slot n3#1 told to stop
            10.1 slot n3#1 shutdown
            10.1 slot n3#2 new
            10.4 slot n3#2 running
            13.4 completed: update completed
            22.0 slot n2#3 new
            22.3 slot n2#3 running
            """);
  }

  @Test
  void aRollbackOnRequestPassesOverAPausedNodeToo() {
    Simulation simulation =
        running(GLOBAL.update(p -> p.parallelism(0).delay("0s")))
            .change(s -> s.image("app:2"))
            .settle()
            .fromHere()
            .then(c -> c.availability("n3", Availability.PAUSE))
            .rollback("previous")
            .settle()
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot n1#3 ready r1 RolledBack
            0.0 slot n1#2 told to stop
            0.1 slot n1#2 shutdown
            0.1 slot n1#3 new
            0.4 slot n2#3 ready r1 RolledBack
            0.4 slot n1#3 running
            0.4 slot n2#2 told to stop
            0.5 slot n2#2 shutdown
            0.5 slot n2#3 new
            0.8 slot n2#3 running
            1.3 rollback_completed: rollback completed
            1.3 slot n3#3 ready r1 SpecChanged
            1.3 slot n3#2 told to stop
            1.4 slot n3#2 shutdown
            1.4 slot n3#3 new
            1.7 slot n3#3 running
            """);
  }

  @Difference("D71")
  @Test
  void aNodeThatReturnsInMidUpdateIsTakenInItsTurn() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.availability("n3", Availability.PAUSE))
            .change(s -> s.image("app:2"))
            .run("1s")
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines()).isEqualTo(IN_TURN);
  }

  /** Swarm looks at a node at each change of it, and replaces its old task there and then (S§7). */
  @Difference("D71")
  @Test
  void aNodeThatIsLabelledInMidUpdateIsTakenInItsTurn() {
    Simulation simulation =
        running(GLOBAL)
            .change(s -> s.image("app:2"))
            .run("1s")
            .then(c -> c.label("n3", "unrelated", "z"))
            .settle();

    assertThat(simulation.lines()).isEqualTo(IN_TURN);
  }

  @Test
  void aServiceThatItsUserPausedLeavesAReturningNodeAsItIs() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.availability("n1", Availability.PAUSE))
            .change(s -> s.image("app:2").update(p -> p.parallelism(0).delay("0s")))
            .settle()
            .fromHere()
            .change(s -> s.paused(true))
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .run("10s")
            .change(s -> s.paused(false))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            10.0 slot n1#2 ready r2 SpecChanged
            10.0 slot n1#1 told to stop
            10.1 slot n1#1 shutdown
            10.1 slot n1#2 new
            10.4 slot n1#2 running
            """);
  }

  /**
   * A rollback refills what the policy has given up (S§6.2), but only on nodes that may have a
   * task: for others it doesn't wait.
   */
  @ParameterizedTest
  @EnumSource(names = {"DRAIN", "PAUSE"})
  void aRollbackCompletesThoughANodeIsOutOfService(Availability availability) {
    Simulation simulation =
        running(
                GLOBAL.restart(RestartCondition.NONE, "1s", 0, "0s"),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(20)))
                    .slot(SlotId.onNode("n3"))
                    .revision(2))
            .change(s -> s.image("app:2"))
            .run("40s")
            .fromHere()
            .then(c -> c.availability("n3", availability))
            .rollback("previous")
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot n1#3 ready r1 RolledBack
            0.0 slot n1#2 told to stop
            0.1 slot n1#2 shutdown
            0.1 slot n1#3 new
            0.4 slot n2#3 ready r1 RolledBack
            0.4 slot n1#3 running
            0.4 slot n2#2 told to stop
            0.5 slot n2#2 shutdown
            0.5 slot n2#3 new
            0.8 slot n2#3 running
            1.3 rollback_completed: rollback completed
            """);
  }
}
