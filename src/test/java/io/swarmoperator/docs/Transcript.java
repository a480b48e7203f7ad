package io.swarmoperator.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the commands of a page have really printed, for {@code -Ddocs.write=true}. */
final class Transcript {
  /** By the line of the page that the command is on, the last one first. */
  private final Map<Integer, Printed> printed = new TreeMap<>((a, b) -> Integer.compare(b, a));

  private record Printed(int instead, List<String> lines) {}

  /** Takes down what a command printed that the page shows something of. */
  void add(CommandBlocks.Command command, List<String> lines) {
    printed.put(command.line(), new Printed(command.output().size(), List.copyOf(lines)));
  }

  /** Puts it into the page in place of what was there. */
  void write(Path page) {
    List<String> lines = new ArrayList<>(PageTables.read(page).lines().toList());
    printed.forEach(
        (line, now) -> {
          lines.subList(line, line + now.instead()).clear();
          lines.addAll(line, now.lines());
        });
    try {
      Path unused = Files.writeString(page, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
