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
import io.swarmoperator.sim.ServiceBuilder.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What may happen in a script, and how often: a list of phrases from which each move is drawn. A
 * kind of move that is new is one phrase more.
 */
final class Vocabulary {
  private static final List<String> IMAGES = List.of("app:1", "app:2", "app:3");
  private static final List<Integer> LIMITS = List.of(5, 5, 2, 1, 0, -1);
  private static final List<Integer> PARALLELISMS = List.of(1, 1, 1, 2, 3, 0);
  private static final List<String> DELAYS = List.of("0s", "0s", "2s", "6s");
  private static final List<String> MONITORS = List.of("5s", "1s");
  private static final List<Double> RATIOS = List.of(0.0, 0.0, 0.3);

  private static final Behaviour LATE = Behaviour.DEFAULT.readyAfter(Duration.ofSeconds(15));

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
    ServiceBuilder service = anyRestart(dice).of(anyService(dice, walked));
    if (dice.chance(10)) {
      service = service.progressDeadline("20s");
    }
    service = walked.overdue(dice, walked.limited(dice, service));
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, dice.from(1, 4), service));
    all.users(policy -> policy);
    all.losses();
    all.troubles();
    all.nodes();
    all.nodesThatGo();
    all.often(1, () -> anyRestart(dice).deed());
    if (walked == Walked.PLACED) {
      all.fullNodes();
    }
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
        fewRestarts(dice)
            .of(anyService(dice, walked))
            .update(Vocabulary::determined)
            .rollback(Vocabulary::determined);
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, 1, service));
    all.users(Vocabulary::determined);
    all.losses();
    all.troubles();
    all.often(1, () -> fewRestarts(dice).deed());
    return all.often(4, () -> all.bad(dice.of(IMAGES)));
  }

  /** Of several slots in work some are done before the others' failures end it: one at a time. */
  private static Policy determined(Policy policy) {
    boolean ends = policy.action() == FailureAction.PAUSE || policy.ratio() > 0;
    return ends ? policy.parallelism(1) : policy;
  }

  /**
   * The same with nodes that change, those that are full or tainted too, but containers that are
   * well. None of them is given up for want of a place: a failure counts for what the operator has
   * seen of the task before.
   */
  static Vocabulary onNodesThatChange(Dice dice, Walked walked) {
    ServiceBuilder service =
        walked.limited(dice, alwaysRestarted(dice).of(anyService(dice, walked)));
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, dice.from(2, 4), service));
    all.users(policy -> policy);
    if (walked != Walked.PLACED) {
      all.losses();
    }
    all.troubles();
    all.nodes();
    all.nodesThatGo();
    if (walked == Walked.PLACED) {
      all.fullNodes();
    }
    all.often(1, () -> alwaysRestarted(dice).deed());
    return all;
  }

  /**
   * Changes that come in the middle of slow updates, and are taken back: workers find slots with
   * two tasks, or that a restart has brought up to date.
   */
  static Vocabulary changesInMidUpdate(Dice dice, Walked walked) {
    UnaryOperator<Policy> slowly =
        u -> u.parallelism(dice.of(1, 1, 2)).delay(dice.of("6s", "20s")).maxFailureRatio(1);
    ServiceBuilder service =
        alwaysRestarted(dice).of(anyService(dice, walked)).replicas(dice.from(3, 5));
    UpdateOrder order = dice.of(UpdateOrder.values());
    service = service.update(u -> slowly.apply(u).order(order)).rollback(slowly);
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, dice.from(2, 4), service));
    all.often(3, () -> Moves.image(dice.of("app:1", "app:2")))
        .often(2, () -> Moves.delete(walked.slot(dice)))
        .often(1, () -> Moves.evict(walked.slot(dice)))
        .often(1, () -> all.slow(Duration.ofSeconds(dice.from(1, 8))))
        .often(1, () -> Moves.allBehave("is ready late", LATE))
        .often(1, () -> Moves.allBehave("is ready at once", walked.usual()))
        .often(1, () -> Moves.paused(dice.chance(30)));
    return all;
  }

  /** The same, but nothing that an update could take for a failure, nor anything taken back. */
  static Vocabulary nothingThatFails(Dice dice, Walked walked) {
    ServiceBuilder service = alwaysRestarted(dice).of(anyService(dice, walked));
    Vocabulary all = new Vocabulary(dice, setup(dice, walked, dice.from(2, 4), service));
    all.users(policy -> policy);
    all.nodes();
    all.often(1, () -> alwaysRestarted(dice).deed());
    return all;
  }

  /** A restart policy as it is declared. */
  private record Restart(RestartCondition condition, String delay, int attempts, String window) {
    ServiceBuilder of(ServiceBuilder service) {
      return service.restart(condition, delay, attempts, window);
    }

    Deed deed() {
      return Moves.restart(condition, delay, attempts, window);
    }
  }

  private static Restart anyRestart(Dice dice) {
    return new Restart(
        dice.chance(80)
            ? RestartCondition.ANY
            : dice.of(RestartCondition.NONE, RestartCondition.ON_FAILURE),
        dice.of("1s", "2s", "5s"),
        dice.chance(70) ? 0 : dice.from(1, 3),
        dice.of("0s", "8s", "30s"));
  }

  private static Restart fewRestarts(Dice dice) {
    return new Restart(
        dice.of(RestartCondition.values()), dice.of("1s", "5s"), dice.from(1, 2), "0s");
  }

  private static Restart alwaysRestarted(Dice dice) {
    return new Restart(RestartCondition.ANY, dice.of("1s", "5s"), 0, "0s");
  }

  /** What users declare; how rollouts proceed only within bounds. */
  private void users(UnaryOperator<Policy> bounds) {
    switch (setup.walked()) {
      case REPLICATED, PLACED -> often(3, () -> Moves.scale(dice.below(6)));
      case REPLICATED_JOB -> often(3, () -> Moves.job(Walked.jobOf(dice)));
      default -> {} // as many as there are nodes
    }
    often(4, () -> Moves.image(dice.of(IMAGES)));
    often(2, () -> Moves.force(dice.from(1, 3)));
    often(1, () -> Moves.endpoint(dice.of("vip", "dnsrr", "")));
    often(1, () -> Moves.history(dice.of(LIMITS)));
    if (!setup.walked().job()) {
      often(2, () -> update(bounds));
      often(1, () -> rollback(bounds));
      often(1, () -> Moves.drain(dice.of(UpdateOrder.values())));
    }
    if (setup.walked().placed()) {
      often(1, () -> Moves.constrain(Walked.constraint(dice)));
    }
  }

  /** What makes tasks fail, and what takes something back. */
  private void troubles() {
    if (setup.walked().placed()) {
      often(2, () -> Moves.zone(node(), dice.of("a", "b", "")));
    }
    often(2, () -> Moves.rollback("previous"));
    often(1, () -> Moves.rollback("" + dice.from(1, 6)));
    often(1, Moves::resume);
  }

  /**
   * Which of a service's slots have a task that runs must be known, or it is another task's end.
   */
  private void losses() {
    often(1, () -> Moves.evict(setup.walked().slot(dice)));
    often(1, () -> Moves.delete(setup.walked().slot(dice)));
  }

  private Deed update(UnaryOperator<Policy> bounds) {
    if (dice.chance(20)) {
      FailureAction action = dice.of(FailureAction.values());
      return Moves.update("failure action to " + action, u -> bounds.apply(u.onFailure(action)));
    }
    Change change = change();
    return Moves.update(change.text(), u -> bounds.apply(change.of().apply(u)));
  }

  private Deed rollback(UnaryOperator<Policy> bounds) {
    if (dice.chance(20)) {
      FailureAction action = dice.of(FailureAction.PAUSE, FailureAction.CONTINUE);
      return Moves.rollbackPolicy(
          "failure action to " + action, u -> bounds.apply(u.onFailure(action)));
    }
    Change change = change();
    return Moves.rollbackPolicy(change.text(), u -> bounds.apply(change.of().apply(u)));
  }

  /** A change of how rollouts proceed. */
  private record Change(String text, UnaryOperator<Policy> of) {}

  private Change change() {
    switch (dice.below(5)) {
      case 0 -> {
        UpdateOrder order = dice.of(UpdateOrder.values());
        return new Change("order to " + order, u -> u.order(order));
      }
      case 1 -> {
        String delay = dice.of(DELAYS);
        return new Change("delay to " + delay, u -> u.delay(delay));
      }
      case 2 -> {
        String monitor = dice.of(MONITORS);
        return new Change("monitor to " + monitor, u -> u.monitor(monitor));
      }
      case 3 -> {
        double ratio = dice.of(RATIOS);
        return new Change("failure ratio to " + ratio, u -> u.maxFailureRatio(ratio));
      }
      default -> {
        int parallelism = dice.of(PARALLELISMS);
        return new Change("parallelism to " + parallelism, u -> u.parallelism(parallelism));
      }
    }
  }

  private void nodes() {
    often(2, () -> Moves.availability(node(), Availability.DRAIN));
    often(1, () -> Moves.availability(node(), Availability.PAUSE));
    often(1, () -> Moves.availability(node(), Availability.ACTIVE));
    often(1, () -> Moves.down(node()));
    often(1, () -> Moves.notReady(node()));
    often(2, () -> Moves.up(node()));
  }

  /** What runs there stays, but nothing comes. */
  private void fullNodes() {
    often(1, () -> Moves.taint(node()));
    often(1, () -> Moves.untaint(node()));
    often(2, () -> Moves.room(node(), dice.below(4)));
  }

  /** A node that was away shortly may have lost tasks that an operator then takes for failed. */
  private void nodesThatGo() {
    often(1, () -> Moves.remove(node()));
    often(1, () -> Moves.delete(node()));
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
    Behaviour unhealthy = Behaviour.DEFAULT.readyAfter(Duration.ofHours(1)).exits(137, time);
    return switch (dice.below(8)) {
      case 0 -> Moves.slotBehaves(slot, "fails" + after, Behaviour.DEFAULT.exits(1, time));
      case 1 -> Moves.slotBehaves(slot, "ends" + after, Behaviour.DEFAULT.exits(0, time));
      case 2 -> Moves.slotBehaves(slot, "fails at once", Behaviour.DEFAULT.exits(1, Duration.ZERO));
      case 3 ->
          Moves.slotBehaves(
              slot, "can't be pulled", Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED));
      case 4 ->
          Moves.slotBehaves(
              slot, "is refused as a pod", Behaviour.DEFAULT.with(Behaviour.Start.POD_REFUSED));
      case 5 -> slow(dice.of(time, Duration.ofSeconds(20)));
      case 6 -> Moves.slotBehaves(slot, "is never healthy, fails" + after, unhealthy);
      default -> Moves.allBehave("is ready" + after, setup.walked().usual().readyAfter(time));
    };
  }

  /** The longer time is more than any grace period. */
  private Deed slow(Duration time) {
    return Moves.allBehave(
        "stops after " + time.toSeconds() + " s", setup.walked().usual().stopsAfter(time, 0));
  }

  /** Something that befalls the operator. */
  Deed fault() {
    Duration brief = dice.upTo(Duration.ofSeconds(4));
    return switch (dice.below(10)) {
      case 0, 1, 2, 3, 4 -> Faults.write(dice.of(Fate.values()), dice.below(6), brief);
      case 5, 6 -> Faults.stall(dice.of(Kind.values()), dice.upTo(Duration.ofSeconds(8)));
      case 7 -> Faults.kill(dice.upTo(Duration.ofSeconds(60)));
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
            .history(dice.of(LIMITS))
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

  private static Policy policy(Dice dice, Policy policy, boolean startFirst) {
    Policy made =
        policy
            .parallelism(dice.of(PARALLELISMS))
            .delay(dice.of(DELAYS))
            .monitor(dice.of(MONITORS))
            .maxFailureRatio(dice.of(RATIOS));
    return startFirst ? made.startFirst() : made;
  }
}
