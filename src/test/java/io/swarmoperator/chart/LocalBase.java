package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A base image made of this machine: the Java runtime that the tests run on, the system's libraries
 * that it needs, and nothing else, not even a shell. As {@code docker save} would write it.
 */
final class LocalBase {
  /** What a JRE has and the operator may need. */
  private static final String MODULES =
      "java.se,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported,jdk.zipfs";

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private LocalBase() {}

  /** Writes it into a directory that it may fill. */
  static Path build(Path directory) throws IOException {
    Path root = directory.resolve("root");
    Path home = Path.of(System.getProperty("java.home"));
    run(
        home.resolve("bin/jlink").toString(),
        "--add-modules=" + MODULES,
        "--no-header-files",
        "--no-man-pages",
        "--output=" + Files.createDirectories(root.resolve("opt")).resolve("java"));
    for (String library : libraries(root.resolve("opt/java"))) {
      Path copy = root.resolve(library.substring(1));
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(library), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    Path image = Files.createDirectories(directory.resolve("image"));
    run("tar", "-C", root.toString(), "--owner=0", "--group=0", "-cf", image + "/layer.tar", ".");
    Files.writeString(
        image.resolve("config.json"),
        """
        {"architecture": "%s", "os": "linux",
         "config": {"Env": ["PATH=/opt/java/bin", "JAVA_HOME=/opt/java"]},
         "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}
        """
            .formatted(architecture(), sha256(image.resolve("layer.tar"))));
    Files.writeString(
        image.resolve("manifest.json"),
        """
        [{"Config": "config.json", "RepoTags": ["local-base:1"], "Layers": ["layer.tar"]}]
        """);
    Path file = directory.resolve("base.tar");
    run(
        "tar",
        "-C",
        image.toString(),
        "-cf",
        file.toString(),
        "manifest.json",
        "config.json",
        "layer.tar");
    return file;
  }

  /** What the program and each of its own libraries are linked to outside of them. */
  private static List<String> libraries(Path java) throws IOException {
    List<Path> files;
    try (var found = Files.walk(java)) {
      files =
          found
              .filter(Files::isRegularFile)
              .filter(f -> f.endsWith("bin/java") || f.toString().endsWith(".so"))
              .toList();
    }
    return files.stream()
        .flatMap(file -> LIBRARY.matcher(run("ldd", file.toString())).results())
        .map(result -> result.group(1))
        .filter(library -> !library.startsWith(java.toString()))
        .distinct()
        .sorted()
        .collect(Collectors.toList());
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String run(String... command) {
    Commands.Result result = Commands.run(List.of(command));
    assertThat(result.exitCode()).as(String.join(" ", command) + "\n" + result.text()).isZero();
    return result.out();
  }
}
