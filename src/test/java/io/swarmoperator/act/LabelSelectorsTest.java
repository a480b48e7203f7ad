package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selectors as the API server reads them. */
class LabelSelectorsTest {
  private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "front");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                         | true
          {matchLabels: {app: web}}                                                  | true
          {matchLabels: {app: web, tier: front}}                                     | true
          {matchLabels: {app: api}}                                                  | false
          {matchLabels: {app: web, other: x}}                                        | false
          {matchExpressions: [{key: app, operator: In, values: [api, web]}]}         | true
          {matchExpressions: [{key: app, operator: In, values: [api]}]}              | false
          {matchExpressions: [{key: other, operator: In, values: [web]}]}            | false
          {matchExpressions: [{key: app, operator: NotIn, values: [api]}]}           | true
          {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}           | false
          {matchExpressions: [{key: other, operator: NotIn, values: [web]}]}         | true
          {matchExpressions: [{key: app, operator: Exists}]}                         | true
          {matchExpressions: [{key: other, operator: Exists}]}                       | false
          {matchExpressions: [{key: app, operator: DoesNotExist}]}                   | false
          {matchExpressions: [{key: other, operator: DoesNotExist}]}                 | true
          {matchLabels: {app: web}, matchExpressions: [{key: x, operator: Exists}]}  | false
          """)
  void selects(String selector, boolean takes) {
    assertThat(
            LabelSelectors.selects(
                Serialization.unmarshal("---\n" + selector, LabelSelector.class), LABELS))
        .isEqualTo(takes);
  }

  @Test
  void noSelectorTakesNothing() {
    assertThat(LabelSelectors.selects(null, LABELS)).isFalse();
  }
}
