package io.swarmoperator.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/** Where the project's files lie: the source of the test cluster and the examples. */
public final class Home {

  private Home() {}

  /** What the launcher says, else the environment, else the working directory. */
  public static Path locate() {
    return Optional.ofNullable(System.getProperty("swarm.home"))
        .or(() -> Optional.ofNullable(System.getenv("SWARM_HOME")))
        .map(Path::of)
        .orElse(Path.of(""))
        .toAbsolutePath()
        .normalize();
  }
}
