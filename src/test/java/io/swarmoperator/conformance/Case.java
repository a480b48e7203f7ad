package io.swarmoperator.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One conformance case (S§13).
 *
 * @param group heading under which it stands
 * @param id its number, such as {@code C158} or {@code X65}
 * @param quirk whether it is marked as a quirk of Swarm's code
 * @param given the situation
 * @param when what happens; a dash for nothing
 * @param then what Swarm does
 */
record Case(String group, String id, boolean quirk, String given, String when, String then) {
  private static final Path FILE = Path.of("src/test/resources/conformance/cases.md");
  private static final Pattern ROW = Pattern.compile("\\| ([CX]\\d+)( Q)? \\|(.+)\\|");
  private static final Pattern HEADING = Pattern.compile("###+ (.+)");
  private static final String NOTHING = "–";

  /** All cases in the order of the file. */
  static List<Case> all() throws IOException {
    List<Case> cases = new ArrayList<>();
    String group = "";
    for (String line : Files.readAllLines(FILE)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        group = heading.group(1);
      }
      Optional<Case> next = read(group, line);
      next.ifPresent(cases::add);
    }
    return cases;
  }

  private static Optional<Case> read(String group, String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      return Optional.empty();
    }
    String[] cells = row.group(3).split("\\|", -1);
    return Optional.of(
        new Case(
            group,
            row.group(1),
            row.group(2) != null,
            cells[0].strip(),
            cells[1].strip(),
            cells[2].strip()));
  }

  /** Given, when and then as one text. */
  String text() {
    String event = when.equals(NOTHING) ? "" : "; " + when;
    return given.equals(NOTHING) ? when + " → " + then : given + event + " → " + then;
  }
}
