package io.swarmoperator.print;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Progress as text: on a terminal each line is written over in its place, elsewhere what changed is
 * a new line, and bars are left out.
 */
public final class ProgressScreen {
  private static final int WIDE_ENOUGH_FOR_BARS = 110;
  private static final String ERASE_LINE = "\u001b[2K";

  private final OptionalInt width;
  private final Map<String, ProgressLine> shown = new LinkedHashMap<>();

  /**
   * A screen without anything on it.
   *
   * @param width of the terminal; empty when there is none
   */
  public ProgressScreen(OptionalInt width) {
    this.width = width;
  }

  /** What is to be written for a line; empty when that stands there already. */
  public String show(ProgressLine line) {
    int place = place(line.id());
    boolean known = place < shown.size();
    ProgressLine before = shown.put(line.id(), line);
    if (line.equals(before)) {
      return "";
    }
    return width.isPresent() ? inPlace(line, place, known) : newLine(line);
  }

  private int place(String id) {
    int place = 0;
    for (String known : shown.keySet()) {
      if (known.equals(id)) {
        return place;
      }
      place++;
    }
    return place;
  }

  private String inPlace(ProgressLine line, int place, boolean known) {
    int up = shown.size() - place;
    return (known ? "" : "\n")
        + "\u001b["
        + up
        + "A"
        + ERASE_LINE
        + "\r"
        + fitting(line)
        + "\r\u001b["
        + up
        + "B";
  }

  private String fitting(ProgressLine line) {
    int columns = width.getAsInt();
    String bar = columns > WIDE_ENOUGH_FOR_BARS ? line.bar() : "";
    String text = said(line) + " " + bar;
    return Words.cut(text, Math.max(columns - 1, 1));
  }

  private static String newLine(ProgressLine line) {
    return line.hasBar() || line.action().isBlank() ? "" : said(line) + "\n";
  }

  private static String said(ProgressLine line) {
    return (line.id().isEmpty() ? "" : line.id() + ": ") + Words.printable(line.action());
  }
}
