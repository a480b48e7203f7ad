package io.swarmoperator.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A test that proves a case.
 *
 * @param id the case's number
 * @param row number of the row in {@code docs/differences.md} by which the outcome differs; empty
 *     where it is Swarm's
 * @param test its name for people
 * @param file where it stands, from the top of the repository
 */
record Evidence(String id, Optional<String> row, String test, Path file) {

  /** Every test that names a case. */
  static List<Evidence> all() throws IOException {
    List<Evidence> all = new ArrayList<>();
    for (AnnotatedTest test : AnnotatedTest.all()) {
      for (Conformance named : test.annotations(Conformance.class)) {
        Optional<String> row = Optional.of(named.differs()).filter(r -> !r.isEmpty());
        for (String id : named.value()) {
          all.add(new Evidence(id, row, test.name(), test.file()));
        }
      }
    }
    for (CorpusFile file : CorpusFile.all()) {
      file.cases().forEach(id -> all.add(new Evidence(id, file.row(), file.name(), file.file())));
    }
    all.sort(Comparator.comparing(Evidence::file).thenComparing(Evidence::test));
    return all;
  }
}
