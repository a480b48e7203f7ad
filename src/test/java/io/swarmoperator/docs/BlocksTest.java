package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No block of a page is of a kind that no test looks at: commands are typed or named with the
 * reason why not, what is YAML is given to what takes it ({@link ManifestBlocksTest}).
 */
class BlocksTest {
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Pattern COMMAND_OR_MANIFEST =
      Pattern.compile(
          "\\s*((\\$|mvn|kubectl|helm|docker|git|\\./swarm|swarm) |(apiVersion|kind):)");
  private static final Pattern CLASS = Pattern.compile("\\b[A-Z][A-Za-z0-9]+\\b");

  @Test
  void everyBlockIsOfAKindThatIsTested() {
    assertThat(FencedBlock.all())
        .isNotEmpty()
        .allSatisfy(
            block -> assertThat(block.info()).as("%s", block).isIn("console", "yaml", "text"));
  }

  @Test
  void noDrawingHidesACommandOrAManifest() {
    assertThat(FencedBlock.all())
        .filteredOn(block -> block.info().equals("text"))
        .isNotEmpty()
        .allSatisfy(
            block ->
                assertThat(block.text().lines())
                    .as("%s", block)
                    .noneMatch(line -> COMMAND_OR_MANIFEST.matcher(line).lookingAt()));
  }

  @Test
  void everyPageWithCommandsIsTyped() {
    Set<Path> pages =
        FencedBlock.all().stream()
            .filter(block -> block.info().equals("console"))
            .map(FencedBlock::page)
            .collect(Collectors.toSet());
    assertThat(Typing.all().keySet()).isEqualTo(pages);
  }

  @Test
  void everyBlockOfAConsoleBeginsWithACommand() {
    assertThat(FencedBlock.all())
        .filteredOn(block -> block.info().equals("console"))
        .allSatisfy(block -> assertThat(block.text()).as("%s", block).startsWith("$ "));
  }

  @Test
  void whatIsSaidOfACommandIsSaidOfOneThatThePageHas() {
    Typing.all()
        .forEach(
            (page, typing) -> {
              List<String> commands =
                  CommandBlocks.of(PageTables.read(page)).stream()
                      .map(CommandBlocks.Command::command)
                      .toList();
              assertThat(commands)
                  .as(page.toString())
                  .containsAll(typing.before().keySet())
                  .containsAll(typing.instead().keySet())
                  .containsAll(typing.fails())
                  .containsAll(typing.untyped().keySet());
            });
  }

  @Test
  void whatIsNotTypedNeedsWhatIsNamedAndIsTestedElsewhere() throws IOException {
    Map<String, String> sources = sources();
    for (Map.Entry<Path, Typing> page : Typing.all().entrySet()) {
      page.getValue()
          .untyped()
          .forEach(
              (command, why) -> {
                assertThat(why.needs().isNeededBy(command)).as(command).isTrue();
                assertThat(why.by()).as(command).endsWith("Test");
                assertThat(sources).as(command).containsKey(why.by());
                assertThat(withWhatItUses(why.by(), sources))
                    .as("%s by %s", command, why.by())
                    .contains('"' + why.shows() + '"');
                assertThat(speaksOf(why.shows(), command)).as(command).isTrue();
              });
    }
  }

  /** A word of the command, or a page that has it and types it. */
  private static boolean speaksOf(String shown, String command) {
    if (!shown.endsWith(".md")) {
      return List.of(command.split("\\s+", -1)).contains(shown);
    }
    return !Typing.all().get(Path.of(shown)).untyped().containsKey(command)
        && CommandBlocks.of(PageTables.read(Path.of(shown))).stream()
            .anyMatch(other -> other.command().equals(command));
  }

  /** A test with the classes of the tests that it names. */
  private static String withWhatItUses(String test, Map<String, String> sources) {
    String own = sources.get(test);
    return CLASS
        .matcher(own)
        .results()
        .map(MatchResult::group)
        .distinct()
        .filter(sources::containsKey)
        .map(sources::get)
        .collect(Collectors.joining("\n", own, ""));
  }

  /** What needs a cluster without an operator is typed where there is one. */
  @Test
  void whatNeedsABareClusterIsTypedThere() {
    Set<String> typed =
        Typing.all().entrySet().stream()
            .filter(page -> page.getValue().where() == Typing.Where.BARE)
            .flatMap(
                page ->
                    CommandBlocks.of(PageTables.read(page.getKey())).stream()
                        .map(CommandBlocks.Command::command)
                        .filter(command -> !page.getValue().untyped().containsKey(command)))
            .collect(Collectors.toSet());
    Typing.all()
        .forEach(
            (page, typing) ->
                typing.untyped().entrySet().stream()
                    .filter(command -> command.getValue().needs() == Typing.Needs.BARE)
                    .forEach(command -> assertThat(typed).contains(command.getKey())));
  }

  /** The sources of the tests, by class. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    return sources;
  }
}
