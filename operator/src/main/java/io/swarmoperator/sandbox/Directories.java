package io.swarmoperator.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Temporary directories of the sandbox. */
final class Directories {

  private Directories() {}

  /**
   * Deletes a file or a whole directory. What can't be deleted stays: it is temporary anyway.
   * Others may delete in it at the same time: the processes that end, or a hook when the JVM is
   * stopped.
   */
  static void delete(Path root) {
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException e) {
      // the visitor lets nothing through, and a root that is gone is what was asked for
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return delete(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return delete(file);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException brokenOff) {
      return delete(directory);
    }

    private static FileVisitResult delete(Path path) {
      path.toFile().delete();
      return FileVisitResult.CONTINUE;
    }
  }
}
