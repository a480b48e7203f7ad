package io.swarmoperator.chart;

import io.swarmoperator.chart.ValuesFile.Value;
import java.util.List;

/** The values as tables of Markdown, one for each section. */
final class ValuesTable {
  private ValuesTable() {}

  static String of(List<Value> values) {
    StringBuilder page = new StringBuilder();
    String section = "";
    for (Value value : values) {
      if (!value.section().equals(section)) {
        section = value.section();
        page.append("\n### ").append(section).append("\n\n");
        page.append("| value | default | meaning |\n|---|---|---|\n");
      }
      page.append("| `").append(value.name()).append("` | `");
      page.append(value.standard().toString().replace("|", "\\|")).append("` | ");
      page.append(value.text().replace("|", "\\|")).append(choices(value)).append(" |\n");
    }
    return page.toString();
  }

  private static String choices(Value value) {
    String words = value.bounds().get("enum");
    return words == null ? "" : " One of " + words.replace("\"\"", "nothing") + ".";
  }
}
