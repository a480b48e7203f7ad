package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code swarm} in this process, against one cluster and namespace. */
public final class Swarm {
  private final List<String> where;

  /** Runs against this cluster and namespace. */
  public Swarm(Path kubeconfig, String namespace) {
    where = List.of("--kubeconfig", kubeconfig.toString(), "-n", namespace);
  }

  /** How a command ended and what it printed. */
  public record Result(int code, String out, String errors) {}

  /** Runs a command, {@code ls} or {@code node drain n1}, in the namespace. */
  public Result run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(where);
    return plain(all.toArray(String[]::new));
  }

  /** Runs a command as it stands. */
  static Result plain(String... args) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine(args);
    int code =
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(errors, true)).execute(args);
    return new Result(code, out.toString(), errors.toString());
  }

  /** What a command prints that must succeed. */
  public String says(String... args) {
    Result result = run(args);
    assertThat(result.code()).as(result.out() + result.errors()).isZero();
    return result.out();
  }

  /** The sentence of a command that must fail, without the program's name. */
  public String fails(String... args) {
    return sentence(run(args));
  }

  static String sentence(Result result) {
    assertThat(result.code()).as(result.out() + result.errors()).isEqualTo(1);
    assertThat(result.errors().lines().filter(line -> line.startsWith("swarm: "))).hasSize(1);
    return result
        .errors()
        .lines()
        .filter(line -> line.startsWith("swarm: "))
        .findFirst()
        .orElseThrow()
        .substring("swarm: ".length());
  }
}
