package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.faults.Mishaps.Fate;
import io.swarmoperator.sim.ApiObject.Kind;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.ServiceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What may happen in a script, and how often: a list of phrases from which each move is drawn. A
 * kind of move that is new is one phrase more.
 */
final class Vocabulary {
  private static final List<String> IMAGES = List.of("app:1", "app:2", "app:3");

  private final Dice dice;
  private final Setup setup;
  private final List<Supplier<Deed>> moves = new ArrayList<>();

  private Vocabulary(Dice dice, Setup setup) {
    this.dice = dice;
    this.setup = setup;
  }

  Setup setup() {
    return setup;
  }

  Deed move() {
    return dice.of(moves).get();
  }

  private Vocabulary often(int times, Supplier<Deed> phrase) {
    for (int i = 0; i < times; i++) {
      moves.add(phrase);
    }
    return this;
  }

  /** All that there is. */
  static Vocabulary everything(Dice dice, Walked walked) {
    ServiceBuilder service =
        anyService(dice, walked)
            .restart(
                dice.chance(80)
                    ? RestartCondition.ANY
                    : dice.of(RestartCondition.NONE, RestartCondition.ON_FAILURE),
                dice.of("1s", "2s", "5s"),
                dice.chance(70) ? 0 : dice.from(1, 3),
                dice.of("0s", "8s", "30s"));
    if (dice.chance(10)) {
      service = service.progressDeadline("20s");
    }
    service = walked.limited(dice, service);
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, dice.from(1, 4), service));
    all.users();
    all.nodes();
    if (!walked.job()) {
      all.often(1, () -> Moves.paused(dice.chance(50)))
          .often(1, () -> Moves.parallelism(dice.below(4)));
    }
    return all.often(2, () -> all.bad(dice.of(IMAGES)))
        .often(3, all::behaviour)
        .often(1, Moves::well);
  }

  /**
   * What has one outcome whenever the operator comes to see it, containers that fail included: on
   * one node, so that it doesn't matter who sits where; with few attempts, so that it ends.
   */
  static Vocabulary onOneNode(Dice dice, Walked walked) {
    ServiceBuilder service =
        anyService(dice, walked)
            .update(Vocabulary::determined)
            .rollback(Vocabulary::determined)
            .restart(
                dice.of(RestartCondition.values()), dice.of("1s", "5s"), dice.from(1, 2), "0s");
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, 1, service));
    all.users();
    return all.often(4, () -> all.bad(dice.of(IMAGES)));
  }

  /** Of several slots in work some are done before the others' failures end it: one at a time. */
  private static ServiceBuilder.Policy determined(ServiceBuilder.Policy policy) {
    boolean ends = policy.action() == FailureAction.PAUSE || policy.ratio() > 0;
    return ends ? policy.parallelism(1) : policy;
  }

  /** The same with nodes that change, but containers that are well. */
  static Vocabulary onNodesThatChange(Dice dice, Walked walked) {
    ServiceBuilder service =
        anyService(dice, walked).restart(RestartCondition.ANY, dice.of("1s", "5s"), 0, "0s");
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, dice.from(2, 4), service));
    all.users();
    all.nodes();
    return all;
  }

  private void users() {
    switch (setup.walked()) {
      case REPLICATED, PLACED -> often(3, () -> Moves.scale(dice.below(6)));
      case REPLICATED_JOB -> often(3, () -> Moves.job(Walked.jobOf(dice)));
      default -> {} // as many as there are nodes
    }
    often(4, () -> Moves.image(dice.of(IMAGES)));
    often(1, () -> Moves.evict(setup.walked().slot(dice)));
    often(1, () -> Moves.delete(setup.walked().slot(dice)));
    often(2, () -> Moves.rollback("previous"));
    often(1, Moves::resume);
    if (setup.walked() != Walked.REPLICATED) {
      often(2, () -> Moves.force(dice.from(1, 3)));
    }
    if (setup.walked().placed()) {
      often(2, () -> Moves.zone(node(), dice.of("a", "b", "")));
      often(1, () -> Moves.constrain(Walked.constraint(dice)));
    }
  }

  private void nodes() {
    often(2, () -> Moves.availability(node(), Availability.DRAIN));
    often(1, () -> Moves.availability(node(), Availability.PAUSE));
    often(1, () -> Moves.availability(node(), Availability.ACTIVE));
    often(1, () -> Moves.down(node()));
    often(1, () -> Moves.notReady(node()));
    often(2, () -> Moves.up(node()));
    often(1, () -> Moves.remove(node()));
    if (setup.walked() != Walked.REPLICATED) {
      often(2, () -> Moves.add(node()));
      often(1, () -> Moves.add("n" + (setup.nodes() + 1)));
    }
  }

  private String node() {
    return "n" + dice.from(1, setup.nodes());
  }

  private Deed bad(String image) {
    return switch (dice.below(4)) {
      case 0 ->
          Moves.image(
              image, "can't be pulled", Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED));
      case 1 ->
          Moves.image(
              image, "is refused as a pod", Behaviour.DEFAULT.with(Behaviour.Start.POD_REFUSED));
      case 2 -> Moves.image(image, "ends at once", Behaviour.DEFAULT.exits(0, Duration.ZERO));
      default -> Moves.image(image, "fails at once", Behaviour.DEFAULT.exits(1, Duration.ZERO));
    };
  }

  private Deed behaviour() {
    SlotId slot = setup.walked().slot(dice);
    Duration time = Duration.ofSeconds(dice.from(1, 8));
    String after = " after " + time.toSeconds() + " s";
    return switch (dice.below(7)) {
      case 0 -> Moves.slotBehaves(slot, "fails" + after, Behaviour.DEFAULT.exits(1, time));
      case 1 -> Moves.slotBehaves(slot, "ends" + after, Behaviour.DEFAULT.exits(0, time));
      case 2 -> Moves.slotBehaves(slot, "fails at once", Behaviour.DEFAULT.exits(1, Duration.ZERO));
      case 3 ->
          Moves.slotBehaves(
              slot, "can't be pulled", Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED));
      case 4 ->
          Moves.slotBehaves(
              slot, "is refused as a pod", Behaviour.DEFAULT.with(Behaviour.Start.POD_REFUSED));
      case 5 -> Moves.allBehave("stops" + after, Behaviour.DEFAULT.stopsAfter(time, 0));
      default -> Moves.allBehave("is ready" + after, Behaviour.DEFAULT.readyAfter(time));
    };
  }

  /** Something that befalls the operator. */
  Deed fault() {
    Duration brief = dice.upTo(Duration.ofSeconds(4));
    return switch (dice.below(10)) {
      case 0, 1, 2, 3, 4 -> Faults.write(dice.of(Fate.values()), dice.below(6), brief);
      case 5, 6 -> Faults.stall(dice.of(Kind.values()), dice.upTo(Duration.ofSeconds(8)));
      case 7 -> Faults.kill(dice.upTo(Duration.ofSeconds(20)));
      case 8 ->
          Faults.secondLeader(dice.upTo(Duration.ofSeconds(2)), dice.upTo(Duration.ofSeconds(2)));
      default -> Faults.freeze(dice.upTo(Duration.ofSeconds(6)), dice.upTo(Duration.ofSeconds(1)));
    };
  }

  private static Setup setup(Dice dice, Walked walked, int nodes, ServiceBuilder service) {
    Map<Kind, Duration> lags = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      lags.put(kind, Duration.ofMillis(dice.of(1, 2, 5, 20, 100)));
    }
    return new Setup(walked, nodes, service, dice.of(1, 5, 5, 40), lags);
  }

  private static ServiceBuilder anyService(Dice dice, Walked walked) {
    boolean startFirst = dice.chance(30);
    ServiceBuilder service =
        ServiceBuilder.service()
            .replicas(dice.from(1, 5))
            .history(dice.of(5, 5, 2, 1))
            .stopGrace(dice.of("10s", "2s"))
            .update(u -> policy(dice, u, startFirst).onFailure(dice.of(FailureAction.values())))
            .rollback(
                u ->
                    policy(dice, u, startFirst && dice.chance(50))
                        .onFailure(dice.of(FailureAction.PAUSE, FailureAction.CONTINUE)));
    ServiceBuilder drained =
        startFirst && dice.chance(50) ? service.drain(UpdateOrder.START_FIRST) : service;
    return walked.declared(dice, drained);
  }

  private static ServiceBuilder.Policy policy(
      Dice dice, ServiceBuilder.Policy policy, boolean startFirst) {
    ServiceBuilder.Policy made =
        policy
            .parallelism(dice.of(1, 1, 1, 2, 3, 0))
            .delay(dice.of("0s", "0s", "2s", "6s"))
            .monitor(dice.of("5s", "1s"))
            .maxFailureRatio(dice.of(0.0, 0.0, 0.3));
    return startFirst ? made.startFirst() : made;
  }
}
