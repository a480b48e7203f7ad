package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.CustomResourceDefinitions;
import io.swarmoperator.conformance.Difference;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.commandLine(args)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void crdsPrintsEveryDefinition() {
    assertThat(run("crds")).isZero();
    assertThat(out.toString())
        .isEqualTo(CustomResourceDefinitions.yaml())
        .contains("name: swarmservices.swarmoperator.io", "name: swarmtasks.swarmoperator.io");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "swarm-it                | unknown command: swarm swarm-it; see swarm --help",
        "scael ping=2            | unknown command: swarm scael; did you mean scale? See swarm --help",
        "node dran n1            | unknown command: swarm node dran; did you mean drain? See swarm node --help",
        "service ls              | what docker service does stands without that word: swarm ls, swarm ps; see swarm --help",
        "service create --name x | what docker service does stands without that word: swarm ls, swarm ps; see swarm --help",
        "create --name web nginx | there is no swarm create: a service is a file, for kubectl apply; see swarm --help",
        "stack deploy -c a.yml x | there is no swarm stack: a stack is a directory of files, for kubectl apply; see swarm --help",
        "version                 | there is no swarm version: it is swarm --version; see swarm --help",
        "node update --availability drain n1 | there is no swarm node update: it is swarm node drain, pause or activate;"
            + " see swarm node --help",
        "node ps n1              | there is no swarm node ps: it is swarm ps -A --filter node=NODE; see swarm node --help",
        "node rm n1              | there is no swarm node rm: it is kubectl delete node; see swarm node --help",
        "node                    | swarm node needs one of: ls, drain, pause, activate; see swarm node --help",
        "update ping --imgae a:2 | unknown option --imgae of swarm update; did you mean --image? See swarm update --help",
        "update ping --dns-add=1 | unknown option --dns-add=1 of swarm update: what it has no option for is changed by"
            + " kubectl edit or apply; see swarm update --help",
        "ls --colour             | unknown option --colour of swarm ls; see swarm ls --help",
        "ls ping                 | swarm ls takes no further argument: ping; see swarm ls --help",
        "ls --format {{.Name}}   | there is no --format: -o json and -o yaml print the objects, for jq or yq; see swarm ls --help",
        "inspect -f x ping       | there is no --format: -o json and -o yaml print the objects, for jq or yq; see swarm inspect --help",
        "ps --no-resolve ping    | there is no --no-resolve: a node's name is its id; see swarm ps --help",
        "inspect                 | Missing required parameter: 'SERVICE'; see swarm inspect --help",
        "rollback ping --to x    | Invalid value for option '--to': 'x' is not a number; see swarm rollback --help",
        "history -o wide ping    | Invalid value for option '--output': expected one of [json, yaml]"
            + " (case-insensitive) but was 'wide'; see swarm history --help",
        "plan --nodes            | Missing required parameter for option '--nodes' (N); see swarm plan --help",
        "run --colour            | unknown option --colour of swarm run; see swarm run --help",
        "run -n shop             | unknown option -n of swarm run; see swarm run --help",
        "-n                      | a command is missing after -n; see swarm --help",
        "-n shop                 | a command is missing after -n; see swarm --help",
        "-n shop lss             | unknown command: swarm lss; did you mean ls? See swarm --help",
        "completion fish         | Invalid value for positional parameter at index 0 (SHELL): expected one of [bash, zsh]"
            + " (case-insensitive) but was 'fish'; see swarm completion --help"
      })
  @Difference("D130")
  void whatIsTypedWrongIsOneSentence(String line, String sentence) {
    assertThat(run(line.split(" ", -1))).isEqualTo(1);
    assertThat(err).hasToString("swarm: " + sentence + "\n");
    assertThat(out).hasToString("");
  }

  /** What drives a terminal is not passed on to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls \u001b[2Jb",
        "swarm-\u001b[2Jb",
        "ls --\u009b2Jb",
        "ls --kubeconfig /no\u009b2J"
      })
  void controlCharactersAreNotPrinted(String line) {
    assertThat(run(line.split(" ", -1))).isEqualTo(1);
    assertThat(err.toString().stripTrailing()).doesNotContainPattern("\\p{Cc}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--kubeconfig /no/such/file ls",
        "--kubeconfig=/no/such/file -n shop ls",
        "-nshop --kubeconfig=/no/such/file ls",
        "-n shop node --kubeconfig /no/such/file ls",
        "node -n shop ls --kubeconfig /no/such/file",
        "--context it --kubeconfig /no/such/file -n shop node drain n1"
      })
  void clusterAndNamespaceMayStandBeforeTheCommand(String line) {
    assertThat(run(line.split(" ", -1))).isEqualTo(1);
    assertThat(err).hasToString("swarm: --kubeconfig: there is no file /no/such/file\n");
  }

  @Test
  void withoutACommandTheCommandsAreListed() {
    assertThat(run()).isZero();
    assertThat(out.toString()).startsWith("Usage: swarm ").contains("  rollback ");
  }

  @Test
  void helpListsEveryCommandThatIsForPeople() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().lines().filter(line -> line.matches("  [a-z]+[ ,].*")))
        .extracting(line -> line.strip().replaceFirst("[ ,].*", ""))
        .containsExactly(
            "ls",
            "ps",
            "inspect",
            "logs",
            "scale",
            "update",
            "rollback",
            "history",
            "pause",
            "resume",
            "rm",
            "node",
            "completion",
            "crds",
            "plan",
            "run",
            "sandbox");
  }

  @Test
  void aCommandsOwnHelpNamesTheWholeCommand() {
    assertThat(run("plan", "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: swarm plan ");
  }

  @Test
  void theRehearsalOfCommandsRunsThemAll() {
    assertThat(run("rehearse-commands")).as(err.toString()).isZero();
  }

  @Test
  void theRehearsalOfTheOperatorsStartEndsByItself() {
    assertThat(run("rehearse")).isZero();
  }
}
