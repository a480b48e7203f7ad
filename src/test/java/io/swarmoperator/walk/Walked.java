package io.swarmoperator.walk;

import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What kind of service a walk is about, and what is particular to it. */
enum Walked {
  REPLICATED,
  /** Replicated, with constraints, a limit per node and often a deadline. */
  PLACED,
  GLOBAL,
  REPLICATED_JOB,
  GLOBAL_JOB;

  /** Half of all walks are those of replicated services; the others share the rest. */
  static Walked of(long seed) {
    if (seed % 2 == 0) {
      return REPLICATED;
    }
    return switch ((int) (seed / 2 % 4)) {
      case 0 -> GLOBAL;
      case 1 -> REPLICATED_JOB;
      case 2 -> GLOBAL_JOB;
      default -> PLACED;
    };
  }

  boolean job() {
    return this == REPLICATED_JOB || this == GLOBAL_JOB;
  }

  boolean perNode() {
    return this == GLOBAL || this == GLOBAL_JOB;
  }

  /** Whether its constraints and the nodes' labels change. */
  boolean placed() {
    return this == PLACED || perNode();
  }

  /** A service of this kind, out of any. */
  ServiceBuilder declared(Dice dice, ServiceBuilder any) {
    return switch (this) {
      case REPLICATED -> any;
      case PLACED -> constrained(dice, any);
      case GLOBAL -> constrained(dice, any.mode(new Mode.Global()));
      case REPLICATED_JOB -> job(dice, any, jobOf(dice));
      case GLOBAL_JOB -> constrained(dice, job(dice, any, new Mode.GlobalJob()));
    };
  }

  /** Where there may be fewer places than tasks. */
  ServiceBuilder limited(Dice dice, ServiceBuilder any) {
    if (this != PLACED) {
      return any;
    }
    ServiceBuilder limited = any.maxReplicasPerNode(dice.of(0, 1, 2, 2));
    ServiceBuilder spread = dice.chance(40) ? limited.spread(Stage.ZONE) : limited;
    return dice.chance(30) ? spread.tolerations(Stage.TOLERATION) : spread;
  }

  /** Which of those without a place are given up, and when, depends on who asks first. */
  ServiceBuilder overdue(Dice dice, ServiceBuilder any) {
    return this == PLACED && dice.chance(30) ? any.progressDeadline("20s") : any;
  }

  private static ServiceBuilder constrained(Dice dice, ServiceBuilder any) {
    Optional<String> constraint = constraint(dice);
    return constraint.map(any::constraints).orElse(any);
  }

  /** A constraint, or none. */
  static Optional<String> constraint(Dice dice) {
    return switch (dice.below(4)) {
      case 0 -> Optional.of("node.labels.zone == a");
      case 1 -> Optional.of("node.labels.zone != b");
      default -> Optional.empty();
    };
  }

  /** A job has neither update nor rollback. */
  private static ServiceBuilder job(Dice dice, ServiceBuilder any, Mode mode) {
    return ServiceBuilder.service()
        .mode(mode)
        .history(any.history())
        .stopGrace(dice.of("10s", "2s"));
  }

  /** So many at a time, so many in all; it may be none. */
  static Mode jobOf(Dice dice) {
    return new Mode.ReplicatedJob(dice.of(1, 2, 2, 3, 3, 0), dice.of(1, 2, 3, 4, 5, 0));
  }

  /** What its containers do when nothing is wrong: a job's come to an end. */
  List<BehaviourRule> well() {
    return job() ? List.of(BehaviourRule.all(usual())) : List.of();
  }

  /** A container that is well. */
  Behaviour usual() {
    return job() ? Behaviour.DEFAULT.exits(0, Duration.ofSeconds(4)) : Behaviour.DEFAULT;
  }

  /** One of its first slots. */
  SlotId slot(Dice dice) {
    int number = dice.from(1, 4);
    if (perNode()) {
      return SlotId.onNode("n" + number);
    }
    return SlotId.numbered(this == REPLICATED_JOB ? number - 1 : number);
  }
}
