package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sandbox.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that {@code swarm completion} prints, in a real shell. */
class CompletionTest {
  @TempDir private Path directory;

  @Test
  void commandsAndOptionsAreCompleted() throws IOException {
    assertThat(completed("swarm", "ro")).containsExactly("rollback");
    assertThat(completed("swarm", "node", "d")).containsExactly("drain");
    assertThat(completed("swarm", "update", "--ima")).containsExactly("--image");
    assertThat(completed("swarm", "logs", "--fo")).containsExactly("--follow");
    assertThat(completed("swarm", "completion", "z")).containsExactly("zsh");
  }

  @Test
  void whatIsForNobodyIsNotOffered() throws IOException {
    assertThat(completed("swarm", "")).contains("ls", "scale", "node").doesNotContain("rehearse");
  }

  @Test
  void bothShellsGetAScriptAndOthersNone() {
    assertThat(script("zsh"))
        .startsWith("# in the startup file: source <(swarm completion zsh)\n")
        .contains("bashcompinit");
    assertThat(
            Main.commandLine("completion")
                .setErr(new PrintWriter(new StringWriter()))
                .execute("completion", "fish"))
        .isEqualTo(2);
  }

  private List<String> completed(String... words) throws IOException {
    Path script = Files.writeString(directory.resolve("completion"), script("bash"));
    String array = "'" + String.join("' '", words) + "'";
    String ask =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE=\"${COMP_WORDS[*]}\"; _complete_swarm; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, array, words.length - 1);
    Commands.Result result = Commands.run(List.of("bash", "-c", ask));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out().lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine("completion").setOut(new PrintWriter(out)).execute("completion", shell);
    assertThat(code).isZero();
    return out.toString();
  }
}
