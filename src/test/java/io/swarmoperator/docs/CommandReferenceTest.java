package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of the command line holds every command and option; its beginning is by hand. */
class CommandReferenceTest {
  private static final String REGENERATE =
      "mvn -q test -Dtest=CommandReferenceTest -Ddocs.write=true";
  private static final String MARK =
      "<!-- Generated from the commands from here on; regenerate with: " + REGENERATE + " -->\n";
  private static final Path PAGE = Path.of("docs/reference-command-line.md");

  @Test
  void thePageHoldsEveryCommandAndOption() throws IOException {
    String text = Files.readString(PAGE);
    assertThat(text).contains(MARK);
    String wanted =
        text.substring(0, text.indexOf(MARK)) + MARK + CommandReference.of(Main.commandLine());
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(PAGE)
        .as("%s doesn't match the commands; regenerate it with\n\n  %s\n", PAGE, REGENERATE)
        .hasContent(wanted);
  }
}
