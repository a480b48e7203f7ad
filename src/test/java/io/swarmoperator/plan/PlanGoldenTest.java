package io.swarmoperator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What {@code swarm plan} prints, a directory for each example. After a wanted change of the output
 * run with {@code -Dplan.write=true} and read the difference.
 */
class PlanGoldenTest {
  private static final Path CASES = Path.of("src/test/resources/plan");

  static List<Path> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CASES)) {
      return directories.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsTheTimeline(Path directory) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("-f", directory.resolve("service.yaml").toString()));
    Path changed = directory.resolve("changed.yaml");
    if (Files.exists(changed)) {
      args.addAll(List.of("--with", changed.toString()));
    }
    args.addAll(Files.readAllLines(directory.resolve("args")));
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new PlanCommand()).setOut(new PrintWriter(out));

    assertThat(command.execute(args.toArray(String[]::new))).isZero();

    Path expected = directory.resolve("out.txt");
    if (Boolean.getBoolean("plan.write")) {
      Files.writeString(expected, out.toString());
    }
    assertThat(out).hasToString(Files.readString(expected));
  }
}
