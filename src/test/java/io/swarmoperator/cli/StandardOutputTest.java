package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program as a process of its own, whose output goes nowhere. */
class StandardOutputTest {

  @Test
  void aFullDiskIsAnError() throws IOException, InterruptedException {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "no /dev/full, which Linux has");
    Process crds = crds().redirectOutput(full).start();
    String errors = new String(crds.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(crds.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(errors).isEqualTo("swarm: the output can't be written: No space left on device\n");
    assertThat(crds.exitValue()).isEqualTo(1);
  }

  /** As with {@code swarm crds | head -1}. */
  @Test
  void whatNobodyReadsAnyMoreEndsWithoutAWord() throws IOException, InterruptedException {
    Process crds = crds().start();
    crds.getInputStream().close();
    String errors = new String(crds.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(crds.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(errors).isEmpty();
    assertThat(crds.exitValue()).isEqualTo(128 + 13);
  }

  private static ProcessBuilder crds() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "crds");
    builder.environment().put("LC_ALL", "C");
    return builder;
  }
}
