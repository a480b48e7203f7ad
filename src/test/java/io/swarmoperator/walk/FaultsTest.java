package io.swarmoperator.walk;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.faults.Parts;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random services in clusters where anything fails, the operator's connection too: nothing
 * forbidden ever happens, and all comes to the same as without faults. By command:
 *
 * <pre>
 * mvn test -Dtest=FaultsTest -Dfaults.from=2001 -Dfaults.seeds=10000
 * mvn test -Dtest=FaultsTest -Dfaults.replay="62 prompt 3 +7"         (prints what happens)
 * </pre>
 */
class FaultsTest {
  private static final long FROM = Long.getLong("faults.from", 1);
  private static final long WALKS = 2000;
  private static final long SEEDS = Long.getLong("faults.seeds", WALKS);
  private static final PrintStream OUT = System.out;
  private static final String REPLAY = System.getProperty("faults.replay", "");

  /** How often each thing is looked at in 2000 walks, at the least: about half of what it is. */
  private static final Map<String, Integer> LEAST =
      Map.ofEntries(
          entry("AttemptNumbers", 20_000),
          entry("AttemptNumbers of pods that are made again", 4),
          entry("Converged", 1900),
          entry("FailuresAreCounted", 140),
          entry("FailuresAreCounted of runs that go on", 5),
          entry("FailuresAreCounted of runs that go on, late", 4),
          entry("HistoryLimit", 50),
          entry("HistoryLimit of what is forgotten", 6000),
          entry("JobIterations", 2400),
          entry("JobSize", 1800),
          entry("NodesAreServed", 4000),
          entry("NothingIsLeftBehind", 60_000),
          entry("NothingMovesWhilePaused", 5000),
          entry("NothingMovesWhilePaused of what is stopped", 500),
          entry("OneTaskPerSlot", 18_000),
          entry("OneTaskPerSlot of what runs side by side", 6000),
          entry("Parallelism", 5000),
          entry("Parallelism after what was left", 16),
          entry("Parallelism after what was made", 1200),
          entry("Parallelism of what is stopped", 1800),
          entry("Placing", 900),
          entry("Progress", 70_000),
          entry("RecordsOnlyAdvance", 20_000),
          entry("Rest", 6500),
          entry("RestartPolicies", 4500),
          entry("RestartPolicies of tasks that are left where they are", 25),
          entry("RollbackEndsOnHeldRevision", 350),
          entry("RunsComeToAnEnd", 60),
          entry("RunsHaveCauses", 2500),
          entry("RunsHaveCauses of runs that are paused", 30),
          entry("SameWithoutFaults", 2000),
          entry("StopsHaveCauses", 9000),
          entry("TasksKeepRunning", 30_000),
          entry("WorkIsDoneOnce", 3000));

  private final Walk walk = new Walk(Parts.SOUND);

  @Test
  void nothingForbiddenEverHappens() {
    if (!REPLAY.isEmpty()) {
      assertThat(walk.play(Replay.parse(REPLAY).script()).offences())
          .as(story(Replay.parse(REPLAY)))
          .isEmpty();
      return;
    }
    Instant begin = Instant.now();
    Map<Long, Offence> offences = new ConcurrentSkipListMap<>();
    Judgements judgements = new Judgements();
    LongStream.range(FROM, FROM + SEEDS)
        .parallel()
        .forEach(
            seed -> {
              Walk.Result result = walk.play(Generator.script(seed));
              result.first().ifPresent(offence -> offences.put(seed, offence));
              judgements.add(result.judgements());
            });

    Duration took = Duration.between(begin, Instant.now());
    OUT.printf("%d walks in %.1f s%n", SEEDS, took.toMillis() / 1000.0);
    assertThat(new TreeMap<>(offences)).as(() -> minimal(offences)).isEmpty();
    if (SEEDS < WALKS) {
      return; // a few walks needn't come past everything
    }
    assertThat(LEAST.entrySet())
        .as("in %d walks there were judged: %s", SEEDS, judgements)
        .allMatch(least -> judgements.of(least.getKey()) >= least.getValue() * SEEDS / WALKS);
  }

  /** What is never looked at proves nothing: each thing that must hold by itself. */
  @Test
  void eachCheckIsHeldToANumberOfJudgements() {
    Script any = Generator.script(1);
    assertThat(LEAST.keySet())
        .containsAll(
            new Stage(any, any.setup(), Parts.SOUND)
                .chronicle().checks().stream().map(Check::name).toList());
  }

  /** What is left of the first seed that offends when all that it doesn't take is left out. */
  private String minimal(Map<Long, Offence> offences) {
    return offences.entrySet().stream()
        .findFirst()
        .map(e -> new Shrinker(walk, e.getValue().check()).shrink(Replay.of(e.getKey())))
        .map(this::story)
        .orElse("");
  }

  private String story(Replay replay) {
    Script script = replay.script();
    return "-Dfaults.replay=\"%s\"%n%s%n%s".formatted(replay, script, walk.play(script).lines());
  }
}
