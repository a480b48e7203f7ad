package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.CustomResourceDefinitions;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

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

  @Test
  void unknownCommandIsRefused() {
    assertThat(run("swarm-it")).isEqualTo(2);
    assertThat(err.toString()).contains("Unmatched argument at index 0: 'swarm-it'");
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
