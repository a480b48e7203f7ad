package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page on security names every right of the operator's and no other. What is compared with is
 * what a real cluster lists of the chart's service account (ChartInstallTest).
 */
class SecurityPageTest {
  private static final Path PAGE = Path.of("docs/security.md");
  private static final Path RIGHTS = Path.of("src/test/resources/chart/rights-cluster-wide.txt");

  @Test
  void itsTableOfRightsIsThatOfTheChart() throws IOException {
    Set<String> granted =
        Files.readAllLines(RIGHTS).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(granted).isNotEmpty();
    assertThat(PageTables.under(PAGE, "The operator's rights").stream().map(this::asListed))
        .containsExactlyInAnyOrderElementsOf(granted);
  }

  @Test
  void everySettingThatItNamesIsAValueOfTheChart() throws IOException {
    String values = Files.readString(Path.of("helm/swarm-operator/values.yaml"));
    List<String> named =
        PageTables.words(PageTables.read(PAGE)).stream()
            .filter(word -> word.matches("(networkPolicy|admissionPolicies|image|watch)\\..+"))
            .toList();
    assertThat(named).hasSizeGreaterThan(4);
    for (String setting : named) {
      String[] parts = setting.split("\\.", -1);
      String section = values.substring(values.indexOf("\n" + parts[0] + ":\n") + 1);
      assertThat(section).as(setting).startsWith(parts[0] + ":").contains("\n  " + parts[1] + ":");
    }
  }

  /** As {@code kubectl auth can-i --list} has it. */
  private String asListed(List<String> row) {
    List<String> words = PageTables.words(row.get(0));
    String name = words.size() > 1 ? words.get(1) : "";
    return words.get(0) + " [] [" + name + "] [" + row.get(1) + "]";
  }
}
