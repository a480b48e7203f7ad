package io.swarmoperator.sim;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Planner;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.TaskRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the simulation itself owes: nodes, containers, time, faults. */
class SimulatedClusterTest {

  @Test
  void theSameInputGivesTheSameTimeline() {
    assertThat(updated()).isEqualTo(updated());
  }

  private static String updated() {
    return Simulation.of(service().replicas(7).update(u -> u.parallelism(3).delay("1s")))
        .settle()
        .change(s -> s.image("app:2"))
        .settle()
        .lines();
  }

  @Test
  void aDrainedNodeIsEmptiedAndGetsNothingBack() {
    assertThat(
            Simulation.of(service().replicas(3))
                .settle()
                .fromHere()
                .then(cluster -> cluster.availability("n3", Availability.DRAIN))
                .settle()
                .then(cluster -> cluster.availability("n3", Availability.ACTIVE))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 3#2 ready r1 NodeDrained
            0.0 slot 3#1 told to stop
            0.1 slot 3#1 shutdown
            0.1 slot 3#2 new
            0.4 slot 3#2 running
            """);
  }

  @Test
  void aDeadNodesPodFreezesUntilItsReturn() {
    assertThat(
            Simulation.of(service().replicas(3))
                .settle()
                .fromHere()
                .then(cluster -> cluster.nodeDown("n2"))
                .run("30s")
                .then(cluster -> cluster.nodeUp("n2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 2#2 ready r1 NodeDown
            0.0 slot 2#1 told to stop
            5.0 slot 2#2 new
            5.3 slot 2#2 running
            30.1 slot 2#1 shutdown
            """);
  }

  @Test
  void aPodWithoutANodeWaitsForOne() {
    Simulation simulation = Simulation.in(Setting.nodes(0), service()).settle();

    assertThat(simulation.lines()).contains("slot 1#1 pending: no suitable node");
    simulation.then(cluster -> cluster.addNode("n1")).settle();
    assertThat(simulation.lines()).endsWith("0.3 slot 1#1 running\n");
  }

  @Test
  void aContainerThatIgnoresTheSignalIsKilledAfterItsGracePeriod() {
    Simulation simulation =
        Simulation.of(service().stopGrace("3s"))
            .behave(BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(60), 0)))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.lines()).contains("3.0 slot 1#1 shutdown\n");
    assertThat(task(simulation, 1).record().orElseThrow().exitCode()).hasValue(137);
  }

  @Test
  void recordsWrittenLateSkipStatesThatPassed() {
    assertThat(Simulation.in(Setting.nodes(3).withLazyRecords(), service()).settle().lines())
        .isEqualTo("0.3 slot 1#1 running r1 ScaledUp\n");
  }

  @Test
  void checksSeeTheClusterAfterEveryEvent() {
    AtomicInteger events = new AtomicInteger();
    Simulation simulation = Simulation.of(service());
    simulation.cluster().afterEachEvent(events::incrementAndGet);

    simulation.settle();

    assertThat(events.get()).isGreaterThan(4);
  }

  @Test
  void anOperatorThatWasKilledGoesOnFromWhatIsInTheCluster() {
    assertThat(
            Simulation.of(service())
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .run("50ms")
                .then(SimulatedCluster::killOperator)
                .run("10s")
                .then(SimulatedCluster::startOperator)
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            10.05 slot 1#1 shutdown
            10.05 slot 1#2 new
            10.35 slot 1#2 running
            15.35 completed: update completed
            """);
  }

  @Test
  void aLostWriteIsTriedAgain() {
    AtomicInteger writes = new AtomicInteger();
    UnaryOperator<Writes> third = real -> new LosesOne(real, writes, 3);

    Simulation simulation =
        Simulation.in(Setting.nodes(3).withFaults(third), service().replicas(3));

    assertThat(simulation.settle().cluster().status().orElseThrow().summary()).isEqualTo("3/3");
  }

  /** Or what waits for such an event would never be found to wait in vain. */
  @Test
  void recordsThatAreWrittenDontWakeTheOperatorAndDeletedOnesDo() {
    AtomicInteger decisions = new AtomicInteger();
    Decider counted =
        (view, now) -> {
          decisions.incrementAndGet();
          return Planner.plan(view, now);
        };
    Simulation simulation = Simulation.in(Setting.nodes(1).decidedBy(counted), service()).settle();
    TaskRecord record = task(simulation, 1).record().orElseThrow();
    Writes api = simulation.cluster().apiServer();
    int before = decisions.get();

    api.write(new Action.SaveRecord(record.refused("otherwise", simulation.cluster().now())));
    simulation.settle();
    assertThat(decisions).hasValue(before);

    api.write(new Action.DeleteRecord(record.identity().name()));
    simulation.settle();
    assertThat(decisions).hasValueGreaterThan(before);
  }

  @Test
  void aPlannerThatNeverHasEnoughIsFoundOut() {
    List<Integer> floors = new ArrayList<>();
    Decider greedy =
        (view, now) -> {
          floors.add(floors.size() + 1);
          Memory more =
              new Memory(
                  0,
                  0,
                  0,
                  List.of(),
                  Optional.empty(),
                  Optional.empty(),
                  0,
                  floors.size(),
                  Optional.empty(),
                  Optional.empty());
          ServiceStatus status = new ServiceStatus(0, 0, 0, 0, 0, "", 0, List.of());
          return new Plan(more, List.of(), List.of(), List.of(), status, Optional.empty());
        };

    assertThatThrownBy(() -> Simulation.in(Setting.nodes(1).decidedBy(greedy), service()).settle())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no progress");
  }

  private static ObservedTask task(Simulation simulation, int attempt) {
    return simulation.cluster().view().tasks().stream()
        .filter(task -> task.identity().attempt() == attempt)
        .findFirst()
        .orElseThrow();
  }

  /** Loses the nth action. */
  private record LosesOne(Writes real, AtomicInteger count, int nth) implements Writes {
    @Override
    public Outcome write(Action action) {
      return count.incrementAndGet() == nth ? Outcome.FAILED : real.write(action);
    }

    @Override
    public Outcome write(Memory expected, Memory memory, ServiceStatus status) {
      return real.write(expected, memory, status);
    }
  }

  @ParameterizedTest
  @MethodSource("modesWithoutReplicas")
  void onlyWhatHasReplicasIsScaled(Mode mode) {
    SimulatedCluster cluster = Simulation.of(service().mode(mode)).settle().cluster();

    assertThatThrownBy(() -> cluster.scale(5))
        .hasMessage("replicas applies to mode replicated only");
    assertThat(cluster.view().spec().mode()).isEqualTo(mode);
  }

  static List<Mode> modesWithoutReplicas() {
    return List.of(new Mode.Global(), new Mode.ReplicatedJob(1, 1), new Mode.GlobalJob());
  }
}
