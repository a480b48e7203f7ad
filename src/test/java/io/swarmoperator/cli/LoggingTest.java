package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What others say, an admission webhook or an annotation, must not look like a line of ours. */
@Isolated
class LoggingTest {
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
    Logging.configure(Logging.Format.TEXT);
  }

  @Test
  void aLineStaysOneWhateverAMessageHolds() {
    Logging.configure(Logging.Format.TEXT);
    LoggerFactory.getLogger("io.swarmoperator.test")
        .info("refused: {}", "no\n00:00:00.000 INFO  forged\r\u001b[31m");
    assertThat(written.toString(StandardCharsets.UTF_8).strip().lines())
        .singleElement()
        .asString()
        .endsWith("refused: no 00:00:00.000 INFO  forged [31m");
  }

  @Test
  void asJsonToo() {
    Logging.configure(Logging.Format.JSON);
    LoggerFactory.getLogger("io.swarmoperator.test").info("refused: {}", "no\n{\"forged\": 1}");
    assertThat(written.toString(StandardCharsets.UTF_8).strip().lines()).hasSize(1);
  }
}
