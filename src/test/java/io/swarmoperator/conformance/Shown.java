package io.swarmoperator.conformance;

import io.swarmoperator.oracle.RecordingAgreement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What shows that a difference is as its row says.
 *
 * @param row its number
 * @param by name of a test, a manifest or a recording, for people
 * @param file where that stands, from the top of the repository
 */
record Shown(String row, String by, Path file) {
  private static final Path RECORDINGS = Path.of("src/test/resources/oracle");

  /** Everything that names a row. */
  static List<Shown> all() throws IOException {
    List<Shown> all = new ArrayList<>();
    for (AnnotatedTest test : AnnotatedTest.all()) {
      for (Difference named : test.annotations(Difference.class)) {
        for (String row : named.value()) {
          all.add(new Shown(row, test.name(), test.file()));
        }
      }
      for (Conformance named : test.annotations(Conformance.class)) {
        if (!named.differs().isEmpty()) {
          all.add(new Shown(named.differs(), test.name(), test.file()));
        }
      }
    }
    for (CorpusFile file : CorpusFile.all()) {
      file.row().ifPresent(row -> all.add(new Shown(row, file.name(), file.file())));
    }
    for (GoldenFile file : GoldenFile.all()) {
      file.rows().forEach(row -> all.add(new Shown(row, file.name(), file.file())));
    }
    RecordingAgreement.declaredRows()
        .forEach(
            (recording, rows) -> {
              Path file = RECORDINGS.resolve(recording + ".json");
              rows.forEach(row -> all.add(new Shown(row, recording, file)));
            });
    all.sort(Comparator.comparing(Shown::file).thenComparing(Shown::by));
    return all.stream().distinct().toList();
  }
}
