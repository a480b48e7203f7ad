package io.swarmoperator.walk;

import static io.swarmoperator.sim.ServiceBuilder.service;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.ServiceBuilder.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scripts in which something happens that is rare at random. */
final class Staged {
  private static final Behaviour DONE = Behaviour.DEFAULT.exits(0, Duration.ofSeconds(2));
  private static final Behaviour CRASHES = Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2));

  private static final Behaviour CRASHES_AT_ONCE = Behaviour.DEFAULT.exits(1, Duration.ZERO);

  private Staged() {}

  /** What is done differs in its placement only when its node goes. */
  static Script theNodeOfWhatIsDoneGoes() {
    return script(
        Walked.REPLICATED,
        1,
        service().restart(RestartCondition.NONE, "1s", 0, "0s"),
        Moves.slotBehaves(SlotId.numbered(1), "ends", DONE),
        Moves.rest(),
        Moves.zone("n1", "a"),
        Moves.constrain(Optional.of("node.labels.zone == a")),
        Moves.rest(),
        Moves.add("n2"),
        Moves.remove("n1"));
  }

  /** Of four slots of an update two fail, under a ratio that allows one; the first goes. */
  static Script aSlotThatFailedIsScaledAway() {
    return script(
        Walked.REPLICATED,
        3,
        careful().replicas(4),
        Moves.rest(),
        Moves.slotBehaves(SlotId.numbered(1), "fails", CRASHES),
        Moves.slotBehaves(SlotId.numbered(2), "fails", CRASHES),
        Moves.image("app:2"),
        Moves.scale(3));
  }

  static Script aNodeOnWhichATaskFailedGoes() {
    return script(
        Walked.GLOBAL,
        4,
        careful().mode(new Mode.Global()),
        Moves.rest(),
        Moves.allBehave("fails", CRASHES),
        Moves.image("app:2"),
        Moves.remove("n1"));
  }

  static Script aNodeGoesInMidUpdate() {
    return script(
        Walked.GLOBAL,
        2,
        service().mode(new Mode.Global()).update(u -> u.delay("1m")),
        Moves.rest(),
        Moves.image("app:2"),
        Moves.remove("n1"));
  }

  static Script aPausedNodeIsLabelled() {
    return script(
        Walked.PLACED,
        2,
        service().constraints("node.labels.zone == a"),
        Moves.rest(),
        Moves.availability("n1", Availability.PAUSE),
        Moves.zone("n1", "b"));
  }

  /** Nothing is left to be taken when the only slot fails. */
  static Script theLastSlotFails() {
    return script(
        Walked.REPLICATED,
        1,
        service().replicas(1),
        Moves.rest(),
        Moves.slotBehaves(SlotId.numbered(1), "fails", CRASHES),
        Moves.image("app:2"));
  }

  /** The first slot's new task crashes once, and comes to run beside the old one in the pause. */
  static Script aFailureLeavesTwoInASlot() {
    return script(
        Walked.REPLICATED,
        1,
        service().replicas(2).update(Policy::startFirst),
        Moves.rest(),
        Moves.slotBehaves(SlotId.numbered(1), "fails at once", CRASHES_AT_ONCE),
        Moves.image("app:2"),
        Moves.well());
  }

  /** The same, but the second slot has long to go. */
  static Script aFailureLeavesTwoInASlotOfARunThatGoesOn() {
    return script(
        Walked.REPLICATED,
        1,
        service()
            .replicas(2)
            .update(u -> u.startFirst().delay("1m").onFailure(FailureAction.CONTINUE)),
        Moves.rest(),
        Moves.slotBehaves(SlotId.numbered(1), "fails at once", CRASHES_AT_ONCE),
        Moves.image("app:2"),
        Moves.well());
  }

  static Script anUpdateStartsFirst() {
    return script(
        Walked.REPLICATED,
        1,
        service().replicas(1).update(Policy::startFirst),
        Moves.rest(),
        Moves.image("app:2"),
        Moves.rest());
  }

  /** All slots have a new task that doesn't come to run; one by one they are left to the old. */
  static Script aChangeIsTakenBackInMidUpdate() {
    return script(
        Walked.REPLICATED,
        3,
        service().replicas(3).update(u -> u.startFirst().parallelism(0)),
        Moves.rest(),
        Moves.allBehave("is never ready", Behaviour.DEFAULT.readyAfter(Duration.ofHours(1))),
        Moves.image("app:2"),
        Moves.update("pace", u -> u.startFirst().parallelism(1).delay("1m")),
        Moves.image("app:1"));
  }

  /** The second of three slots is up to date before the updater comes to it. */
  static Script aRestartComesBeforeTheUpdater() {
    return script(
        Walked.REPLICATED,
        3,
        service().replicas(3).update(u -> u.delay("1m")),
        Moves.rest(),
        Moves.image("app:2"),
        Moves.delete(SlotId.numbered(2)));
  }

  private static ServiceBuilder careful() {
    return service()
        .restart(RestartCondition.ANY, "1m", 0, "0s")
        .update(u -> u.delay("10s").maxFailureRatio(0.3));
  }

  private static Script script(Walked walked, int nodes, ServiceBuilder service, Deed... deeds) {
    List<Script.Line> lines = new ArrayList<>();
    for (Deed deed : deeds) {
      lines.add(new Script.Line(Duration.ofSeconds(4), deed));
    }
    lines.add(new Script.Line(Duration.ofMinutes(2), Moves.well()));
    Setup setup = new Setup(walked, nodes, service, 1, Map.of());
    return new Script(1, setup, Script.Kind.PACED, lines);
  }
}
