package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.oracle.RecordingAgreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/conformance.md says what the build has found. */
class ConformanceTest {
  private static final Path PAGE = Path.of("docs/conformance.md");
  private static final String REGENERATE = "mvn -q test -Dtest=ConformanceTest -Ddocs.write=true";

  @Test
  void thePageSaysHowFarTheOperatorBehavesAsSwarm() throws IOException {
    String wanted =
        "# Conformance with Docker Swarm\n\n<!-- Generated; regenerate with: "
            + REGENERATE
            + " -->\n\n"
            + RecordingAgreement.section();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(PAGE)
        .as("%s doesn't match the tests; regenerate it with\n\n  %s\n", PAGE, REGENERATE)
        .hasContent(wanted);
  }
}
