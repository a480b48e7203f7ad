package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swarmoperator.sandbox.Commands;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build says that the program consists of, beside what the tests find it to. */
class BillOfMaterialsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of what only tests need: the POM's dependencies of that scope and what they bring. */
  private static final Pattern FOR_TESTS =
      Pattern.compile(
          "junit-.*|surefire-.*|common-java5-.*|opentest4j-.*|apiguardian-api-.*|assertj-core-.*"
              + "|byte-buddy-.*|awaitility-.*|hamcrest-.*|archunit.*|slf4j-simple-.*|lua51.*"
              + "|luajava-.*|gdx-jnigen-.*|crd-generator-.*|jackson-module-jsonSchema-.*|validation-api-.*");

  private static JsonNode bill;

  @BeforeAll
  static void built(@TempDir Path directory) throws IOException {
    Commands.Result made =
        Commands.run(
            List.of("mvn", "-B", "-q", "cyclonedx:makeBom@sbom", "-DoutputDirectory=" + directory));
    assertThat(made.exitCode()).as(made.text()).isZero();
    bill = JSON.readTree(directory.resolve("swarm-operator-sbom.json").toFile());
  }

  @Test
  void itIsTheOperators() {
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.path("metadata").path("component").path("name").asText())
        .isEqualTo("swarm-operator");
  }

  @Test
  void itNamesEveryLibraryThatTheProgramHasAndNoOther() {
    Set<String> named =
        components()
            .map(c -> text(c, "name") + "-" + text(c, "version") + ".jar")
            .collect(Collectors.toSet());

    Set<String> had = new HashSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String file = Path.of(entry).getFileName().toString();
      if (file.endsWith(".jar") && !FOR_TESTS.matcher(file).matches()) {
        had.add(file);
      }
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(had);
  }

  @Test
  void eachCanBeTraced() {
    assertThat(components())
        .allSatisfy(
            component -> {
              assertThat(text(component, "purl")).startsWith("pkg:maven/");
              assertThat(component.path("hashes")).isNotEmpty();
            });
  }

  /** Parts of several versions work together by luck. */
  @Test
  void allOfJacksonIsOfOneVersion() {
    assertThat(components().filter(c -> text(c, "group").startsWith("com.fasterxml.jackson")))
        .extracting(c -> text(c, "version").replaceAll("^(\\d+\\.\\d+).*", "$1"))
        .hasSizeGreaterThan(3)
        .containsOnly("2.20");
  }

  private static Stream<JsonNode> components() {
    return bill.path("components").valueStream();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
