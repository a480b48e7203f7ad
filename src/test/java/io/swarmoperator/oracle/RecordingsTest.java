package io.swarmoperator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.docs.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every timeline recorded from a real Swarm is done again in the simulated cluster and must come
 * out the same, but for what follows from a row of docs/differences.md.
 */
class RecordingsTest {
  static List<String> recordings() {
    return RecordingReader.names();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void theReplayAgreesButForWhatIsDeclared(String name) {
    Expectation expectation = Expectation.of(name);

    Agreement agreement = Agreement.of(RecordingReader.read(name), expectation);

    List<Declared> known = new ArrayList<>(expectation.disagreements());
    List<Disagreement> unknown =
        agreement.disagreements().stream().filter(d -> !takenFrom(known, d)).toList();
    assertThat(unknown).as("not declared in oracle-expectations.yaml").isEmpty();
    assertThat(known)
        .as("declared in oracle-expectations.yaml, but they agree or are off otherwise")
        .isEmpty();
  }

  private static boolean takenFrom(List<Declared> known, Disagreement found) {
    Optional<Declared> declared = known.stream().filter(d -> d.covers(found)).findFirst();
    declared.ifPresent(known::remove);
    return declared.isPresent();
  }

  @Test
  void everyDifferenceNamesItsRow() {
    for (Expectation expectation : Expectation.all().values()) {
      assertThat(Differences.byId().keySet()).containsAll(expectation.differences().keySet());
    }
  }

  @Test
  void whatIsDeclaredIsOfARecording() {
    assertThat(RecordingReader.names()).containsAll(Expectation.all().keySet());
  }

  @Test
  void anUpdateIsAskedToGoOnOnlyWhereItWouldNot() {
    Expectation.all()
        .forEach(
            (name, expectation) -> {
              if (!expectation.resumed().isEmpty()) {
                Agreement without =
                    Agreement.of(RecordingReader.read(name), expectation.withoutResuming());
                assertThat(without.disagreements())
                    .as(name)
                    .hasSizeGreaterThan(expectation.disagreements().size());
              }
            });
  }
}
