package io.swarmoperator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every timeline recorded from a real Swarm is done again in the simulated cluster and must come
 * out the same, but for what follows from a row of docs/differences.md.
 */
class RecordingsTest {
  private static final Path DIFFERENCES = Path.of("docs/differences.md");

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
  void everyDifferenceNamesItsRow() throws IOException {
    Set<String> rows =
        Files.readAllLines(DIFFERENCES).stream()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.substring(2, line.indexOf(" |", 2)))
            .collect(Collectors.toSet());

    for (Expectation expectation : Expectation.all().values()) {
      assertThat(rows).containsAll(expectation.differences().keySet());
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
