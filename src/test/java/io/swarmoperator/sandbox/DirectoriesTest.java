package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
  private static final int MANY = 15;

  @TempDir private Path temporary;

  @Test
  void aDirectoryGoesWithAllThatIsInIt() throws IOException {
    Path root = tree("one");
    Path target = Files.createFile(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("link"), target);
    Directories.delete(root);
    assertThat(root).doesNotExist();
    assertThat(target).exists();
    Directories.delete(root);
  }

  /** As processes do that are told to end: what they take away mustn't keep the rest. */
  @RepeatedTest(20)
  void whatVanishesMeanwhileIsNoHindrance() throws IOException {
    Path root = tree("busy");
    AtomicBoolean busy = new AtomicBoolean(true);
    CompletableFuture<Void> process =
        CompletableFuture.runAsync(() -> comeAndGo(root.resolve("comes-and-goes"), busy));
    Directories.delete(root);
    busy.set(false);
    process.join();
    for (int i = 0; i < MANY; i++) {
      assertThat(root.resolve("d" + i)).doesNotExist();
    }
  }

  private static void comeAndGo(Path directory, AtomicBoolean busy) {
    while (busy.get()) {
      File made = directory.toFile();
      made.mkdir();
      for (int i = 0; i < MANY; i++) {
        new File(made, "f" + i).mkdir();
      }
      for (int i = 0; i < MANY; i++) {
        new File(made, "f" + i).delete();
      }
      made.delete();
    }
  }

  private Path tree(String name) throws IOException {
    Path root = Files.createDirectory(temporary.resolve(name));
    for (int i = 0; i < MANY; i++) {
      Path directory = Files.createDirectory(root.resolve("d" + i));
      for (int j = 0; j < MANY; j++) {
        Files.createFile(directory.resolve("f" + j));
      }
    }
    return root;
  }
}
