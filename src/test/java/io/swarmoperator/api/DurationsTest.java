package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "10s, PT10S",
    "1m30s, PT1M30S",
    "500ms, PT0.5S",
    "1.5h, PT1H30M",
    "1h0m0.5s, PT1H0.5S",
    "250us, PT0.00025S",
    "7ns, PT0.000000007S",
    "0s, PT0S",
    "0.1ns, PT0S",
    "30s1m, PT1M30S",
    "8760h, PT8760H"
  })
  void everyFormOfGoIsRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"10", "-5s", "+5s", "1d", "5x", "1m 30s", ".5s", "5.s", "PT5S", "8761h"})
  void whatTheSchemaRefusesIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
  }

  @Test
  void aNumberBeyondEveryRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("99999999999999999999999999h"))
        .withMessageContaining("longer than 8760h");
  }
}
