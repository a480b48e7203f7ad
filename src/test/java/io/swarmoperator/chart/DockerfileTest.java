package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Dockerfile says what Jib and the launcher say; {@link ImageInstallTest} builds it. */
class DockerfileTest {
  private static final Pattern FLAG = Pattern.compile("-XX:Tier4\\w+=\\d+");

  @Test
  void theUserAndTheTagAreJibsAndTheCharts() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String chart = Files.readString(ValuesFile.CHART.resolve("Chart.yaml"));

    assertThat(dockerfile()).containsPattern("(?m)^USER 65532:65532$");
    assertThat(pom).contains("<user>65532:65532</user>");
    assertThat(pom).contains("<image.name>swarm-operator:0.1.0</image.name>");
    assertThat(dockerfile()).contains("org.opencontainers.image.version=\"0.1.0\"");
    assertThat(chart).containsPattern("(?m)^appVersion: \"?0\\.1\\.0\"?$");
  }

  @Test
  void theFlagsAreTheLaunchers() throws IOException {
    List<String> launcher = flags(Files.readString(Path.of("swarm")));

    assertThat(launcher).hasSize(4);
    assertThat(flags(dockerfile())).isEqualTo(launcher);
    assertThat(flags(Files.readString(Path.of("pom.xml")))).isEqualTo(launcher);
  }

  @Test
  void theBaseIsAnArgumentAndTheCacheIsMadeOnIt() throws IOException {
    List<String> stages = matches("(?m)^FROM (.+)$", dockerfile());

    assertThat(stages)
        .containsExactly("${BUILD_IMAGE} AS build", "${BASE_IMAGE} AS cache", "${BASE_IMAGE}");
    assertThat(written().get(1)).endsWith("=" + read().get(1).split("=", 2)[1]);
  }

  /** Two collectors end the JVM at once: the chart's options take the place of the image's. */
  @Test
  void theCollectorIsOneThatJvmOptionsCanChange() throws IOException {
    assertThat(read()).noneMatch(word -> word.matches("-XX:\\+Use\\w+GC"));
    assertThat(dockerfile()).contains("ENV JAVA_TOOL_OPTIONS=\"-XX:+UseSerialGC\"");
    assertThat(Files.readString(ValuesFile.CHART.resolve("values.yaml")))
        .containsPattern("(?m)^jvmOptions: .*-XX:\\+UseSerialGC");
    assertThat(Files.readString(ValuesFile.CHART.resolve("templates/deployment.yaml")))
        .contains("name: JAVA_TOOL_OPTIONS");
  }

  @Test
  void nothingOfTheContextIsMissing() throws IOException {
    assertThat(matches("(?m)^COPY (?!--from)(\\S+) ", dockerfile()))
        .containsExactlyElementsOf(
            matches("(?m)^!(\\S+)$", Files.readString(Path.of(".dockerignore"))))
        .allSatisfy(path -> assertThat(Path.of(path)).exists());
  }

  /** What makes the cache, and what reads it, in words. */
  private static List<String> written() throws IOException {
    return words("RUN");
  }

  private static List<String> read() throws IOException {
    return words("ENTRYPOINT");
  }

  private static List<String> words(String instruction) throws IOException {
    String joined = dockerfile().replace("\\\n", " ");
    JsonNode words =
        new ObjectMapper().readTree(matches("(?m)^" + instruction + " (\\[.*])$", joined).get(0));
    List<String> list = new ArrayList<>();
    words.forEach(word -> list.add(word.asText()));
    return list;
  }

  private static List<String> flags(String text) {
    return FLAG.matcher(text).results().map(result -> result.group()).toList();
  }

  private static List<String> matches(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static String dockerfile() throws IOException {
    return Files.readString(Path.of("Dockerfile"));
  }
}
