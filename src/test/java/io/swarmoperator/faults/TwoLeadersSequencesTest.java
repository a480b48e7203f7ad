package io.swarmoperator.faults;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.OpenCluster;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What two operators do that lead at a time, one of which sees late what happens. */
class TwoLeadersSequencesTest {
  private static final BehaviourRule SLOW =
      BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(15))).revision(3);

  /**
   * The one takes slot 1 again for app:3. The other, which doesn't know of that yet, takes slot 2
   * for app:2 when the delay of slot 1 is over: neither runs then, though parallelism is 1.
   */
  @Difference("D128")
  @Test
  void eachTakesASlotOfTheUpdateThatItKnows() {
    ServiceBuilder three = service().replicas(3).update(u -> u.delay("10s"));
    OpenCluster cluster = new OpenCluster(three, Setting.nodes(3).behaving(List.of(SLOW)));
    Operators operators = new Operators(cluster, Parts.SOUND, 1, 1, Map.of());
    operators.start();
    run(cluster, 1);
    cluster.declare(three.image("app:2"));
    run(cluster, 4);
    operators.secondLeader(Duration.ofSeconds(20), Duration.ofSeconds(10));
    run(cluster, 1);
    cluster.declare(three.image("app:3"));
    run(cluster, 8);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            0.312 slot 2#1 running r1 ScaledUp
            0.312 slot 3#1 running r1 ScaledUp
            1.003 updating: update in progress
            1.005 slot 1#2 ready r2 SpecChanged
            1.013 slot 1#1 told to stop
            1.11 slot 1#1 shutdown
            1.409 slot 1#2 running
            6.003 updating: update in progress
            6.005 slot 1#3 ready r3 SpecChanged
            6.11 slot 1#2 shutdown
            7.11 slot 1#3 new
            11.409 slot 2#2 ready r2 SpecChanged
            11.514 slot 2#1 shutdown
            11.813 slot 2#2 running
            """);
  }

  /**
   * The other one sees late that slot 1 has failed and that its replacement was made, and that
   * one's pod later still: it asks for the pod before it takes the task for dead.
   */
  @Test
  void whatOnlyARecordTellsOfIsAskedForBeforeItIsReplaced() {
    BehaviourRule fails =
        BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(4))).attempt(1);
    OpenCluster cluster =
        new OpenCluster(
            service().restart(RestartCondition.ANY, "0s", 0, "0s"),
            Setting.nodes(1).behaving(List.of(fails)));
    Operators operators = new Operators(cluster, Parts.SOUND, 1, 1, Map.of());
    operators.start();
    run(cluster, 3);
    operators.secondLeader(Duration.ofSeconds(30), Duration.ofSeconds(20));
    operators.stall(ApiObject.Kind.RECORD, Duration.ofSeconds(5));
    run(cluster, 6);
    operators.wake();
    run(cluster, 20);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            4.314 slot 1#1 failed: task: non-zero exit (1)
            4.613 slot 1#2 running r1 TaskFailed
            """);
  }

  private static void run(OpenCluster cluster, int seconds) {
    cluster.cluster().runFor(Duration.ofSeconds(seconds));
  }
}
