package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.Machine;
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
  private static final String SWARM =
      """
      #!/bin/sh
      case "$*" in
        "ls -q") printf 'ping\\npinger\\nweb\\n' ;;
        "ls -q -n shop" | "ls -q --namespace=shop" | "ls -q -nshop") echo till ;;
        "ls -q --context b --namespace shop") echo tent ;;
        "node ls -q") printf 'n1\\nn2\\n' ;;
        *) exit 1 ;;
      esac
      """;

  private static final String KUBECTL =
      """
      #!/bin/sh
      case "$*" in
        get\\ namespaces*--context\\ b) echo default bakery ;;
        get\\ namespaces*) echo default shop sheds ;;
        "config get-contexts -o name") printf 'a\\nb\\nbb\\n' ;;
        "config get-contexts -o name --kubeconfig k") echo bbb ;;
        *) exit 1 ;;
      esac
      """;

  /** Starts a shell with a script, types a line and a tabulator, and writes what it became. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "autoload -Uz compinit; compinit -u -D; source $1; finish() { zle complete-word; print -r -- \\"\\$BUFFER\\" > $2; print FINI''SHED; }; zle -N finish; bindkey '^I' finish; print READY"
      zpty -r shell ready '*READY*READY*'
      zpty -w -n shell "$3"$'\\t'
      zpty -r shell rest '*FINISHED*'
      zpty -d shell
      """;

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
        .isEqualTo(1);
  }

  @Test
  void namesAreThoseOfTheClusterThatTheLineIsAbout() throws IOException {
    assertThat(completed("swarm", "ps", "pi")).containsExactly("ping", "pinger");
    assertThat(completed("swarm", "-n", "shop", "ps", "t")).containsExactly("till");
    assertThat(completed("swarm", "-n", "shop", "ps", "x")).isEmpty();
    assertThat(completed("swarm", "--context", "=", "b", "ps", "--namespace", "shop", "te"))
        .containsExactly("tent");
    assertThat(completed("swarm", "logs", "-n", "shop", "till")).containsExactly("till");
    assertThat(completed("swarm", "node", "drain", "n")).containsExactly("n1", "n2");
    assertThat(completed("swarm", "ps", "-n", "pi")).as("a namespace").isEmpty();
    assertThat(completed("swarm", "plan", "pi")).isEmpty();
  }

  @Test
  void anOptionsValuesAreOfferedWhereTheyAreKnown() throws IOException {
    assertThat(completed("swarm", "-n", "sh")).containsExactly("shop", "sheds");
    assertThat(completed("swarm", "ps", "--namespace", "sh")).containsExactly("shop", "sheds");
    assertThat(completed("swarm", "ps", "--namespace", "=", "sh")).contains("shop", "sheds");
    assertThat(completed("swarm", "--context", "b", "ls", "-n", "")).contains("bakery");
    assertThat(completed("swarm", "--context", "b")).containsExactly("b", "bb");
    assertThat(completed("swarm", "--kubeconfig", "k", "ls", "--context", "b"))
        .containsExactly("bbb");
    assertThat(completed("swarm", "update", "ping", "--update-order", "st"))
        .containsExactly("stop-first", "start-first");
    assertThat(completed("swarm", "update", "--update-failure-action", "=", "r"))
        .containsExactly("rollback");
    assertThat(completed("swarm", "update", "--update-failure-action", "="))
        .containsExactly("pause", "continue", "rollback");
  }

  @Test
  void aFlagMayStandBeforeAName() throws IOException {
    assertThat(completed("swarm", "logs", "-f", "pi")).containsExactly("ping", "pinger");
    assertThat(completed("swarm", "inspect", "--pretty", "w")).containsExactly("web");
    assertThat(completed("swarm", "rollback", "-d", "w")).containsExactly("web");
    assertThat(completed("swarm", "update", "--image=a", "w")).containsExactly("web");
    assertThat(completed("swarm", "ps", "-f", "pi")).as("a filter").isEmpty();
    assertThat(completed("swarm", "update", "--image", "pi")).as("an image").isEmpty();
  }

  /** So kubectl and zsh pass it. */
  @Test
  void anOptionAndItsValueMayBeOneWord() throws IOException {
    assertThat(completed("swarm", "ps", "--namespace=shop", "t")).containsExactly("till");
    assertThat(completed("swarm", "--namespace=shop", "ps", "t")).containsExactly("till");
    assertThat(completed("swarm", "ps", "-nshop", "t")).containsExactly("till");
    assertThat(completed("swarm", "ps", "--namespace=shop", "p")).isEmpty();
  }

  @Test
  void zshCompletesTheSame() throws IOException {
    assumeTrue(Machine.onPath("zsh"), "there is no zsh on this machine");
    assertThat(typedInZsh("swarm rollb")).isEqualTo("swarm rollback ");
    assertThat(typedInZsh("swarm node dr")).isEqualTo("swarm node drain ");
    assertThat(typedInZsh("swarm update --ima")).isEqualTo("swarm update --image ");
    assertThat(typedInZsh("swarm -n she")).isEqualTo("swarm -n sheds ");
    assertThat(typedInZsh("swarm update --update-order sto"))
        .isEqualTo("swarm update --update-order stop-first ");
    assertThat(typedInZsh("swarm ps pinge")).isEqualTo("swarm ps pinger ");
    assertThat(typedInZsh("swarm logs -n shop t")).isEqualTo("swarm logs -n shop till ");
    assertThat(typedInZsh("swarm logs -f pinge")).isEqualTo("swarm logs -f pinger ");
    assertThat(typedInZsh("swarm ps --namespace=shop t"))
        .isEqualTo("swarm ps --namespace=shop till ");
  }

  /** The line after the tabulator key, in a shell on a terminal of its own. */
  private String typedInZsh(String line) throws IOException {
    Path script = Files.writeString(directory.resolve("completion"), script("zsh"));
    Path answer = directory.resolve("answer");
    Path typist = Files.writeString(directory.resolve("typist"), ZSH);
    Commands.Result result =
        Commands.run(
            List.of(
                "env",
                "PATH=" + withSwarm() + ":" + System.getenv("PATH"),
                "timeout",
                "60",
                "zsh",
                "-f",
                typist.toString(),
                script.toString(),
                answer.toString(),
                line));
    assertThat(result.exitCode()).as(result.text()).isZero();
    return Files.readString(answer).replace("\n", "");
  }

  /**
   * A directory with a swarm that knows services of two namespaces, and a kubectl of two
   * kubeconfigs.
   */
  private Path withSwarm() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    for (String name : List.of("swarm", "kubectl")) {
      Path program = Files.writeString(bin.resolve(name), name.equals("swarm") ? SWARM : KUBECTL);
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    return bin;
  }

  private List<String> completed(String... words) throws IOException {
    Path script = Files.writeString(directory.resolve("completion"), script("bash"));
    String array = "'" + String.join("' '", words) + "'";
    String ask =
        "PATH=%s:$PATH; source %s; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE=\"${COMP_WORDS[*]}\";"
                .formatted(withSwarm(), script, array, words.length - 1)
            + " $(complete -p swarm | sed 's/.*-F \\([^ ]*\\) .*/\\1/');"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
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
