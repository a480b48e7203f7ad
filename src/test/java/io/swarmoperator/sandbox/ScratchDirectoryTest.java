package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {
  private static final String PREFIX = "scratch-";

  @TempDir private Path parent;

  /** Makes one, tells its path and waits to be killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws IOException {
      ScratchDirectory directory = ScratchDirectory.make(Path.of(args[0]), PREFIX);
      Files.writeString(directory.path().resolve("kubeconfig"), "left");
      System.out.println(directory.path());
      while (System.in.read() >= 0) {
        // until it is killed
      }
    }
  }

  @Test
  void nothingIsLeftOfOneThatIsClosed() throws IOException {
    try (ScratchDirectory directory = ScratchDirectory.make(parent, PREFIX)) {
      Files.writeString(directory.path().resolve("file"), "content");
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsTakenAwayAndWhatALivingOneHasStays() throws Exception {
    Process killed = victim();
    Process living = victim();
    try (var killedSays = killed.inputReader();
        var livingSays = living.inputReader()) {
      Path left = Path.of(killedSays.readLine());
      Path kept = Path.of(livingSays.readLine());
      killed.destroyForcibly().waitFor();
      assertThat(left).isDirectory();

      try (ScratchDirectory own = ScratchDirectory.make(parent, PREFIX);
          ScratchDirectory second = ScratchDirectory.make(parent, PREFIX)) {
        assertThat(left).doesNotExist();
        assertThat(kept.resolve("kubeconfig")).hasContent("left");
        assertThat(own.path()).isDirectory();
        assertThat(second.path()).isDirectory();
        assertThat(files()).hasSize(6);
      }
    } finally {
      living.destroyForcibly().waitFor();
    }
  }

  private Process victim() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }
}
