package io.swarmoperator.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of {@code docs/differences.md}: the first authority on what is not as in Swarm. */
public final class Differences {
  private static final Path PAGE = Path.of("docs/differences.md");
  private static final Pattern ROW =
      Pattern.compile("\\| <a id=\"(d\\d+)\"></a>(\\S+) \\| (.+) \\| (.+) \\| (.+) \\|");

  private Differences() {}

  /**
   * A row.
   *
   * @param id by which it is cited, such as {@code D12}
   * @param anchor what a link to it ends in
   * @param swarm what Swarm does
   * @param here what happens instead
   * @param why in words
   */
  public record Row(String id, String anchor, String swarm, String here, String why) {
    /** What happens here, with a link to the row, for another page in {@code docs}. */
    public String link() {
      return "[%s](differences.md#%s): *%s*".formatted(id, anchor, here);
    }
  }

  /** The page's rows by id, in the order of the page. */
  public static Map<String, Row> byId() {
    Map<String, Row> rows = new LinkedHashMap<>();
    list().forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  /** The page's rows in its order. */
  static List<Row> list() {
    List<Row> rows = new ArrayList<>();
    for (String line : lines()) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        throw new AssertionError(PAGE + ": no row with an id and three cells: " + line);
      }
      rows.add(new Row(row.group(2), row.group(1), row.group(3), row.group(4), row.group(5)));
    }
    return rows;
  }

  /** Every line of a table but its heading. */
  private static List<String> lines() {
    return PageTables.read(PAGE)
        .lines()
        .filter(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| | Swarm |") && !line.startsWith("|---"))
        .toList();
  }
}
