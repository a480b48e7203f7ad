package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Texts as records and statuses hold them: times and messages from elsewhere. */
class RecordTextsTest {

  @Test
  void timesAlwaysHaveSixDecimals() {
    assertThat(MicroTimes.format(Instant.parse("2026-01-02T03:04:05Z")))
        .isEqualTo("2026-01-02T03:04:05.000000Z");
    assertThat(MicroTimes.format(Instant.parse("2026-01-02T03:04:05.123456789Z")))
        .isEqualTo("2026-01-02T03:04:05.123456Z");
    assertThat(MicroTimes.format(null)).isNull();
  }

  @Test
  void timesOfAnyPrecisionAndZoneAreRead() {
    assertThat(MicroTimes.parse("2026-01-02T03:04:05Z"))
        .isEqualTo(MicroTimes.parse("2026-01-02T05:04:05.000000+02:00"))
        .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(MicroTimes.parse(null)).isNull();
    assertThat(MicroTimes.parse("")).isNull();
  }

  @Test
  void messagesAreCutToWhatTheSchemaTakes() {
    SwarmTaskStatus status = new SwarmTaskStatus();
    status.setMessage("x".repeat(4096));
    assertThat(status.getMessage()).hasSize(4096).doesNotContain("…");
    status.setMessage("x".repeat(4097));
    assertThat(status.getMessage()).hasSize(4096).endsWith("x…");
    status.setError("x".repeat(4094) + "😀x");
    assertThat(status.getError()).isEqualTo("x".repeat(4094) + "…");
    status.setError(null);
    assertThat(status.getError()).isNull();
  }
}
