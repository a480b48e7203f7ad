package io.swarmoperator.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table that {@code docker service ps} prints. */
public final class TaskTable {

  private static final List<String> HEADER =
      List.of("NAME", "IMAGE", "NODE", "DESIRED-STATE", "CURRENT-STATE", "ERROR", "AGE");

  private static final String GAP = "   ";

  private TaskTable() {}

  /** The table with its header, one line per row, in the order of the rows; ends with a newline. */
  public static String of(List<TaskRow> rows) {
    var lines = rows.stream().map(TaskTable::cells).collect(Collectors.toList());
    lines.add(0, HEADER);
    var widths =
        IntStream.range(0, HEADER.size())
            .map(column -> lines.stream().mapToInt(l -> width(l.get(column))).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> render(line, widths)).collect(Collectors.joining());
  }

  private static List<String> cells(TaskRow row) {
    return List.of(
        oneLine(row.name()),
        oneLine(row.image()),
        oneLine(row.node()),
        capital(row.desiredState()),
        capital(row.currentState()),
        row.error().isBlank() ? "" : '"' + oneLine(row.error()) + '"',
        age(row.age()));
  }

  private static String render(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var column = 0; column < widths.length; column++) {
      var cell = cells.get(column);
      line.append(cell).append(" ".repeat(widths[column] - width(cell))).append(GAP);
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Messages of kubelets and users may hold anything; nothing of it may drive the terminal. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cc}+", " ");
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** An age as kubectl prints it: the two largest units while they matter. */
  static String age(Duration age) {
    var seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 10 * 60) {
      return two(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 3 * 3600) {
      return seconds / 60 + "m";
    }
    if (seconds < 8 * 3600) {
      return two(seconds / 3600, "h", seconds / 60 % 60, "m");
    }
    return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86400 + "d";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}
