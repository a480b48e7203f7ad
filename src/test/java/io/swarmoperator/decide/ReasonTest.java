package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why tasks were made, as it stands in records. */
class ReasonTest {

  @ParameterizedTest
  @EnumSource
  void aWordMeansItsReason(Reason reason) {
    assertThat(Reason.of(reason.word())).isEqualTo(reason);
  }

  /** A record that a later version wrote: neither an update nor an attempt is counted for it. */
  @Test
  void anUnknownWordCountsForNothing() {
    assertThat(Reason.of("Teleported")).isEqualTo(Reason.SCALED_UP);
  }
}
