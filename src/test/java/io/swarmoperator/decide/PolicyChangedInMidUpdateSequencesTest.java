package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A failure is judged by the policy of the moment (S§5.6): what was only counted is judged once the
 * action is another, unless its task is no longer known.
 */
class PolicyChangedInMidUpdateSequencesTest {
  private static final ServiceBuilder GLOBAL =
      service()
          .mode(new Mode.Global())
          .restart(RestartCondition.NONE, "1s", 0, "0s")
          .update(
              p ->
                  p.delay("0s").monitor("5s").onFailure(FailureAction.CONTINUE).maxFailureRatio(0));

  private static BehaviourRule second(String node, Behaviour behaviour) {
    return BehaviourRule.all(behaviour).slot(SlotId.onNode(node)).revision(2);
  }

  @Test
  void whatWasOnlyCountedIsJudgedUnderAnotherAction() {
    Behaviour slow = Behaviour.DEFAULT.readyAfter(Duration.ofSeconds(60));
    Behaviour fails = Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2));
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(second("n1", fails), second("n2", slow))), GLOBAL)
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("10s")
            .change(s -> s.update(p -> p.onFailure(FailureAction.PAUSE)))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n2#2 ready r2 SpecChanged
            0.4 slot n1#2 running
            0.4 slot n2#1 told to stop
            0.5 slot n2#1 shutdown
            0.5 slot n2#2 new
            2.4 slot n1#2 failed: task: non-zero exit (1)
            10.0 paused: update paused due to failure or early termination of task zzzzxfo0slkbmrg4ppj69u6cz
            60.8 slot n2#2 running
            """);
  }

  /** The node on which it failed is gone, and the slots become more. */
  @Test
  void whatWasOnlyCountedIsNotJudgedWhenANodeJoins() {
    Behaviour slow = Behaviour.DEFAULT.readyAfter(Duration.ofSeconds(60));
    Behaviour fails = Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2));
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(second("n1", fails), second("n2", slow))), GLOBAL)
            .settle()
            .then(c -> c.availability("n3", Availability.PAUSE))
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("10s")
            .then(c -> c.removeNode("n1"))
            .run("5s")
            .change(s -> s.update(p -> p.onFailure(FailureAction.PAUSE)))
            .run("5s")
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n2#2 ready r2 SpecChanged
            0.4 slot n1#2 running
            0.4 slot n2#1 told to stop
            0.5 slot n2#1 shutdown
            0.5 slot n2#2 new
            2.4 slot n1#2 failed: task: non-zero exit (1)
            10.0 slot n1#1 gone
            10.0 slot n1#2 gone
            60.8 slot n3#2 ready r2 SpecChanged
            60.8 slot n2#2 running
            60.8 slot n3#1 told to stop
            60.9 slot n3#1 shutdown
            60.9 slot n3#2 new
            61.2 slot n3#2 running
            66.2 completed: update completed
            """);
  }
}
