package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoVersionTest {
  @ParameterizedTest
  @CsvSource({
    "go1.26.8, auto, true",
    "go1.26, local, true",
    "go1.30rc1, local, true",
    "go1.25.3, auto, true",
    "go1.25.3, local, false",
    "go1.21.0, auto, true",
    "go1.20.14, auto, false",
    "go1.19, '', false",
    "devel go1.27-abcdef, local, true",
    "'', '', false"
  })
  void aGoWillDoThatIsNewEnoughOrFetchesOneThatIs(
      String version, String toolchain, boolean suffices) {
    assertThat(new GoVersion(version, toolchain).suffices()).isEqualTo(suffices);
  }
}
