package io.swarmoperator.conformance;

import java.util.List;

/** The text of {@code docs/conformance.md}. */
final class ConformancePage {
  static final String REGENERATE = "mvn -q test -Dtest=ConformanceTest -Ddocs.write=true";

  private ConformancePage() {}

  static String of(List<Section> sections) {
    StringBuilder page =
        new StringBuilder(
            """
            <!-- Generated; regenerate with: %s -->

            # Conformance with Docker Swarm

            """
                .formatted(REGENERATE));
    for (Section section : sections) {
      page.append("* **").append(section.heading()).append("**: ");
      page.append(section.counts()).append('\n');
    }
    page.append("\nWhat `S§`, `s06c` and `D12` name stands in ")
        .append("[architecture.md](architecture.md#what-comments-cite).\n");
    for (Section section : sections) {
      page.append("\n## ").append(section.heading()).append("\n\n").append(section.text());
    }
    return page.toString();
  }
}
