package io.swarmoperator.conformance;

import io.swarmoperator.docs.Differences;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every case with the tests that prove it.
 *
 * @param cases all of them, in order
 * @param evidence all tests that name a case
 * @param notApplicable why cases can't exist here
 * @param remarks what is to be added to a result
 * @param differences the rows of docs/differences.md by number
 */
record CasesSection(
    List<Case> cases,
    List<Evidence> evidence,
    Map<String, NotApplicable> notApplicable,
    Map<String, String> remarks,
    Map<String, Differences.Row> differences)
    implements Section {
  private static final String SAME = "same";
  private static final String NOT_HERE = "not here";
  private static final String DIFFERENT = "different";
  private static final Path PAGE_FOLDER = Path.of("docs");

  @Override
  public String heading() {
    return "Cases";
  }

  @Override
  public String counts() {
    Map<String, Long> counts =
        cases.stream().collect(Collectors.groupingBy(this::result, Collectors.counting()));
    return "%d cases: %d the same, %d different on purpose, %d that can't exist here"
        .formatted(
            cases.size(),
            counts.getOrDefault(SAME, 0L),
            counts.getOrDefault(DIFFERENT, 0L),
            counts.getOrDefault(NOT_HERE, 0L));
  }

  @Override
  public String text() {
    StringBuilder text =
        new StringBuilder(
            """
            Groups A are what the tests of swarmkit check, part B follows from its code or was seen in a live swarm; Q marks a quirk of its code. "obs" is a task's observed state, "des" its desired state.
            Behind *different* stands what happens here instead, as the row of [differences.md](differences.md) says that also says why.
            """);
    String group = "";
    for (Case one : cases) {
      if (!one.group().equals(group)) {
        group = one.group();
        text.append("\n### ").append(group).append("\n\n");
        text.append("| case | what Swarm does | here | proven by |\n|---|---|---|---|\n");
      }
      text.append(
          "| %s%s | %s | %s | %s |\n"
              .formatted(one.id(), one.quirk() ? " Q" : "", one.text(), told(one), tests(one)));
    }
    return text.toString();
  }

  private String result(Case one) {
    if (notApplicable.containsKey(one.id())) {
      return NOT_HERE;
    }
    return of(one).stream().anyMatch(e -> e.row().isPresent()) ? DIFFERENT : SAME;
  }

  private String told(Case one) {
    String result = result(one);
    String rows =
        of(one).stream()
            .flatMap(e -> e.row().stream())
            .distinct()
            .map(row -> differences.get(row).link())
            .collect(Collectors.joining("; "));
    String why = result.equals(NOT_HERE) ? ": " + notApplicable.get(one.id()).why() : "";
    String remark = remarks.containsKey(one.id()) ? "; " + remarks.get(one.id()) : "";
    return "**" + result + "**" + (rows.isEmpty() ? "" : ", " + rows) + why + remark;
  }

  private String tests(Case one) {
    return of(one).stream()
        .map(e -> "[" + e.test() + "](" + link(e.file()) + ")")
        .distinct()
        .collect(Collectors.joining("<br>"));
  }

  private static String link(Path file) {
    return PAGE_FOLDER.relativize(file).toString().replace('\\', '/');
  }

  private List<Evidence> of(Case one) {
    return evidence.stream().filter(e -> e.id().equals(one.id())).toList();
  }
}
