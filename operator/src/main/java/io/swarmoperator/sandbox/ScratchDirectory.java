package io.swarmoperator.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A temporary directory of this process. What a killed process leaves of its own is taken away when
 * the next one is made: a file beside each directory is locked for as long as its process lives.
 */
final class ScratchDirectory implements AutoCloseable {
  private static final String LOCK = ".lock";

  /** Of this process: to open and close such a file once more would give its lock up. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path lockFile;
  private final FileChannel channel;

  private ScratchDirectory(Path path, Path lockFile, FileChannel channel) {
    this.path = path;
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /** Makes one in the system's temporary directory, and takes the leftovers of others away. */
  static ScratchDirectory make(String prefix) {
    return make(Path.of(System.getProperty("java.io.tmpdir")), prefix);
  }

  static ScratchDirectory make(Path parent, String prefix) {
    try {
      sweep(parent, prefix);
      Path lockFile = Files.createTempFile(parent, prefix, LOCK);
      OWN.add(lockFile);
      FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      FileLock lock = channel.lock();
      if (!lock.isValid()) {
        throw new IOException("can't lock " + lockFile);
      }
      // after the lock: a directory whose file isn't locked is nobody's
      Path path = Files.createDirectory(directory(lockFile));
      return new ScratchDirectory(path, lockFile, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sweep(Path parent, String prefix) throws IOException {
    List<Path> locks;
    try (var files = Files.newDirectoryStream(parent, prefix + "*" + LOCK)) {
      locks = new ArrayList<>();
      files.forEach(locks::add);
    }
    for (Path lockFile : locks) {
      if (!OWN.contains(lockFile) && Files.isDirectory(directory(lockFile))) {
        takeAwayIfLeft(lockFile);
      }
    }
  }

  private static void takeAwayIfLeft(Path lockFile) {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Directories.delete(directory(lockFile));
        Files.deleteIfExists(lockFile);
      }
    } catch (IOException e) {
      // another user's, or another one takes it away just now
    }
  }

  private static Path directory(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  Path path() {
    return path;
  }

  /** Deletes it with all that is in it. */
  @Override
  public void close() {
    Directories.delete(path);
    try {
      channel.close();
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      // it stays, and nobody holds it: not a task for the JVM's end, which may have begun
    }
    OWN.remove(lockFile);
  }
}
