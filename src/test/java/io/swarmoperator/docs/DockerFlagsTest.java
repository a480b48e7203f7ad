package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.api.CustomResourceDefinitions;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The tables for those who come from Swarm: nothing of Docker's is missing, no field invented. */
class DockerFlagsTest {
  private static final String RULES = "x-kubernetes-validations";

  private static final Path PAGE = Path.of("docs/migrating-from-swarm.md");

  /** Lists of Docker 28.2 (flags, commands; two flags are of 29) and of its schema 3.13 (keys). */
  private static final Path DOCKER = Path.of("src/test/resources/docker");

  private static final String OTHERS = "Flags of the other commands";

  private record Row(List<String> flags, List<String> fields, String honoured) {}

  @Test
  void everyFlagOfCreateIsThereOnce() throws IOException {
    assertThat(rows().stream().flatMap(row -> row.flags().stream()))
        .containsExactlyInAnyOrderElementsOf(flags("service-create.txt"));
  }

  @Test
  void everyFlagThatOnlyUpdateHasIsThereOnce() throws IOException {
    List<String> own = new ArrayList<>(flags("service-update.txt"));
    assertThat(own.removeAll(flags("service-create.txt"))).isTrue();
    assertThat(own).isNotEmpty();
    assertThat(first(PageTables.under(PAGE, "docker service update")))
        .containsExactlyInAnyOrderElementsOf(own);
  }

  @Test
  void everyFlagOfTheOtherCommandsIsThereOnce() throws IOException {
    List<String> told = new ArrayList<>();
    for (List<String> cells : PageTables.under(PAGE, OTHERS)) {
      String command = PageTables.words(cells.get(0)).get(0).replaceFirst("^docker ", "");
      PageTables.words(cells.get(1)).forEach(flag -> told.add(command + " " + flag));
    }
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(DOCKER.resolve("other-flags.txt")));
  }

  /** What is the same is an option of the command of the same name; what isn't is none. */
  @Test
  void whatIsTheSameIsThere() {
    for (List<String> cells : PageTables.under(PAGE, OTHERS)) {
      String docker = PageTables.words(cells.get(0)).get(0);
      Optional<CommandLine> command = swarm(docker);
      boolean same = cells.get(2).startsWith("the same");
      for (String flag : PageTables.words(cells.get(1))) {
        assertThat(command.isPresent() && command.get().getCommandSpec().findOption(flag) != null)
            .as("%s %s", docker, flag)
            .isEqualTo(same);
      }
    }
  }

  /** The command that has Docker's name, {@code ls} or {@code node ls}. */
  private static Optional<CommandLine> swarm(String docker) {
    String[] words = docker.split(" ", -1);
    CommandLine all = Main.commandLine();
    return switch (words[1]) {
      case "service" -> Optional.ofNullable(all.getSubcommands().get(words[2]));
      case "node" ->
          Optional.ofNullable(all.getSubcommands().get("node").getSubcommands().get(words[2]));
      default -> Optional.empty();
    };
  }

  @Test
  void everyCommandIsThereOnce() throws IOException {
    assertThat(first(PageTables.under(PAGE, "Commands")))
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(DOCKER.resolve("commands.txt")).stream()
                .map("docker "::concat)
                .toList());
  }

  @Test
  void everyKeyOfAStackFileIsThereOnce() throws IOException {
    assertThat(first(PageTables.under(PAGE, "Stack files")))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(DOCKER.resolve("stack-keys.txt")));
  }

  /** In the tables and outside of them. */
  @Test
  void everyFieldThatThePageNamesIsInTheSchema() {
    JsonNode schema = schema();
    List<String> fields =
        PageTables.words(PageTables.read(PAGE).replaceAll("(?s)```.*?```", "")).stream()
            .filter(word -> word.matches("(spec|status)\\.[A-Za-z.]+"))
            .toList();
    assertThat(fields)
        .hasSizeGreaterThan(60)
        .allSatisfy(
            field ->
                assertThat(schema.at("/" + field.replace(".", "/properties/")).isObject())
                    .as(field)
                    .isTrue());
  }

  /** What {@code swarm} takes, it takes. */
  @Test
  void everySwarmCommandOfThePageIsThere() {
    Set<String> known = Main.commandLine().getSubcommands().keySet();
    assertThat(
            Pattern.compile("`swarm ([a-z]+)")
                .matcher(PageTables.read(PAGE))
                .results()
                .map(found -> found.group(1)))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  @Test
  void onlyWhatIsNotThereNamesNoField() {
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
            .flatMap(line -> PageTables.words(line).stream())
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
  void whatIsFullHasNoFormOfItsOwn() {
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

  private static List<String> full() {
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

  private static List<Row> rows() {
    return PageTables.under(PAGE, "docker service create").stream()
        .map(
            cells ->
                new Row(
                    PageTables.words(cells.get(0)), PageTables.words(cells.get(1)), cells.get(2)))
        .toList();
  }

  /** What the first column names. */
  private static List<String> first(List<List<String>> rows) {
    return rows.stream().flatMap(cells -> PageTables.words(cells.get(0)).stream()).toList();
  }

  private static List<String> flags(String list) throws IOException {
    return Files.readAllLines(DOCKER.resolve(list)).stream().map("--"::concat).toList();
  }
}
