package io.swarmoperator.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns as Docker's command line aligns them: at least ten wide, three blanks apart, the last one
 * as it comes.
 */
final class Table {
  private static final int LEAST = 10;
  private static final int GAP = 3;

  private Table() {}

  /** The table with its header, one line per row; ends with a newline. */
  static String of(List<String> header, List<List<String>> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    rows.forEach(row -> lines.add(row.stream().map(Words::printable).toList()));
    int last = header.size() - 1;
    int[] widths =
        IntStream.range(0, last)
            .map(column -> lines.stream().mapToInt(l -> width(l.get(column)) + GAP).max().orElse(0))
            .map(width -> Math.max(width, LEAST))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int column = 0; column < last; column++) {
        String cell = line.get(column);
        text.append(cell).append(" ".repeat(widths[column] - width(cell)));
      }
      text.append(line.get(last)).append('\n');
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
