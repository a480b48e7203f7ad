package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of Go's templates what names a value; the rest is refused where it stands. */
class TemplateTextTest {
  private static final String DELIMITED = " => ";

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITED,
      quoteCharacter = '~',
      textBlock =
          """
          plain text => plain text
          }} alone => }} alone
          { {.Task.Slot} } => { {.Task.Slot} }
          {{.Task.Slot}} => 7
          a{{.Task.Slot}}{{.Task.Slot}}b => a77b
          {{ .Service.Name }}-x => ping-x
          {{{.Task.Slot}}} => !1
          x {{- .Task.Slot -}} y => x7y
          x {{-.Task.Slot}} => !3
          {{- .Task.Slot}} y => 7 y
          {{.Service.Labels.tier}} => front
          {{index .Service.Labels "a.b/c"}} => odd
          {{index .Service.Labels `a.b/c`}} => odd
          {{index .Service.Labels "none"}} => ~~
          {{index .Service.Labels none}} => !1
          {{.Service.Labels}} => !1
          {{.Service.Labels.a.b}} => !1
          {{.Service.name}} => !1
          {{.Task.Slot => !1
          ab{{.Task.Slot}}{{.Task.Slit}} => !17
          {{}} => !1
          {{.Task.Slot | printf}} => !1
          {{if .Task.Slot}}a{{end}} => !1
          {{"{{"}}.ID}} => {{.ID}}
          {{"a\\\\n\\"b"}} => a\\n"b
          {{`{{.ID}}`}} => {{.ID}}
          {{. Task.Slot}} => !1
          {{.Node.ID}} => ?
          """)
  @Difference("D107")
  void expands(String text, String expected) {
    assertThat(shown(text)).isEqualTo(expected);
  }

  /** What it says, or ! and the column of what is wrong, or ? for what isn't known. */
  private static String shown(String text) {
    TemplateText template = TemplateText.of(text);
    return template
        .fault()
        .map(fault -> "!" + fault.column())
        .orElseGet(() -> values().expand(template).orElse("?"));
  }

  private static TaskValues values() {
    SwarmService service = Fixtures.ping("template: {image: alpine}");
    service.getMetadata().setLabels(Map.of("tier", "front", "a.b/c", "odd"));
    return new TaskValues(
        service,
        Placement.NONE,
        new TaskIdentity(
            "ping", SlotId.numbered(7), 1, Fixtures.TASK_ID, "", "", Reason.SCALED_UP, 0, 0));
  }
}
