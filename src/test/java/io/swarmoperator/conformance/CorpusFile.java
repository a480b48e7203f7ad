package io.swarmoperator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest that says what it proves: {@code CustomResourceCorpusTest} hands it to the API server.
 *
 * @param cases numbers of the conformance cases
 * @param row number of the row of {@code docs/differences.md} by which the outcome differs
 * @param name for people
 * @param file where it stands, from the top of the repository
 */
record CorpusFile(List<String> cases, Optional<String> row, String name, Path file) {
  private static final Path CORPUS = Path.of("src/test/resources/crd-corpus");

  /** All files, in order. */
  static List<CorpusFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS)) {
      List<CorpusFile> all = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.add(read(file));
      }
      return all;
    }
  }

  private static CorpusFile read(Path file) throws IOException {
    JsonNode content = Serialization.unmarshal(Files.readString(file), JsonNode.class);
    List<String> cases = new ArrayList<>();
    content.path("conformance").forEach(id -> cases.add(id.asText()));
    Optional<String> row = Optional.ofNullable(content.path("differs").textValue());
    return new CorpusFile(cases, row, "crd-corpus: " + file.getFileName(), file);
  }
}
