package io.swarmoperator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlanCommandTest {
  private static final String SERVICE = "src/test/resources/plan/create/service.yaml";

  private final StringWriter errors = new StringWriter();

  @Test
  void aFileThatIsntThereIsBadInput() {
    assertThat(run("-f", "missing.yaml")).isEqualTo(1);
    assertThat(errors.toString()).startsWith("missing.yaml: there is no such file");
  }

  @Test
  void aFailureThatCantBeReadIsBadInput() {
    assertThat(run("-f", SERVICE, "--fail", "slot two")).isEqualTo(1);
    assertThat(errors.toString()).contains("column 6");
  }

  @Test
  void aFailureOfASlotThatIsntThereIsBadInput() {
    assertThat(run("-f", SERVICE, "--fail", "slot 99 can't pull")).isEqualTo(1);
    assertThat(errors.toString()).startsWith("--fail: there is no slot 99, spec.replicas is ");
  }

  @Test
  void aNegativeNumberOfNodesIsBadInput() {
    assertThat(run("-f", SERVICE, "--nodes", "-1")).isEqualTo(1);
    assertThat(errors.toString()).contains("--nodes");
  }

  @ParameterizedTest
  @CsvSource({
    "zone=a, '--label: ''zone=a'' is not of the form n1:key=value'",
    "n1:zone, '--label: ''n1:zone'' is not of the form n1:key=value'",
    "n4:zone=a, '--label: there is no node n4, the nodes are n1 to n3'"
  })
  void aLabelThatNoNodeCanHaveIsBadInput(String label, String message) {
    assertThat(run("-f", SERVICE, "--label", label)).isEqualTo(1);
    assertThat(errors.toString().trim()).isEqualTo(message);
  }

  @Test
  void aDefectIsOneSentence() {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) {
            throw new IllegalStateException("broken\nin two lines");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    int code =
        new CommandLine(new PlanCommand())
            .setOut(new PrintWriter(broken))
            .setErr(new PrintWriter(errors, true))
            .execute("-f", SERVICE);

    assertThat(code).isEqualTo(1);
    assertThat(errors.toString().lines())
        .containsExactly(
            "this can't be planned, by a defect of the command: IllegalStateException: broken");
  }

  /** Whatever is done per task must not be done over all tasks. */
  @Test
  @Timeout(value = 90)
  void theMostReplicasThatThereCanBeArePlannedInReasonableTime(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("service.yaml");
    Files.writeString(
        file,
        """
        apiVersion: swarmoperator.io/v1alpha1
        kind: SwarmService
        metadata: {name: big}
        spec: {replicas: 10000, template: {image: alpine}}
        """);
    StringWriter out = new StringWriter();

    int code =
        new CommandLine(new PlanCommand())
            .setOut(new PrintWriter(out))
            .execute("-f", file.toString());

    assertThat(code).isZero();
    assertThat(out.toString()).contains("Converged: 10000/10000 tasks running");
  }

  private int run(String... args) {
    return new CommandLine(new PlanCommand()).setErr(new PrintWriter(errors, true)).execute(args);
  }
}
