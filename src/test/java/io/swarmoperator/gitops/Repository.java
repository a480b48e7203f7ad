package io.swarmoperator.gitops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the example repository. */
record Repository(Path root) {
  static final Path EXAMPLE = Path.of("examples/gitops");

  static Repository copy(Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(EXAMPLE)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(EXAMPLE.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return new Repository(to);
  }

  Path environment(String name) {
    return root.resolve("environments").resolve(name);
  }

  void release(String image, String instead) throws IOException {
    Path versions = environment("staging").resolve("versions.yaml");
    Files.writeString(versions, Files.readString(versions).replace(instead, image));
  }

  /** What runs in staging is to run in production. */
  void promote() throws IOException {
    Files.copy(
        environment("staging").resolve("versions.yaml"),
        environment("production").resolve("versions.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
