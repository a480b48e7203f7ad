package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No test runs a whole build. But what the pages have Maven do is there: phases, goals, profiles,
 * test classes and settings.
 */
class MavenCommandsTest {
  private static final Pattern COMMAND = Pattern.compile("\\bmvn ((?!-->)[^`#\n])+");
  private static final Set<String> PHASES =
      Set.of("compile", "test", "test-compile", "package", "verify");

  /** Settings of Maven's own plugins. */
  private static final Set<String> PLUGINS = Set.of("excludedGroups", "targetClasses");

  @Test
  void whatMavenIsToDoIsThere() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(8);
    for (String command : commands) {
      List<String> words = words(command);
      for (int i = 1; i < words.size(); i++) {
        String word = words.get(i);
        if (word.equals("-P")) {
          i++;
          assertThat(pom).as(command).contains("<id>" + words.get(i) + "</id>");
        } else if (word.startsWith("-D")) {
          assertIsRead(word.substring(2), pom, command);
        } else if (!word.equals("-q")) {
          assertIsDone(word, pom, command);
        }
      }
    }
  }

  private static void assertIsDone(String goal, String pom, String command) {
    if (!goal.contains(":")) {
      assertThat(PHASES).as(command).contains(goal);
      return;
    }
    String[] parts = goal.split(":", -1);
    String plugin = parts.length == 2 ? parts[0] + "-maven-plugin" : parts[1];
    assertThat(pom).as(command).contains("<artifactId>" + plugin + "</artifactId>");
  }

  private static void assertIsRead(String setting, String pom, String command) throws IOException {
    String name = setting.replaceFirst("=.*", "");
    if (name.equals("test")) {
      assertThat(sources().map(file -> file.getFileName().toString()))
          .as(command)
          .contains(setting.substring("test=".length()) + ".java");
    } else if (!PLUGINS.contains(name) && !pom.contains("<" + name + ">")) {
      assertThat(sources().map(MavenCommandsTest::read))
          .as("%s: who reads %s?", command, name)
          .anyMatch(source -> source.contains('"' + name + '"'));
    }
  }

  private static List<String> commands() {
    return FencedBlock.pages().stream()
        .map(PageTables::read)
        .flatMap(page -> COMMAND.matcher(page).results())
        .map(MatchResult::group)
        .map(String::strip)
        .toList();
  }

  /** Quotes hold words together. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Pattern.compile("(\"[^\"]*\"|\\S)+")
        .matcher(command)
        .results()
        .forEach(m -> words.add(m.group()));
    return words;
  }

  private static Stream<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
    }
    return found.stream();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
