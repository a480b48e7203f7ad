package io.swarmoperator.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.faults.Parts;
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
  private static final long SEEDS = Long.getLong("faults.seeds", 2000);
  private static final String REPLAY = System.getProperty("faults.replay", "");

  private final Walk walk = new Walk(Parts.SOUND);

  @Test
  void nothingForbiddenEverHappens() {
    if (!REPLAY.isEmpty()) {
      assertThat(walk.play(Replay.parse(REPLAY).script()).offences())
          .as(story(Replay.parse(REPLAY)))
          .isEmpty();
      return;
    }
    Map<Long, Offence> offences = new ConcurrentSkipListMap<>();
    LongStream.range(FROM, FROM + SEEDS)
        .parallel()
        .forEach(
            seed ->
                walk.play(Generator.script(seed))
                    .first()
                    .ifPresent(offence -> offences.put(seed, offence)));

    assertThat(new TreeMap<>(offences)).as(() -> minimal(offences)).isEmpty();
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
