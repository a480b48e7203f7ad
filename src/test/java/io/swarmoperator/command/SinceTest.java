package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --since} in docker's forms. */
class SinceTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

  private static final ZoneId ZONE = ZoneId.of("+02:00");

  @ParameterizedTest
  @CsvSource({
    "42m,                              2026-01-02T11:18:00Z",
    "1h30m,                            2026-01-02T10:30:00Z",
    "2026-01-02T13:23:37Z,             2026-01-02T13:23:37Z",
    "2026-01-02T13:23:37.5+01:00,      2026-01-02T12:23:37.500Z",
    "2026-01-02T13:23:37.000000001Z,   2026-01-02T13:23:37.000000001Z",
    "2026-01-02T13:23:37,              2026-01-02T11:23:37Z",
    "2026-01-02T13:23,                 2026-01-02T11:23:00Z",
    "2026-01-02,                       2026-01-01T22:00:00Z",
    "1700000000,                       2023-11-14T22:13:20Z",
    "1700000000.5,                     2023-11-14T22:13:20.500Z",
  })
  void aTimeHasManyForms(String text, Instant time) {
    assertThat(Since.of(text, CLOCK, ZONE)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "1y", "2026-13-01", "-5m", "1e9", "17:00", "999999999999"})
  void whatIsNoTimeIsNamed(String text) {
    assertThatThrownBy(() -> Since.of(text, CLOCK, ZONE))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "--since: %s is neither a time, as 2026-01-02T13:23:37Z, nor a duration, as 42m", text);
  }
}
