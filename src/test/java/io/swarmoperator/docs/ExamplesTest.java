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

/** A plan can be made of every example, and is the one that its golden file shows. */
class ExamplesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/examples");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void comesUpAsPlanned(Path example) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        new CommandLine(new PlanCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(errors))
            .execute("-f", example.toString());

    assertThat(code).as(errors.toString()).isZero();
    Path golden = GOLDEN.resolve(example.getFileName().toString().replace(".yaml", ".txt"));
    if (Boolean.getBoolean("plan.write")) {
      Files.writeString(golden, out.toString());
    }
    assertThat(out.toString())
        .as("mvn -q test -Dtest=ExamplesTest -Dplan.write=true")
        .isEqualTo(Files.readString(golden));
  }
}
