package io.swarmoperator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.docs.Differences;
import io.swarmoperator.oracle.RecordingAgreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every conformance case has a test or a reason why it can't exist here, and the page says so. */
class ConformanceTest {
  private static final Path PAGE = Path.of("docs/conformance.md");
  private static final Path REMARKS = Path.of("src/test/resources/conformance/remarks.yaml");

  private final List<Case> cases = Case.all();
  private final Set<String> numbers = cases.stream().map(Case::id).collect(Collectors.toSet());
  private final List<Evidence> evidence = Evidence.all();
  private final Set<String> proven =
      evidence.stream().map(Evidence::id).collect(Collectors.toCollection(TreeSet::new));
  private final Map<String, NotApplicable> notApplicable = NotApplicable.all();
  private final Map<String, String> remarks = remarks();
  private final Map<String, Differences.Row> differences = Differences.byId();
  private final List<Shown> shown = Shown.all();

  ConformanceTest() throws IOException {}

  private static Map<String, String> remarks() throws IOException {
    return Serialization.unmarshal(Files.readString(REMARKS), JsonNode.class).properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText()));
  }

  @Test
  void allCasesAreThereEachOnce() {
    assertThat(cases).extracting(Case::id).hasSize(196).doesNotHaveDuplicates();
  }

  @Test
  void everyCaseHasATestOrAReason() {
    Set<String> missing = new TreeSet<>(numbers);
    missing.removeAll(proven);
    missing.removeAll(notApplicable.keySet());
    assertThat(missing).as("neither a test nor a reason").isEmpty();
  }

  @Test
  void noCaseHasBoth() {
    assertThat(notApplicable.keySet()).doesNotContainAnyElementsOf(proven);
  }

  @Test
  void onlyCasesThatExistAreNamed() {
    Set<String> named = new HashSet<>(proven);
    named.addAll(notApplicable.keySet());
    named.addAll(remarks.keySet());
    assertThat(named).isSubsetOf(numbers);
  }

  @Test
  void everyReasonIsInWordsAndStillTrue() {
    assertThat(notApplicable.values())
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r.why()).hasSizeGreaterThan(40));
    assertThat(notApplicable.entrySet().stream().filter(e -> e.getValue().stale()))
        .as("the field exists by now")
        .isEmpty();
  }

  @Test
  void onlyRowsThatExistAreNamed() {
    assertThat(shown.stream().map(Shown::row)).isNotEmpty().isSubsetOf(differences.keySet());
  }

  @Test
  void everyRowIsShownToBeTrue() {
    Set<String> missing = new LinkedHashSet<>(differences.keySet());
    shown.stream().map(Shown::row).toList().forEach(missing::remove);
    assertThat(missing)
        .as("rows of differences.md that no test, manifest or recording names")
        .isEmpty();
  }

  @Test
  void everyAnnotationStandsOnATest() {
    assertThat(AnnotatedTest.idle()).isEmpty();
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    String wanted =
        ConformancePage.of(
            List.of(
                new CasesSection(cases, evidence, notApplicable, remarks, differences),
                new RecordingsSection(new RecordingAgreement()),
                new DifferencesSection(differences.values(), shown)));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(PAGE)
        .as("%s is stale; regenerate it with\n\n  %s\n", PAGE, ConformancePage.REGENERATE)
        .hasContent(wanted);
  }
}
