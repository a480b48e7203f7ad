package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.ConditionReason;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** For each reason of a condition the page on operating tells what to do. */
class ConditionsPageTest {
  private static final Path PAGE = Path.of("docs/operating.md");

  private static final Path REFERENCE = Path.of("docs/reference-swarmservice.md");

  /** Told in words below the table: of a condition that is seldom there. */
  private static final Set<ConditionReason> UNSUPPORTED =
      EnumSet.of(
          ConditionReason.FIELDS_NOT_SUPPORTED,
          ConditionReason.OTHER_DISRUPTION_BUDGET,
          ConditionReason.SEVERAL_CAUSES);

  @Test
  void everyReasonHasAnAdviceAndNoOther() {
    assertThat(reasons(PAGE, "When a service is not ready"))
        .isEqualTo(words(EnumSet.allOf(ConditionReason.class)));
  }

  @Test
  void everyReasonStandsInTheReference() {
    assertThat(reasons(REFERENCE, "Conditions"))
        .isEqualTo(words(EnumSet.complementOf(EnumSet.copyOf(UNSUPPORTED))));
    assertThat(PageTables.words(PageTables.read(REFERENCE))).containsAll(words(UNSUPPORTED));
  }

  private static Set<String> words(Set<ConditionReason> reasons) {
    return reasons.stream()
        .map(ConditionReason::word)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> reasons(Path page, String heading) {
    Set<String> reasons = new TreeSet<>();
    PageTables.under(page, heading).forEach(row -> reasons.addAll(PageTables.words(row.get(0))));
    return reasons;
  }
}
