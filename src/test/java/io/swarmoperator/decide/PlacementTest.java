package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes' taints keep a service's tasks away: each has to be tolerated. */
class PlacementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-       | -       | true",
        "-       | gpu     | true",
        "gpu     | -       | false",
        "gpu     | gpu     | true",
        "gpu     | ssd     | false",
        "gpu ssd | gpu     | false",
        "gpu ssd | ssd     | false",
        "gpu ssd | gpu ssd | true"
      })
  void everyTaintOfANodeHasToBeTolerated(String taints, String tolerated, boolean takes) {
    Placement placement =
        new Placement(
            List.of(),
            List.of(),
            0,
            words(tolerated).stream()
                .map(k -> new Toleration(k, Toleration.Operator.EXISTS, "", Optional.empty()))
                .toList());
    NodeView node =
        new NodeView(
            "n1",
            Availability.ACTIVE,
            NodeView.Health.READY,
            Optional.empty(),
            0,
            Map.of(),
            words(taints).stream().map(k -> new Taint(k, "", Taint.Effect.NO_SCHEDULE)).toList());

    assertThat(placement.tolerates(node)).isEqualTo(takes);
    assertThat(placement.finds(node)).isEqualTo(takes);
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(" ", -1));
  }
}
