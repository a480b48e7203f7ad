package io.swarmoperator.plan;

import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.SlotId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A forecast as a table for people. */
final class ForecastText {
  private static final List<String> HEAD =
      List.of("OFFSET", "SLOT", "OLD TASK", "NEW TASK", "WHY", "STATE");

  private ForecastText() {}

  static String of(Forecast forecast) {
    List<List<String>> table = new ArrayList<>();
    table.add(HEAD);
    forecast.rows().forEach(row -> table.add(cells(row)));
    StringBuilder text = new StringBuilder();
    forecast
        .images()
        .forEach(
            (number, image) ->
                text.append("r").append(number).append(" = ").append(image).append('\n'));
    text.append('\n');
    List<Integer> widths = widths(table);
    table.forEach(row -> text.append(line(row, widths)).append('\n'));
    return text.append('\n').append(end(forecast)).toString();
  }

  private static List<String> cells(PlanRow row) {
    String slot = row.slot().map(SlotId::word).orElse("-");
    return List.of(
        seconds(row.offset()),
        slot,
        orDash(row.oldTask()),
        orDash(row.newTask()),
        orDash(row.why()),
        row.state());
  }

  private static String orDash(String cell) {
    return cell.isEmpty() ? "-" : cell;
  }

  private static List<Integer> widths(List<List<String>> table) {
    return IntStream.range(0, HEAD.size() - 1)
        .mapToObj(
            column -> table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
        .toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    String padded =
        IntStream.range(0, widths.size())
            .mapToObj(
                column ->
                    row.get(column)
                        + " ".repeat(widths.get(column) - row.get(column).length())
                        + "  ")
            .collect(Collectors.joining());
    return padded + row.get(HEAD.size() - 1);
  }

  private static String end(Forecast forecast) {
    StringBuilder text = new StringBuilder();
    text.append("service   ")
        .append(forecast.service())
        .append(' ')
        .append(forecast.status().summary())
        .append('\n');
    if (!forecast.update().isEmpty()) {
      text.append("update    ").append(forecast.update()).append('\n');
    }
    for (Condition condition : forecast.status().conditions()) {
      if (condition.status()) {
        text.append("status    ")
            .append(condition.type())
            .append(", ")
            .append(condition.reason().word());
        text.append(condition.message().isEmpty() ? "" : ": " + condition.message()).append('\n');
      }
    }
    text.append("duration  ")
        .append(seconds(forecast.duration()))
        .append(", ")
        .append(forecast.ending().words())
        .append('\n');
    return text.toString();
  }

  /** Seconds, with as many digits as there are, at least one. */
  static String seconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return (seconds.scale() < 1 ? seconds.setScale(1) : seconds).toPlainString() + "s";
  }
}
