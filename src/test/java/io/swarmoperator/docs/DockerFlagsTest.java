package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.api.CustomResourceDefinitions;
import io.swarmoperator.api.SwarmService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of {@code docker service create}: no flag is missing, and no field is invented. */
class DockerFlagsTest {
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");
  private static final String RULES = "x-kubernetes-validations";

  /** As {@code docker service create --help} lists them (Docker 28). */
  private static final String FLAGS =
      """
      cap-add cap-drop config constraint container-label credential-spec detach dns dns-option
      dns-search endpoint-mode entrypoint env env-file generic-resource group health-cmd
      health-interval health-retries health-start-interval health-start-period health-timeout host
      hostname init isolation label limit-cpu limit-memory limit-pids log-driver log-opt
      max-concurrent memory-swap memory-swappiness mode mount name network no-healthcheck
      no-resolve-image oom-score-adj placement-pref publish quiet read-only replicas
      replicas-max-per-node reserve-cpu reserve-memory restart-condition restart-delay
      restart-max-attempts restart-window rollback-delay rollback-failure-action
      rollback-max-failure-ratio rollback-monitor rollback-order rollback-parallelism secret
      stop-grace-period stop-signal sysctl tty ulimit update-delay update-failure-action
      update-max-failure-ratio update-monitor update-order update-parallelism user
      with-registry-auth workdir
      """;

  private record Row(List<String> flags, List<String> fields, String honoured) {}

  @Test
  void everyFlagIsThereOnce() throws IOException {
    List<String> listed = rows().stream().flatMap(row -> row.flags().stream()).toList();
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FLAGS.trim().split("\\s+")).map("--"::concat).toList());
  }

  @Test
  void everyFieldIsInTheSchema() throws IOException {
    JsonNode schema = schema();
    List<String> fields =
        rows().stream()
            .flatMap(row -> row.fields().stream())
            .filter(field -> field.startsWith("spec."))
            .toList();
    assertThat(fields)
        .isNotEmpty()
        .allSatisfy(
            field ->
                assertThat(schema.at("/" + field.replace(".", "/properties/")).isObject())
                    .as(field)
                    .isTrue());
  }

  @Test
  void onlyWhatIsNotThereNamesNoField() throws IOException {
    Set<String> words = new TreeSet<>();
    for (Row row : rows()) {
      words.add(row.honoured());
      assertThat(row.fields().isEmpty()).as("%s", row).isEqualTo(row.honoured().equals("none"));
    }
    assertThat(words).containsExactly("full", "none", "partial", "reported");
  }

  @Test
  void whatIsFullDiffersInNothing() throws IOException {
    Set<String> different =
        Files.readAllLines(Path.of("docs/differences.md")).stream()
            .filter(line -> line.startsWith("| "))
            .flatMap(line -> words(line).stream())
            .collect(Collectors.toSet());
    assertThat(different).as("fields are named").contains("endpoint.mode", "dns", "capAdd");
    assertThat(full())
        .isNotEmpty()
        .allSatisfy(
            field ->
                assertThat(different)
                    .as(field)
                    .noneMatch(word -> ("." + field).endsWith("." + word)));
  }

  /** A rule of form on a field itself refuses texts that Docker takes. */
  @Test
  void whatIsFullHasNoFormOfItsOwn() throws IOException {
    JsonNode schema = schema();
    assertThat(full())
        .allSatisfy(
            field ->
                assertThat(
                        schema.at("/" + field.replace(".", "/properties/")).path(RULES).toString())
                    .as(field)
                    .doesNotContain("matches("));
    assertThat(schema.at("/spec/properties/template/properties/capAdd").path(RULES).toString())
        .as("a form is seen")
        .contains("matches(");
  }

  private static List<String> full() throws IOException {
    return rows().stream()
        .filter(row -> row.honoured().equals("full"))
        .flatMap(row -> row.fields().stream())
        .filter(field -> field.startsWith("spec.") || field.startsWith("metadata."))
        .toList();
  }

  private static JsonNode schema() {
    return CustomResourceDefinitions.tree(SwarmService.class)
        .at("/spec/versions/0/schema/openAPIV3Schema/properties");
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/docker-service-create.md")).stream()
        .filter(line -> line.startsWith("| `--"))
        .map(line -> line.split("\\|", -1))
        .map(cells -> new Row(words(cells[1]), words(cells[2]), cells[3].trim()))
        .toList();
  }

  private static List<String> words(String cell) {
    return WORD.matcher(cell).results().map(m -> m.group(1)).collect(Collectors.toList());
  }
}
