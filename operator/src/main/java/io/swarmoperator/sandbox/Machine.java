package io.swarmoperator.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What the machine has that a control plane can be made from. Asked only when it matters. */
public interface Machine {

  /** A Go that is new enough, or gets one, and the source of the test cluster are there. */
  boolean buildsTestCluster();

  /** A Docker daemon answers. */
  boolean runsDocker();

  /** What real nodes need and isn't there, in a sentence; empty when all of it is. */
  String lackingForRealNodes();

  /** This machine, with the project's files under {@code home}. */
  static Machine local(Path home) {
    return new Machine() {
      @Override
      public boolean buildsTestCluster() {
        return Files.isExecutable(TestClusterControlPlane.source(home))
            && GoVersion.onPath().suffices();
      }

      @Override
      public boolean runsDocker() {
        return onPath("docker") && succeeds("docker", "info");
      }

      @Override
      public String lackingForRealNodes() {
        return RealNodesControlPlane.lacking(home);
      }
    };
  }

  /** A program of this name is on the PATH. */
  static boolean onPath(String program) {
    var path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static boolean succeeds(String... command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
