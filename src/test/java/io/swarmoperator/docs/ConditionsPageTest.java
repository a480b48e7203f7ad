package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.measure.Label;
import io.swarmoperator.measure.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** For each reason of a condition the page on operating tells what to do. */
class ConditionsPageTest {
  private static final Path PAGE = Path.of("docs/operating.md");

  @Test
  void everyReasonOfTheReferenceHasAnAdviceAndNoOther() {
    Set<String> known = reasons(Path.of("docs/reference-swarmservice.md"), "Conditions");
    known.addAll(List.of("FieldsNotSupported", "OtherDisruptionBudget", "SeveralCauses"));
    Metric.SERVICES_STALLED.labels().stream().map(Label::values).forEach(known::addAll);
    assertThat(reasons(PAGE, "When a service is not ready")).isEqualTo(known);
  }

  private static Set<String> reasons(Path page, String heading) {
    Set<String> reasons = new TreeSet<>();
    PageTables.under(page, heading).forEach(row -> reasons.addAll(PageTables.words(row.get(0))));
    return reasons;
  }
}
