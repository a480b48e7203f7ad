package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No block of a page is of a kind that no test looks at: commands are typed or named with the
 * reason why not, what is YAML is given to what takes it ({@link ManifestBlocksTest}).
 */
class BlocksTest {
  private static final Path SOURCES = Path.of("src/test/java");

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
                    .noneMatch(line -> line.startsWith("$ ") || line.startsWith("apiVersion:")));
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
    Set<String> tests = tests();
    for (Map.Entry<Path, Typing> page : Typing.all().entrySet()) {
      page.getValue()
          .untyped()
          .forEach(
              (command, why) -> {
                assertThat(why.needs().isNeededBy(command)).as(command).isTrue();
                assertThat(tests).as(command).contains(why.by());
              });
    }
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

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
