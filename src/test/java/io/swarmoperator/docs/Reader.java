package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmoperator.sandbox.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Types a page from beginning to end, and sees what the page shows. */
public final class Reader {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Commands that change nothing. */
  private static final List<String> LOOKS =
      List.of(
          "kubectl get ",
          "./swarm ls",
          "./swarm ps ",
          "./swarm inspect ",
          "./swarm history ",
          "./swarm node ls");

  /** The line that stands for some. */
  private static final String LEFT_OUT = "…";

  private final Terminal terminal;
  private final Typing typing;
  private final Transcript transcript = new Transcript();

  public Reader(Terminal terminal, Typing typing) {
    this.terminal = terminal;
    this.typing = typing;
  }

  public void read(Path page) {
    typing.first().forEach(this::succeed);
    for (CommandBlocks.Command command : CommandBlocks.of(PageTables.read(page))) {
      if (!typing.untyped().containsKey(command.command())) {
        typing.before().getOrDefault(command.command(), List.of()).forEach(this::succeed);
        follow(command);
      }
    }
    typing.last().forEach(this::succeed);
    if (Boolean.getBoolean("docs.write")) {
      transcript.write(page);
    }
  }

  private void succeed(String command) {
    Commands.Result result = terminal.type(command);
    assertThat(result.exitCode()).as(command + "\n" + result.text()).isZero();
  }

  private void follow(CommandBlocks.Command command) {
    if (looks(command)) {
      // a reader looks again until it is there
      await(command.toString())
          .atMost(LIMIT)
          .untilAsserted(() -> assertShows(command, type(command)));
    } else {
      assertShows(command, type(command));
    }
  }

  private Commands.Result type(CommandBlocks.Command command) {
    return terminal.type(typing.instead().getOrDefault(command.command(), command.command()));
  }

  private static boolean looks(CommandBlocks.Command command) {
    return LOOKS.stream().anyMatch(command.command()::startsWith);
  }

  private void assertShows(CommandBlocks.Command command, Commands.Result result) {
    boolean fails = typing.fails().contains(command.command());
    assertThat(result.exitCode() != 0).as(command + "\n" + result.text()).isEqualTo(fails);
    if (!command.output().isEmpty()) {
      List<String> shown = result.text().strip().lines().toList();
      assertShows(command, terminal.plain(shown));
      if (!command.output().contains(LEFT_OUT)) {
        transcript.add(command, terminal.asWritten(shown));
      }
    }
  }

  private void assertShows(CommandBlocks.Command command, List<String> shown) {
    List<String> wanted = terminal.plain(command.output());
    if (!wanted.contains(LEFT_OUT)) {
      assertThat(shown).as(command.toString()).isEqualTo(wanted);
      return;
    }
    int before = wanted.indexOf(LEFT_OUT);
    int after = wanted.size() - before - 1;
    assertThat(shown).as(command.toString()).hasSizeGreaterThan(before + after);
    assertThat(shown.subList(0, before))
        .as(command.toString())
        .isEqualTo(wanted.subList(0, before));
    assertThat(shown.subList(shown.size() - after, shown.size()))
        .as(command.toString())
        .isEqualTo(wanted.subList(before + 1, wanted.size()));
  }
}
