package io.swarmoperator.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the tables of a page say. */
final class PageTables {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private PageTables() {}

  /** The rows of the tables under a heading of the second level, without the words above them. */
  static List<List<String>> under(Path page, String heading) {
    String text = read(page);
    int start = text.indexOf("\n## " + heading + "\n");
    if (start < 0) {
      throw new AssertionError(page + " has no section " + heading);
    }
    String section = text.substring(start + 1);
    int end = section.indexOf("\n## ", 1);
    List<String> lines = (end < 0 ? section : section.substring(0, end)).lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).startsWith("| "))
        .filter(i -> i + 1 == lines.size() || !lines.get(i + 1).startsWith("|---"))
        .mapToObj(lines::get)
        .map(line -> line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1))
        .map(cells -> Arrays.stream(cells).map(String::strip).toList())
        .toList();
  }

  /** The words of a cell that are set as code. */
  static List<String> words(String cell) {
    return CODE.matcher(cell).results().map(MatchResult::group).map(PageTables::bare).toList();
  }

  private static String bare(String code) {
    return code.substring(1, code.length() - 1);
  }

  static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
