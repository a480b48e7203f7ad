package io.swarmoperator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test that proves a case.
 *
 * @param id the case's number
 * @param row first cell of the row in {@code docs/differences.md} by which the outcome differs;
 *     empty where it is Swarm's
 * @param test its name for people
 * @param file where it stands, from the top of the repository
 */
record Evidence(String id, Optional<String> row, String test, Path file) {
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Path CORPUS = Path.of("src/test/resources/crd-corpus");

  /** Every test that names a case. */
  static List<Evidence> all() throws IOException {
    List<Evidence> all = new ArrayList<>();
    for (Class<?> type :
        ReflectionSupport.findAllClassesInPackage("io.swarmoperator", c -> true, n -> true)) {
      all.addAll(of(type));
    }
    try (Stream<Path> files = Files.walk(CORPUS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.addAll(of(file));
      }
    }
    all.sort(Comparator.comparing(Evidence::file).thenComparing(Evidence::test));
    return all;
  }

  private static List<Evidence> of(Class<?> type) {
    List<Evidence> found = new ArrayList<>();
    Path file = SOURCES.resolve(type.getName().replaceAll("[$].*", "").replace('.', '/') + ".java");
    for (Conformance named : type.getDeclaredAnnotationsByType(Conformance.class)) {
      found.addAll(of(named, type.getSimpleName(), file));
    }
    for (Method method : annotated(type)) {
      for (Conformance named : method.getDeclaredAnnotationsByType(Conformance.class)) {
        found.addAll(of(named, type.getSimpleName() + ": " + words(method.getName()), file));
      }
    }
    return found;
  }

  private static List<Evidence> of(Conformance named, String test, Path file) {
    Optional<String> row = Optional.of(named.differs()).filter(r -> !r.isEmpty());
    return Arrays.stream(named.value()).map(id -> new Evidence(id, row, test, file)).toList();
  }

  /** Case files of the corpus name their cases themselves. */
  private static List<Evidence> of(Path file) throws IOException {
    JsonNode content = Serialization.unmarshal(Files.readString(file), JsonNode.class);
    Optional<String> row =
        Optional.ofNullable(content.path("differs").textValue()).filter(r -> !r.isEmpty());
    List<Evidence> found = new ArrayList<>();
    for (JsonNode id : content.path("conformance")) {
      found.add(
          new Evidence(
              id.asText(), row, "crd-corpus: " + CORPUS.relativize(file).getFileName(), file));
    }
    return found;
  }

  private static List<Method> annotated(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getDeclaredAnnotationsByType(Conformance.class).length > 0)
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .toList();
  }

  /** Annotations that stand on nothing that is run. */
  static List<String> idle() {
    return ReflectionSupport.findAllClassesInPackage("io.swarmoperator", c -> true, n -> true)
        .stream()
        .flatMap(type -> annotated(type).stream())
        .filter(m -> !AnnotationSupport.isAnnotated(m, Testable.class) || disabled(m))
        .map(Method::toString)
        .toList();
  }

  private static boolean disabled(AnnotatedElement element) {
    return AnnotationSupport.isAnnotated(element, Disabled.class);
  }

  /** A method's name as a sentence. */
  private static String words(String camelCase) {
    return camelCase
        .replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z0-9])(?=[A-Z][a-z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
