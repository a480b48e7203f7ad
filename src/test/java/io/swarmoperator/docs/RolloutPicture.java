package io.swarmoperator.docs;

import io.swarmoperator.docs.RecordedRollout.Run;
import java.util.List;
import java.util.Locale;

/** A rollout as a picture: a line for each slot, from left to right the time. */
final class RolloutPicture {
  private static final int LEFT = 64;
  private static final int WIDTH = 640;
  private static final int TOP = 34;
  private static final int ROW = 30;
  private static final int BAR = 18;
  private static final int TICK = 10;

  /** Bars are readable on white and on black; what is written follows the reader's colours. */
  private static final String STYLE =
      """
        <style>
          text { font: 12px sans-serif; fill: #1f2328 }
          .axis { stroke: #8c959f; stroke-width: 1 }
          .old { fill: #6e7781 }
          .start { fill: #bf8700 }
          .new { fill: #1a7f37 }
          .in { fill: #ffffff }
          @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
        </style>
      """;

  private final RecordedRollout rollout;
  private final List<String> images;
  private final StringBuilder svg = new StringBuilder();

  private RolloutPicture(RecordedRollout rollout) {
    this.rollout = rollout;
    this.images =
        rollout.runs().stream()
            .sorted((a, b) -> Double.compare(a.running(), b.running()))
            .map(Run::image)
            .distinct()
            .toList();
  }

  static String of(RecordedRollout rollout) {
    RolloutPicture picture = new RolloutPicture(rollout);
    picture.draw();
    return picture.svg.toString();
  }

  private void draw() {
    int slots = rollout.runs().stream().mapToInt(Run::slot).max().orElseThrow();
    int bottom = TOP + slots * ROW;
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'>",
        740, bottom + 62);
    line("  <title>An update of %d slots, as it was recorded</title>", slots);
    svg.append(STYLE);
    for (int slot = 1; slot <= slots; slot++) {
      line(
          "  <text x='%d' y='%d' text-anchor='end'>slot %d</text>",
          LEFT - 10, TOP + (slot - 1) * ROW + 14, slot);
    }
    // old tasks over new ones: a new one is there, and waits, before the old one has ended
    for (int i = rollout.runs().size() - 1; i >= 0; i--) {
      bar(rollout.runs().get(i));
    }
    axis(bottom);
    legend(bottom + 50);
    line("</svg>");
  }

  private void bar(Run run) {
    int y = TOP + (run.slot() - 1) * ROW;
    String kind = run.image().equals(images.get(0)) ? "old" : "new";
    if (run.running() > run.from()) {
      rectangle("start", run.from(), run.running(), y);
    }
    rectangle(kind, run.running(), run.until(), y);
    if (x(run.until()) - x(run.running()) > 70) {
      line("  <text class='in' x='%d' y='%d'>%s</text>", x(run.running()) + 6, y + 13, run.image());
    }
  }

  private void rectangle(String kind, double from, double until, int y) {
    int width = Math.max(2, x(until) - x(from));
    line("  <rect class='%s' x='%d' y='%d' width='%d' height='%d'/>", kind, x(from), y, width, BAR);
  }

  private void axis(int bottom) {
    line("  <line class='axis' x1='%d' y1='%d' x2='%d' y2='%d'/>", LEFT, bottom, x(end()), bottom);
    for (int second = 0; second <= end(); second += TICK) {
      line(
          "  <line class='axis' x1='%d' y1='%d' x2='%d' y2='%d'/>",
          x(second), bottom, x(second), bottom + 5);
      line("  <text x='%d' y='%d'>%d s</text>", x(second), bottom + 18, second);
    }
    line("  <text x='%d' y='%d'>updating</text>", LEFT, TOP - 14);
    line(
        "  <text x='%d' y='%d' text-anchor='end'>completed after %.1f s</text>",
        x(end()), TOP - 14, rollout.completed());
  }

  private void legend(int y) {
    line("  <rect class='old' x='%d' y='%d' width='12' height='12'/>", LEFT, y - 11);
    line("  <text x='%d' y='%d'>%s runs</text>", LEFT + 18, y, images.get(0));
    line("  <rect class='start' x='%d' y='%d' width='12' height='12'/>", LEFT + 150, y - 11);
    line("  <text x='%d' y='%d'>the new task starts</text>", LEFT + 168, y);
    line("  <rect class='new' x='%d' y='%d' width='12' height='12'/>", LEFT + 330, y - 11);
    line("  <text x='%d' y='%d'>%s runs</text>", LEFT + 348, y, images.get(1));
  }

  private double end() {
    return rollout.completed();
  }

  private int x(double seconds) {
    return (int) (LEFT + Math.round(seconds * WIDTH / end()));
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
