package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.plan.PlanCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A plan can be made of every example, and it ends well. */
class ExamplesTest {

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void endsWellInAPlan(Path example) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        new CommandLine(new PlanCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(errors))
            .execute("-f", example.toString());

    assertThat(code).as(errors.toString()).isZero();
    assertThat(out.toString()).containsPattern("status    Ready, (Converged|Completed)");
  }
}
