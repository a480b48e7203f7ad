package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value of the chart, set otherwise than by default, is found where it should be. */
@ChartTest
class ChartValuesTest {
  private static final Path EFFECTS = Path.of("src/test/resources/chart/values.yaml");

  static Stream<JsonNode> effects() throws IOException {
    JsonNode rows = new YAMLMapper().readTree(EFFECTS.toFile());
    return StreamSupport.stream(rows.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("effects")
  void aValueIsFoundWhereItShouldBe(JsonNode effect, Helm helm) {
    List<JsonNode> objects = objects(helm, settings(effect));
    assertThat(shows(objects, effect)).as("%s in%n%s", effect, meant(objects, effect)).isTrue();
  }

  /** Else a row would say nothing of its value, the first of those that it sets. */
  @Test
  void noneOfThatIsSoByDefault(Helm helm) throws IOException {
    Map<List<String>, List<JsonNode>> rendered = new HashMap<>();
    assertThat(effects())
        .isNotEmpty()
        .noneMatch(
            effect -> {
              List<String> others = settings(effect).subList(2, settings(effect).size());
              return shows(rendered.computeIfAbsent(others, o -> objects(helm, o)), effect);
            });
  }

  @Test
  void everyValueHasAnEffect() throws IOException {
    assertThat(effects().map(effect -> effect.path("set").fieldNames().next()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            ValuesFile.read().stream().map(ValuesFile.Value::name).toList());
  }

  private static boolean shows(List<JsonNode> objects, JsonNode effect) {
    List<JsonNode> meant = meant(objects, effect);
    return effect.has("at")
        ? !meant.isEmpty() && meant.stream().allMatch(object -> shows(object, effect))
        : meant.isEmpty();
  }

  private static List<JsonNode> meant(List<JsonNode> objects, JsonNode effect) {
    String which = effect.path("in").asText();
    return objects.stream()
        .filter(
            object ->
                which.equals("every")
                    || which.equals(Documents.kind(object))
                    || which.equals(Documents.id(object)))
        .toList();
  }

  private static boolean shows(JsonNode object, JsonNode effect) {
    JsonNode found = object.at(effect.path("at").asText());
    if (effect.has("is")) {
      return found.equals(effect.path("is"));
    }
    if (!effect.has("has")) {
      return found.isMissingNode();
    }
    JsonNode held = effect.path("has");
    return found.isArray()
        ? StreamSupport.stream(found.spliterator(), false).anyMatch(held::equals)
        : found.asText().contains(held.asText());
  }

  private static List<JsonNode> objects(Helm helm, List<String> settings) {
    return Documents.trees(helm.template(settings.toArray(String[]::new)));
  }

  private static List<String> settings(JsonNode effect) {
    return effect.path("set").properties().stream()
        .flatMap(value -> Stream.of("--set-json", value.getKey() + "=" + value.getValue()))
        .toList();
  }
}
