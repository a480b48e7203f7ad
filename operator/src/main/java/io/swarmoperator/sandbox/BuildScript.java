package io.swarmoperator.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs what builds a part of the test cluster, with its progress on the terminal. */
final class BuildScript {
  private BuildScript() {}

  /**
   * Waits for the script's end.
   *
   * @param what is built, as the beginning of a sentence
   * @param command the script with its arguments
   * @param environment what it gets beside this program's own
   * @return what it printed
   */
  static String run(String what, List<String> command, Map<String, String> environment) {
    try {
      var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var leash = Leash.on(process, () -> {});
      try {
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new ControlPlaneException(what + " couldn't be built; see above.");
        }
        return out.strip();
      } finally {
        leash.release();
      }
    } catch (IOException e) {
      throw new ControlPlaneException(what + " couldn't be built: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted: " + what + " was being built.", e);
    }
  }
}
