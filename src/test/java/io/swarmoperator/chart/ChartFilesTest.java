package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is generated of the chart is up to date, and what stands in its templates is seemly. */
class ChartFilesTest {
  private static final String REGENERATE = "mvn -q test -Dtest=ChartFilesTest -Dchart.write=true";
  private static final Path TEMPLATES = ValuesFile.CHART.resolve("templates");
  private static final String MARK =
      "<!-- Generated from values.yaml from here on; regenerate with: " + REGENERATE + " -->\n";

  @Test
  void theSchemaIsThatOfTheValues() throws IOException {
    upToDate(ValuesFile.CHART.resolve("values.schema.json"), ValuesSchema.of(ValuesFile.read()));
  }

  @Test
  void theReadmeListsEveryValue() throws IOException {
    Path page = ValuesFile.CHART.resolve("README.md");
    String text = Files.readString(page);
    assertThat(text).contains(MARK);
    upToDate(
        page, text.substring(0, text.indexOf(MARK)) + MARK + ValuesTable.of(ValuesFile.read()));
  }

  static List<Path> definitions() throws IOException {
    return files(Path.of("crds"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void theDefinitionsAreThoseOfTheOperator(Path definition) throws IOException {
    upToDate(
        TEMPLATES.resolve("crds").resolve(definition.getFileName()),
        DefinitionTemplate.of(Files.readString(definition), REGENERATE));
  }

  @Test
  void thereAreNoOtherDefinitions() throws IOException {
    assertThat(files(TEMPLATES.resolve("crds")))
        .extracting(Path::getFileName)
        .containsExactlyInAnyOrderElementsOf(
            definitions().stream().map(Path::getFileName).toList());
  }

  /** What a template renders must not depend on where and when it is rendered. */
  @Test
  void noTemplateAsksTheCluster() throws IOException {
    Pattern asks =
        Pattern.compile("\\{\\{[^}]*(\\blookup\\b|\\.Capabilities|\\bnow\\b|\\brand[A-Z])");
    for (Path template : files(TEMPLATES)) {
      assertThat(Files.readString(template))
          .as(template.toString())
          .doesNotContainPattern(asks)
          .doesNotContain("helm.sh/hook");
    }
  }

  @Test
  void everyValueHasADescription() throws IOException {
    assertThat(ValuesFile.read())
        .allSatisfy(value -> assertThat(value.text()).as(value.name()).endsWith("."));
  }

  /** Each value is used by a template, and no template uses one that isn't there. */
  @Test
  void everyValueIsUsedAndEveryUseIsAValue() throws IOException {
    Pattern use = Pattern.compile("\\.Values\\.([A-Za-z.]+)");
    List<String> used = new ArrayList<>();
    for (Path template : files(TEMPLATES)) {
      Matcher values = use.matcher(Files.readString(template));
      while (values.find()) {
        used.add(values.group(1));
      }
    }
    List<String> names = ValuesFile.read().stream().map(ValuesFile.Value::name).toList();
    assertThat(used)
        .allSatisfy(u -> assertThat(names).anyMatch(name -> covers(u, name) || covers(name, u)));
    assertThat(names).allSatisfy(name -> assertThat(used).anyMatch(u -> covers(u, name)));
  }

  private static boolean covers(String group, String name) {
    return name.equals(group) || name.startsWith(group + ".");
  }

  @Test
  void theAppVersionIsTheOperators() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    Matcher version = Pattern.compile("<version>([0-9.]+)</version>").matcher(pom);
    assertThat(version.find()).isTrue();
    assertThat(Files.readString(ValuesFile.CHART.resolve("Chart.yaml")))
        .contains("\nappVersion: " + version.group(1) + "\n");
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
  }

  private static void upToDate(Path file, String content) throws IOException {
    if (Boolean.getBoolean("chart.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }
    assertThat(file)
        .as("%s is out of date; regenerate it with\n\n  %s\n", file, REGENERATE)
        .exists()
        .hasContent(content);
  }
}
