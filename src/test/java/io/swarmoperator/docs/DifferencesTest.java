package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page of differences keeps its form, by which it is cited. */
class DifferencesTest {
  @Test
  void everyRowHasANumberOfItsOwnAndTheAnchorOfThatNumber() {
    assertThat(Differences.list())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            row -> {
              assertThat(row.id()).matches("D[1-9]\\d*");
              assertThat(row.anchor()).isEqualTo(row.id().toLowerCase(Locale.ROOT));
            })
        .extracting(Differences.Row::id)
        .doesNotHaveDuplicates();
  }

  /** A section of the rules may stand beside the reason, never in its place. */
  @Test
  void everyRowSaysWhyInWords() {
    assertThat(Differences.list())
        .allSatisfy(
            row ->
                assertThat(row.why().replaceAll("\\[S§[^)]*\\)", "").strip())
                    .as(row.id())
                    .hasSizeGreaterThan(10)
                    .contains(" "));
  }

  @Test
  void everyRowSaysWhatHappensInstead() {
    assertThat(Differences.list())
        .allSatisfy(row -> assertThat(row.here()).as(row.id()).hasSizeGreaterThan(5));
  }
}
