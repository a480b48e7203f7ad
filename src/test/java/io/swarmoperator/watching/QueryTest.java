package io.swarmoperator.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  private static final Exposition EXPOSED =
      Exposition.of(
          """
          # TYPE a_total counter
          a_total{kind="x",event="y"} 1.0
          a_total{kind="z",event="y"} 1.0
          # TYPE b_seconds histogram
          b_seconds_bucket{le="1.0"} 0
          b_seconds_count 0
          # TYPE c gauge
          c 2.0
          """);

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          c => none
          cc => no metric cc
          c > 0 or d == 1 => no metric d
          sum by (kind) (increase(a_total[5m])) => none
          sum by (kinds) (increase(a_total[5m])) => a_total has no label kinds
          sum(increase(a_total[5m])) by (event, sort) => a_total has no label sort
          sum by (kind) (c) / on (kind) a_total => c has no label kind
          a_total{kind="x"} => none
          a_total{kind="y"} => a_total has no kind y
          a_total{kind="x", sort="y"} => a_total has no label sort
          a_total{kind=~"x|z", job="operator"} => none
          a_total{kind!~"x|yy"} => a_total has no kind yy
          a_total{namespace=~"$namespace", kind=~"$kind"} => none
          histogram_quantile(0.9, sum by (pod, le) (rate(b_seconds_bucket[1h]))) => none
          histogram_quantile(0.9, sum by (le) (rate(b_seconds[1h]))) => no metric b_seconds
          absent(c) or max by (job) (c) == 1e3 => none
          """)
  void whatIsntThereIsFound(String expression, String missing) {
    assertThat(Query.of(expression).missingIn(EXPOSED))
        .isEqualTo(missing == null ? List.of() : List.of(missing));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          c => in all => none
          sum by (kind) (a_total) => {{kind}} => none
          sum by (event) (a_total) => {{kind}} {{ event }} => kind
          max(a_total) => {{kind}} => kind
          sum by (kind) (a_total) => {{ $labels.kind }} {{ $labels.event }} {{ $value }} => event
          rate(a_total[5m]) => {{kind}} of {{pod}} => none
          rate(a_total[5m]) => {{sort}} => sort
          """)
  void whatATextNamesMustBeLeft(String expression, String text, String unknown) {
    assertThat(Query.of(expression).unknownIn(text, EXPOSED))
        .isEqualTo(unknown == null ? List.of() : List.of(unknown));
  }
}
