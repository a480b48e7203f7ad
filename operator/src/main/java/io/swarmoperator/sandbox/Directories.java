package io.swarmoperator.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Temporary directories of the sandbox. */
final class Directories {

  private Directories() {}

  /** Deletes a file or a whole directory. What can't be deleted stays: it is temporary anyway. */
  static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (var paths = Files.walk(root)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      root.toFile().deleteOnExit();
    }
  }
}
