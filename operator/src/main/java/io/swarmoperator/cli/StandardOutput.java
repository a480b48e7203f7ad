package io.swarmoperator.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * What commands print to: a write that fails ends the command, as it does docker's, where Java's
 * own streams only note it. Otherwise a full disk would pass for a list that was written.
 */
final class StandardOutput extends FilterOutputStream {
  private static final int FAILED = 1;

  /** What a shell says of a program that SIGPIPE ended: 128 and its number. */
  private static final int NOBODY_READS = 141;

  private final Consumer<IOException> end;

  /**
   * An output to a stream.
   *
   * @param end what a write that fails leads to; it isn't to return where the program must stop
   */
  StandardOutput(OutputStream to, Consumer<IOException> end) {
    super(to);
    this.end = end;
  }

  /** The process' own output, which is halted when that takes no more. */
  static PrintStream orTheEnd() {
    OutputStream to = new FileOutputStream(FileDescriptor.out);
    return new PrintStream(new StandardOutput(to, StandardOutput::halt));
  }

  /** Not an orderly exit: it would wait for the hooks, and one of those may be what prints. */
  private static void halt(IOException failure) {
    if (isClosedPipe(failure)) {
      Runtime.getRuntime().halt(NOBODY_READS);
    }
    System.err.println("swarm: the output can't be written: " + failure.getMessage());
    Runtime.getRuntime().halt(FAILED);
  }

  private static boolean isClosedPipe(IOException failure) {
    return "Broken pipe".equals(failure.getMessage());
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) {
    try {
      out.write(octets, from, count);
    } catch (IOException e) {
      end.accept(e);
    }
  }
}
