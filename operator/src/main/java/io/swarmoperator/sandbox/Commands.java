package io.swarmoperator.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** Runs a program to its end. */
public final class Commands {

  private Commands() {}

  /** How a program ended and what it printed. */
  public record Result(int exitCode, String out, String err) {

    /** Both outputs, for a message. */
    public String text() {
      return (out + err).strip();
    }
  }

  /** Runs a program with nothing on its standard input. */
  public static Result run(List<String> command) {
    return run(command, "");
  }

  /** Runs a program with this text on its standard input. */
  public static Result run(List<String> command, String stdin) {
    try {
      var input = Files.createTempFile("swarm-", ".in");
      var errors = Files.createTempFile("swarm-", ".err");
      try {
        Files.writeString(input, stdin);
        var process =
            new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectError(errors.toFile())
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(errors));
      } finally {
        Files.delete(input);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new ControlPlaneException(command.get(0) + " can't be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while " + command.get(0) + " ran.", e);
    }
  }
}
