package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.plan.SchemaCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the schema lets through is rendered, or refused by {@link SpecProblems}. One service:
 * {@code -Dfuzz.seed=N -Dfuzz.services=1}.
 */
class RandomServicesTest {
  private static final long FIRST = Long.getLong("fuzz.seed", 1);
  private static final long SERVICES = Long.getLong("fuzz.services", 10_000);

  /** Most of what is made must be valid, or the services would say little. */
  private static final double VALID = 0.9;

  /** One for each thread: what it has compiled is not to be shared. */
  private static final ThreadLocal<SchemaCheck> SCHEMA = ThreadLocal.withInitial(SchemaCheck::new);

  /** What became of a seed: how often each field was there, or why the service isn't valid. */
  private record Made(Set<String> fields, List<String> problems) {}

  @Test
  void everyValidServiceIsRendered() {
    List<Made> made =
        LongStream.range(FIRST, FIRST + SERVICES)
            .parallel()
            .mapToObj(RandomServicesTest::make)
            .toList();
    Map<String, Long> problems = new TreeMap<>();
    Map<String, Integer> fields = new HashMap<>();
    long valid = 0;
    for (Made each : made) {
      each.problems().forEach(problem -> problems.merge(problem, 1L, Long::sum));
      each.fields().forEach(field -> fields.merge(field, 1, Integer::sum));
      valid += each.problems().isEmpty() ? 1 : 0;
    }
    assertThat(valid)
        .as("valid ones, beside %s", problems)
        .isGreaterThan((long) (SERVICES * VALID));
    if (SERVICES >= 1000) {
      assertThat(fields.keySet())
          .as("fields of valid services")
          .containsAll(RandomServiceFields.of(SCHEMA.get().spec()));
    }
  }

  private static Made make(long seed) {
    SchemaCheck schema = SCHEMA.get();
    ObjectNode declared = new RandomServices(schema.spec(), seed).service();
    try {
      List<String> problems = schema.problems(declared);
      if (!problems.isEmpty()) {
        return new Made(Set.of(), problems);
      }
      RenderedService rendered = RenderedService.of(declared);
      return rendered.problems().isEmpty()
          ? new Made(fields("", declared.path("spec"), new TreeSet<>()), List.of())
          : new Made(Set.of(), rendered.problems());
    } catch (RuntimeException e) {
      throw new AssertionError("-Dfuzz.seed=" + seed + ": " + e + "\n" + declared, e);
    }
  }

  private static Set<String> fields(String path, JsonNode value, Set<String> found) {
    found.add(path);
    value
        .properties()
        .forEach(
            field ->
                fields(
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(),
                    found));
    if (value.isArray()) {
      value.forEach(item -> fields(path + "[]", item, found));
    }
    return found;
  }
}
