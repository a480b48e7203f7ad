package io.swarmoperator.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.faults.Parts;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random services in clusters where anything fails, the operator's connection too. By command:
 *
 * <pre>
 * mvn test -Dtest=FaultSurvey -Dsurvey.from=1 -Dsurvey.seeds=2000
 * mvn test -Dtest=FaultSurvey -Dsurvey.from=62 -Dsurvey.seeds=1    (prints the seed's script)
 * </pre>
 */
class FaultSurvey {
  private static final long FROM = Long.getLong("survey.from", 1);
  private static final long SEEDS = Long.getLong("survey.seeds", 200);

  @Test
  void nothingForbiddenEverHappens() {
    Map<Long, String> offences = new ConcurrentSkipListMap<>();
    LongStream.range(FROM, FROM + SEEDS)
        .parallel()
        .forEach(
            seed ->
                new Walk(Parts.SOUND)
                    .play(Generator.script(seed))
                    .first()
                    .ifPresent(offence -> offences.put(seed, offence.toString())));

    assertThat(new TreeMap<>(offences)).as(SEEDS == 1 ? script() : "seeds").isEmpty();
  }

  private static String script() {
    Script script = Generator.script(FROM);
    return script + "\n" + new Walk(Parts.SOUND).play(script).lines();
  }
}
