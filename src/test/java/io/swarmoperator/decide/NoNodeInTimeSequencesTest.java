package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the status says of tasks that no node takes within the progress deadline. */
class NoNodeInTimeSequencesTest {
  /**
   * Only what keeps a task from its own node is said, without a prefix (S§9.3); and nobody waits
   * longer for that than the deadline says, though the task is tried again.
   */
  @Test
  void aTaskThatItsNodeHasNoRoomForSaysSo() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(
                                    Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES))
                                .slot(SlotId.onNode("n1")))),
                service()
                    .mode(new Mode.Global())
                    .restart(RestartCondition.ANY, "1s", 0, "0s")
                    .progressDeadline("10s"))
            .run("9s");
    assertThat(verdict(simulation))
        .isEqualTo(
            "Reconciling NoSuitableNode: 2/3 tasks running; insufficient resources on 1 node");

    assertThat(verdict(simulation.run("2s")))
        .isEqualTo(
            "Stalled NoSuitableNode: 2/3 tasks running; task: not running within the progress"
                + " deadline: insufficient resources on 1 node");
    assertThat(simulation.run("1s").lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.0 slot n2#1 new r1 NodeJoined
            0.0 slot n3#1 new r1 NodeJoined
            0.0 slot n1#1 pending: insufficient resources on 1 node
            0.3 slot n2#1 running
            0.3 slot n3#1 running
            10.0 slot n1#1 failed: task: not running within the progress deadline: insufficient resources on 1 node
            10.0 slot n1#2 ready r1 TaskFailed
            11.0 slot n1#2 new
            11.0 slot n1#2 pending: insufficient resources on 1 node
            """);
  }

  private static String verdict(Simulation simulation) {
    return simulation.cluster().status().orElseThrow().conditions().stream()
        .filter(Condition::status)
        .map(c -> c.type() + " " + c.reason().word() + ": " + c.message())
        .collect(Collectors.joining());
  }
}
