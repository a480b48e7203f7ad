package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator is stopped after every single write, or the write or its answer is lost: what comes
 * out is the same, only later.
 */
class OperatorStoppedTest {
  private static final BehaviourRule BAD =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2);

  private static final BehaviourRule FIRST_SLOT =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10))).slot(0);
  private static final BehaviourRule SECOND_RUN =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10))).revision(2);

  /** A walk through some flow. */
  private record Scenario(
      String name,
      int nodes,
      ServiceBuilder service,
      List<BehaviourRule> rules,
      Consumer<Stage> walk) {
    Scenario(String name, ServiceBuilder service, Consumer<Stage> walk, BehaviourRule... rules) {
      this(name, 3, service, List.of(rules), walk);
    }

    /** The same where it doesn't matter which task lands where. */
    Scenario onOneNode() {
      return new Scenario(name, 1, service, rules, walk);
    }

    @Override
    public String toString() {
      return name;
    }

    Stage play(Interruption interruption) {
      Stage stage = new Stage(nodes, service, interruption, rules.toArray(BehaviourRule[]::new));
      walk.accept(stage);
      return stage;
    }
  }

  static Stream<Scenario> scenarios() {
    ServiceBuilder twice = service().restart(RestartCondition.ANY, "5s", 2, "0s");
    ServiceBuilder bad = twice.replicas(4).update(u -> u.delay("10s"));
    Consumer<Stage> update = s -> s.settle().change(c -> c.image("app:2")).settle();
    return Stream.of(
        new Scenario("F1 create, update, roll back twice", four(), OperatorStoppedTest::f1),
        new Scenario("F3 drain, return, scale to 5", four(), OperatorStoppedTest::f3),
        new Scenario(
            "F3 start-first drain",
            four().drain(UpdateOrder.START_FIRST),
            s -> OperatorStoppedTest.f3(s.together(2))),
        new Scenario("F4 node down and back", four(), s -> nodeDown(s.together(2))),
        new Scenario(
            "F5 killed again and again",
            twice.replicas(2),
            Stage::settle,
            BehaviourRule.all(Behaviour.DEFAULT.exits(137, Duration.ofSeconds(10)))),
        new Scenario(
            "F7 start-first",
            four().update(u -> u.startFirst()),
            s -> update.accept(s.together(2))),
        new Scenario(
            "places exchanged in a start-first update",
            2,
            service()
                .replicas(3)
                .maxReplicasPerNode(2)
                .update(u -> u.startFirst().parallelism(0).delay("6s")),
            List.of(),
            s -> s.created().together(2).change(c -> c.forceUpdate(1)).settle()),
        new Scenario("two at a time", four().update(u -> u.parallelism(2)), update),
        new Scenario("all at once", four().update(u -> u.parallelism(0)), update),
        new Scenario("F8 pause", bad, update, BAD),
        new Scenario(
            "F8 continue", bad.update(u -> u.onFailure(FailureAction.CONTINUE)), update, BAD),
        new Scenario(
            "F8 rollback", bad.update(u -> u.onFailure(FailureAction.ROLLBACK)), update, BAD),
        new Scenario(
            "F8 rollback, start-first",
            bad.update(u -> u.startFirst().onFailure(FailureAction.ROLLBACK)),
            s -> update.accept(s.together(2)),
            BAD),
        new Scenario(
            "F8 rollback, image that can't be pulled",
            bad.update(u -> u.onFailure(FailureAction.ROLLBACK)),
            update,
            BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED)).revision(2)),
        new Scenario(
            "F8 rollback with a history of one",
            four().history(1).update(u -> u.onFailure(FailureAction.ROLLBACK)),
            update,
            BAD),
        new Scenario(
            "changed in mid-update with a history of none",
            four().history(0),
            s -> midUpdate(s, "app:3")),
        new Scenario("scale 1, 10, 3, 0, 4", service(), OperatorStoppedTest::scale).onOneNode(),
        new Scenario("changed in mid-update", four(), s -> midUpdate(s, "app:3")),
        new Scenario("changed back in mid-update", four(), s -> midUpdate(s, "app:1")),
        new Scenario(
            "start-first, changed back while all slots have two tasks",
            four().update(u -> u.startFirst().parallelism(0)),
            s -> takenBack(s.together(2)),
            BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofMinutes(5))).revision(2)),
        new Scenario("rolled back in mid-update", four(), OperatorStoppedTest::midRollback),
        new Scenario("pod deleted by hand", four(), OperatorStoppedTest::podDeleted),
        new Scenario("pod evicted", four(), OperatorStoppedTest::podEvicted),
        new Scenario("global update", global(), update),
        new Scenario(
            "global update, start-first",
            global().update(u -> u.startFirst()),
            s -> update.accept(s.together(2))),
        new Scenario(
            "global update that fails on one node",
            global().update(u -> u.onFailure(FailureAction.ROLLBACK)),
            update,
            BAD.slot(SlotId.onNode("n2"))),
        new Scenario("nodes of a global service", global(), OperatorStoppedTest::nodes),
        new Scenario("global service and a paused node", global(), OperatorStoppedTest::pausedNode),
        new Scenario(
            "job run again before its end",
            job(),
            OperatorStoppedTest::again,
            FIRST_SLOT,
            SECOND_RUN),
        new Scenario(
            "job of which one slot fails",
            job().restart(RestartCondition.ANY, "5s", 2, "0s"),
            Stage::settle,
            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).slot(1),
            BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10)))),
        new Scenario(
            "global job, drained and run again",
            service().mode(new Mode.GlobalJob()),
            OperatorStoppedTest::globalJob,
            SECOND_RUN));
  }

  @Difference("D123")
  @ParameterizedTest
  @MethodSource("scenarios")
  void comesToTheSame(Scenario scenario) {
    Interruption none = new Interruption(Interruption.Kind.LOST, Interruption.NEVER);
    Stage undisturbed = scenario.play(none);
    assertThat(undisturbed.offences()).isEmpty();
    List<String> differences = new ArrayList<>();
    Interruption.Kind[] others = Interruption.Kind.values();
    for (int k = 1; k <= none.writes(); k++) {
      Interruption.Kind other = others[1 + k % (others.length - 1)];
      for (Interruption.Kind kind : List.of(Interruption.Kind.DIES_AFTER, other)) {
        Interruption interruption = new Interruption(kind, k);
        differences.addAll(
            differences(scenario, undisturbed, interruption, kind + " at write " + k));
      }
    }
    assertThat(differences.stream().limit(3).toList()).isEmpty();
  }

  private static List<String> differences(
      Scenario scenario, Stage undisturbed, Interruption interruption, String title) {
    Stage stage;
    try {
      stage = scenario.play(interruption);
    } catch (IllegalStateException e) {
      return List.of(title + ": " + interruption.victim() + ": " + e.getMessage());
    }
    boolean same =
        Objects.equals(stage.outcomes(), undisturbed.outcomes()) && stage.offences().isEmpty();
    return same
        ? List.of()
        : List.of(
            "%s: %s%n%s%ninstead of%n%s%n%s%n%s"
                .formatted(
                    title,
                    interruption.victim(),
                    String.join("\n", stage.outcomes()),
                    String.join("\n", undisturbed.outcomes()),
                    stage.offences(),
                    stage.simulation().lines()));
  }

  private static ServiceBuilder four() {
    return service().replicas(4).update(u -> u.delay("10s"));
  }

  private static ServiceBuilder global() {
    return service().mode(new Mode.Global()).update(u -> u.delay("10s"));
  }

  private static ServiceBuilder job() {
    return service().mode(new Mode.ReplicatedJob(2, 4));
  }

  private static void f1(Stage stage) {
    stage.settle().change(s -> s.image("app:2")).settle();
    stage.simulation().rollback("previous");
    stage.settle();
    stage.simulation().rollback("previous");
    stage.settle();
  }

  private static void f3(Stage stage) {
    stage.created().cluster().availability("n3", Availability.DRAIN);
    stage.settle().cluster().availability("n3", Availability.ACTIVE);
    stage.settle().change(s -> s.replicas(5)).settle();
  }

  private static void scale(Stage stage) {
    stage.settle().change(s -> s.replicas(10)).settle().change(s -> s.replicas(3)).settle();
    stage.change(s -> s.replicas(0)).settle().change(s -> s.replicas(4)).settle();
  }

  private static void nodeDown(Stage stage) {
    stage.created().cluster().nodeDown("n2");
    stage.settle().cluster().nodeUp("n2");
    stage.settle();
  }

  private static void midUpdate(Stage stage, String image) {
    stage.settle().change(s -> s.image("app:2")).runUntilRunning(2, "app:2");
    stage.change(s -> s.image(image)).settle();
  }

  private static void takenBack(Stage stage) {
    stage.settle().change(s -> s.image("app:2")).run(Duration.ofMinutes(2));
    stage.change(s -> s.image("app:1").update(u -> u.parallelism(1))).settle();
  }

  private static void midRollback(Stage stage) {
    stage.settle().change(s -> s.image("app:2")).runUntilRunning(2, "app:2");
    stage.simulation().rollback("previous");
    stage.settle();
  }

  private static void podDeleted(Stage stage) {
    stage.created().cluster().deletePod(stage.pod(2));
    stage.settle();
  }

  private static void podEvicted(Stage stage) {
    stage.created().cluster().availability("n2", Availability.PAUSE); // kubectl drain cordons first
    stage.cluster().evict(stage.pod(2));
    stage.settle();
  }

  private static void nodes(Stage stage) {
    stage.settle().cluster().availability("n3", Availability.DRAIN);
    stage.settle().cluster().availability("n3", Availability.ACTIVE);
    stage.settle().cluster().nodeDown("n2");
    stage.settle().cluster().nodeUp("n2");
    stage.settle().cluster().addNode("n4");
    stage.settle().cluster().removeNode("n1");
    stage.settle();
  }

  private static void pausedNode(Stage stage) {
    stage.settle().cluster().availability("n2", Availability.PAUSE);
    stage.settle().change(s -> s.image("app:2")).settle();
    stage.cluster().availability("n2", Availability.ACTIVE);
    stage.settle();
  }

  private static void again(Stage stage) {
    stage.settle().change(s -> s.image("app:2")).settle();
  }

  private static void globalJob(Stage stage) {
    stage.settle().cluster().availability("n3", Availability.DRAIN);
    stage.settle().change(s -> s.image("app:2")).settle();
    stage.cluster().availability("n3", Availability.ACTIVE);
    stage.settle();
  }
}
