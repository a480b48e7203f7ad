package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The wrong decisions that no test notices stand, each with its reason, in {@code
 * mutation-survivors.yaml}. With the report of a run of PIT: {@code mvn test
 * -Dtest=MutationSurvivorsTest -Dpit.report=target/pit-reports/mutations.xml}.
 */
class MutationSurvivorsTest {
  private static final Path EXPLAINED = Path.of("src/test/resources/mutation-survivors.yaml");

  /** A kind of mutant in a method, whichever of its lines. */
  private record Mutant(String type, String method, String mutator) {
    @Override
    public String toString() {
      return type + "." + method + ": " + mutator;
    }

    private boolean methodIsThere() {
      try {
        Class<?> owner = Class.forName(World.class.getPackageName() + "." + type.replace('.', '$'));
        return method.equals("new") // what PIT calls a constructor's lambda
            || Arrays.stream(owner.getDeclaredMethods()).anyMatch(m -> m.getName().equals(method));
      } catch (ClassNotFoundException gone) {
        return false;
      }
    }
  }

  @Test
  void eachExplanationIsOfAMethodThatIsThere() throws IOException {
    assertThat(explained()).isNotEmpty().allMatch(Mutant::methodIsThere);
  }

  @EnabledIfSystemProperty(
      named = "pit.report",
      matches = ".+",
      disabledReason = "needs the report of a run of PIT (-Dpit.report)")
  @Test
  void whatSurvivesIsExplained() throws Exception {
    assertThat(names(survivors(Path.of(System.getProperty("pit.report")))))
        .containsExactlyElementsOf(names(explained()));
  }

  private static Set<String> names(List<Mutant> mutants) {
    Set<String> names = new TreeSet<>();
    mutants.forEach(mutant -> names.add(mutant.toString()));
    return names;
  }

  private static List<Mutant> explained() throws IOException {
    JsonNode rows = Serialization.unmarshal(Files.readString(EXPLAINED), JsonNode.class);
    return StreamSupport.stream(rows.spliterator(), false)
        .flatMap(MutationSurvivorsTest::mutants)
        .toList();
  }

  private static Stream<Mutant> mutants(JsonNode row) {
    assertThat(row.path("why").asText()).as("reason of %s", row).isNotBlank();
    return Arrays.stream(row.path("mutator").asText().split(", ", -1))
        .map(
            mutator ->
                new Mutant(row.path("class").asText(), row.path("method").asText(), mutator));
  }

  private static List<Mutant> survivors(Path report) throws Exception {
    NodeList mutations =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("mutation");
    return IntStream.range(0, mutations.getLength())
        .mapToObj(i -> (Element) mutations.item(i))
        .filter(mutation -> mutation.getAttribute("detected").equals("false"))
        .map(MutationSurvivorsTest::mutant)
        .toList();
  }

  private static Mutant mutant(Element mutation) {
    String type = text(mutation, "mutatedClass");
    String mutator = text(mutation, "mutator");
    return new Mutant(
        type.substring(type.lastIndexOf('.') + 1).replace('$', '.'),
        text(mutation, "mutatedMethod").replaceFirst("^lambda\\$(.+)\\$\\d+$", "$1"),
        mutator.substring(mutator.lastIndexOf('.') + 1).replaceFirst("Mutator$", ""));
  }

  private static String text(Element mutation, String name) {
    return mutation.getElementsByTagName(name).item(0).getTextContent();
  }
}
