package io.swarmoperator.print;

import java.math.BigDecimal;
import java.util.List;

/** Lines that are written one after another. */
final class Sheet {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line; tabs stay, what else would drive a terminal doesn't. */
  void line(String line) {
    String[] parts = line.split("\t", -1);
    for (int i = 0; i < parts.length; i++) {
      text.append(i == 0 ? "" : "\t").append(Words.printable(parts[i]));
    }
    text.append('\n');
  }

  /** Adds a line that says something, or none. */
  void unlessEmpty(String label, Object value) {
    String shown = value == null ? "" : value.toString();
    if (!shown.isEmpty()) {
      line(label + shown);
    }
  }

  /** Adds lines under a heading; without lines there is no heading. */
  void section(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      line(heading);
      lines.forEach(this::line);
    }
  }

  String text() {
    return text.toString();
  }

  /** A number without a fraction that says nothing: {@code 0}, {@code 0.25}. */
  static String number(Number number) {
    return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
  }
}
