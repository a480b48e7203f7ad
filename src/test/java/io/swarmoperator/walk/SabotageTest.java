package io.swarmoperator.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.swarmoperator.decide.LateSabotage;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.ModeSabotage;
import io.swarmoperator.decide.RolloutSabotage;
import io.swarmoperator.decide.Sabotage;
import io.swarmoperator.decide.StopSabotage;
import io.swarmoperator.decide.WorkerSabotage;
import io.swarmoperator.faults.CarelessApi;
import io.swarmoperator.faults.Overlay;
import io.swarmoperator.faults.Parts;
import io.swarmoperator.sim.Decider;
import io.swarmoperator.sim.OpenCluster;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each thing that must hold can fail: an operator that is wrong in one respect offends against it.
 */
class SabotageTest {
  private static final int SEEDS = 30;

  /**
   * A check and what offends against it.
   *
   * @param check that offends first in some walk
   * @param parts the operator that is wrong
   * @param from the first seed that is tried: some moves are rare
   * @param consequences that may show before it in others
   */
  private record Sabotaged(String check, Parts parts, int from, Set<String> consequences) {
    Sabotaged(String check, Parts parts) {
      this(check, parts, 1, Set.of());
    }

    Sabotaged(String check, Parts parts, String... consequences) {
      this(check, parts, 1, Set.of(consequences));
    }

    @Override
    public String toString() {
      return check;
    }
  }

  static Stream<Sabotaged> sabotaged() {
    Parts sound = Parts.SOUND;
    return Stream.of(
        new Sabotaged("OneTaskPerSlot", sound.decidedBy(Sabotage.neverWaits())),
        new Sabotaged("TasksKeepRunning", sound.decidedBy(Sabotage.stopsFirst())),
        new Sabotaged("AttemptNumbers", sound.decidedBy(Sabotage.forgetsAttempts()), "Progress"),
        new Sabotaged(
            "Parallelism", sound.decidedBy(Sabotage.updatesAllAtOnce()), "TasksKeepRunning"),
        new Sabotaged(
            "StopsHaveCauses",
            sound.decidedBy(Sabotage.stopsAtWhim()),
            "Progress",
            "RestartPolicies"),
        new Sabotaged(
            "StopsHaveCauses",
            sound.decidedBy(LateSabotage.givesNodesNoGrace()),
            60,
            Set.of("RestartPolicies")),
        new Sabotaged("StopsHaveCauses", sound.decidedBy(StopSabotage.removesTheWrongSlot())),
        new Sabotaged("StopsHaveCauses", sound.decidedBy(StopSabotage.stopsANeighbourToo())),
        new Sabotaged(
            "StopsHaveCauses", sound.decidedBy(StopSabotage.mistakesNodes()), "NodesAreServed"),
        new Sabotaged(
            "StopsHaveCauses", sound.asking((api, watched, node) -> watched), 1000, Set.of()),
        new Sabotaged(
            "RunsHaveCauses",
            sound.decidedBy(RolloutSabotage.mistakesRuns()),
            "TasksKeepRunning",
            "Parallelism"),
        new Sabotaged("FailuresAreCounted", sound.decidedBy(RolloutSabotage.countsNothing())),
        new Sabotaged(
            "NothingMovesWhilePaused", sound.decidedBy(Sabotage.neverPauses()), 190, Set.of()),
        new Sabotaged(
            "RollbackEndsOnHeldRevision",
            sound.decidedBy(Sabotage.endsRollbacksAtOnce()),
            "Exception"),
        new Sabotaged("RunsComeToAnEnd", sound.decidedBy(RolloutSabotage.completesNothing())),
        new Sabotaged("HistoryLimit", sound.decidedBy(Sabotage.keepsHistory())),
        new Sabotaged("HistoryLimit", sound.decidedBy(Sabotage.forgetsHistory())),
        new Sabotaged(
            "NothingIsLeftBehind",
            sound.decidedBy(Sabotage.leavesPods()),
            "AttemptNumbers",
            "OneTaskPerSlot",
            "RunsComeToAnEnd"),
        new Sabotaged(
            "NothingIsLeftBehind", sound.decidedBy(LateSabotage.recordsLate()), "AttemptNumbers"),
        new Sabotaged("NothingIsLeftBehind", sound.decidedBy(LateSabotage.startsLate())),
        new Sabotaged("RestartPolicies", sound.decidedBy(Sabotage.restartsAtOnce())),
        new Sabotaged("RecordsOnlyAdvance", sound.reaching(CarelessApi::new)),
        new Sabotaged("RecordsOnlyAdvance", sound.decidedBy(LateSabotage.takesStatesBack())),
        new Sabotaged(
            "NodesAreServed", sound.decidedBy(ModeSabotage.leavesANodeOut()), "Converged"),
        new Sabotaged("JobIterations", sound.decidedBy(ModeSabotage.startsOldIterations())),
        new Sabotaged(
            "WorkIsDoneOnce",
            sound.decidedBy(ModeSabotage.repeatsWork()),
            31,
            Set.of("Progress", "JobSize", "Rest")),
        new Sabotaged("JobSize", sound.decidedBy(ModeSabotage.hurries())),
        new Sabotaged("Placing", sound.decidedBy(ModeSabotage.crowdsNodes()), 107, Set.of()),
        new Sabotaged("Progress", sound.decidedBy(Sabotage.actsInVain())),
        new Sabotaged("Operator", sound.decidedBy(Sabotage.stumbles()), "Exception"),
        new Sabotaged("Exception", sound.decidedBy(Sabotage.neverSettles())),
        new Sabotaged("Rest", sound.decidedBy(Sabotage.wakesInVain())),
        new Sabotaged("Converged", sound.decidedBy(Sabotage.fillsTooFew())),
        new Sabotaged("SameWithoutFaults", sound.remembering(scalesWhenItStartsAnew())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sabotaged")
  void whatIsBrokenIsFound(Sabotaged sabotaged) {
    Set<String> offended =
        LongStream.range(sabotaged.from(), sabotaged.from() + SEEDS)
            .parallel()
            .mapToObj(seed -> new Walk(sabotaged.parts()).play(Generator.script(seed)).first())
            .flatMap(offence -> offence.map(Offence::check).stream())
            .collect(Collectors.toSet());

    assertThat(offended).contains(sabotaged.check());
    offended.removeAll(sabotaged.consequences());
    assertThat(offended).containsExactly(sabotaged.check());
  }

  /** What is rare at random, by its script. */
  static Stream<Arguments> staged() {
    return Stream.of(
        arguments(
            "RunsHaveCauses",
            Staged.theNodeOfWhatIsDoneGoes(),
            RolloutSabotage.updatesWhatIsDone()),
        arguments(
            "FailuresAreCounted",
            Staged.aSlotThatFailedIsScaledAway(),
            RolloutSabotage.forgetsFailuresOfGoneSlots()),
        arguments(
            "FailuresAreCounted",
            Staged.aNodeOnWhichATaskFailedGoes(),
            RolloutSabotage.forgetsFailuresOfGoneSlots()),
        arguments("FailuresAreCounted", Staged.theLastSlotFails(), RolloutSabotage.countsNothing()),
        arguments("OneTaskPerSlot", Staged.anUpdateStartsFirst(), StopSabotage.leavesSharing()),
        arguments(
            "RestartPolicies",
            Staged.aFailureLeavesTwoInASlotOfARunThatGoesOn(),
            WorkerSabotage.findsWhatWaits()),
        arguments(
            "Parallelism",
            Staged.aNodeGoesInMidUpdate(),
            RolloutSabotage.forgetsDelaysOfGoneSlots()),
        arguments(
            "RunsHaveCauses", Staged.aFailureLeavesTwoInASlot(), RolloutSabotage.resumesByItself()),
        arguments(
            "NothingMovesWhilePaused",
            Staged.aFailureLeavesTwoInASlot(),
            StopSabotage.endsSharingInAPause()),
        arguments(
            "Parallelism",
            Staged.aFailureLeavesTwoInASlotOfARunThatGoesOn(),
            StopSabotage.endsSharingInMidUpdate()),
        arguments(
            "Parallelism",
            Staged.aChangeIsTakenBackInMidUpdate(),
            WorkerSabotage.forgetsDelaysOfLeftSlots()),
        arguments(
            "Parallelism", Staged.aChangeIsTakenBackInMidUpdate(), Sabotage.updatesAllAtOnce()),
        arguments(
            "Parallelism",
            Staged.aRestartComesBeforeTheUpdater(),
            WorkerSabotage.forgetsDelaysOfRenewedSlots()),
        arguments(
            "StopsHaveCauses",
            Staged.aPausedNodeIsLabelled(),
            RolloutSabotage.enforcesOnPausedNodes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("staged")
  void whatIsRareIsFoundToo(String check, Script script, Decider broken) {
    assertThat(new Walk(Parts.SOUND).play(script).offences()).isEmpty();

    Walk.Result result = new Walk(Parts.SOUND.decidedBy(broken)).play(script);
    assertThat(result.first().map(Offence::check)).as(result.lines()).contains(check);
  }

  /** What nobody can offend against proves nothing. */
  @Test
  void eachThingThatMustHoldIsSeenToFail() {
    Script any = Generator.script(1);
    Stream<String> checks =
        new Stage(any, any.setup(), Parts.SOUND).chronicle().checks().stream().map(Check::name);
    Set<String> proven = sabotaged().map(Sabotaged::check).collect(Collectors.toSet());

    assertThat(proven)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(checks, Stream.of(Whole.values()).map(Whole::word)).toList());
  }

  /** Only with faults is a second process started. */
  private static Function<OpenCluster, Overlay> scalesWhenItStartsAnew() {
    Set<OpenCluster> started =
        Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    return cluster -> {
      if (!started.add(cluster)
          && cluster.cluster().view().spec().mode() instanceof Mode.Replicated) {
        cluster.cluster().scale(6);
      }
      return Parts.SOUND.overlay().apply(cluster);
    };
  }

  @Test
  void aScriptThatFailsIsShrunkToWhatItTakes() {
    Walk walk = new Walk(Parts.SOUND.decidedBy(Sabotage.neverPauses()));
    Replay whole = Replay.of(202);
    Replay minimal = new Shrinker(walk, "NothingMovesWhilePaused").shrink(whole);

    assertThat(minimal.lines()).hasSizeLessThan(whole.lines().size()).hasSizeLessThanOrEqualTo(4);
    assertThat(minimal.script().toString()).contains("pause rollouts").contains("change image");
    Replay pasted = Replay.parse(minimal.toString());
    assertThat(walk.play(pasted.script()).first().map(Offence::check))
        .contains("NothingMovesWhilePaused");
    assertThat(new Walk(Parts.SOUND).play(pasted.script()).offences()).isEmpty();
  }
}
