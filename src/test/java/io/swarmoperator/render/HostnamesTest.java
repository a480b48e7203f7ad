package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host names of tasks on nodes. */
class HostnamesTest {
  private static final String LONG = "n".repeat(70);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          on-{{.Node.Hostname}} | n1         | on-n1
          on-{{.Node.Hostname}} | n1.local   | on-n1-local
          web                   | n1         | web
          """)
  @Difference("D95")
  void ofANode(String declared, String node, String hostname) {
    assertThat(expanded(declared, node)).isEqualTo(hostname);
  }

  @ParameterizedTest
  @CsvSource({"on-{{.Node.Hostname}}, true", "{{.Node.Hostname}}-x, true"})
  void aLongNodeIsShortened(String declared, boolean valid) {
    String name = expanded(declared, LONG);
    assertThat(name).hasSize(63);
    assertThat(Hostnames.valid(name)).isEqualTo(valid);
    assertThat(name).isNotEqualTo(expanded(declared, LONG.replaceFirst("n$", "m")));
  }

  @ParameterizedTest
  @CsvSource({"{{.Node.Hostname}}", "''"})
  void whatIsDeclaredIsNot(String placeholder) {
    String declared = "a".repeat(64) + placeholder;
    assertThat(Hostnames.valid(expanded(declared, "n1"))).isFalse();
  }

  private static String expanded(String declared, String node) {
    TaskIdentity task =
        new TaskIdentity(
            "ping", SlotId.onNode(node), 1, Fixtures.TASK_ID, "", "", Reason.NODE_JOINED, 0, 0);
    TaskValues values = new TaskValues(Fixtures.ping("template: {image: a}"), Placement.NONE, task);
    return Hostnames.expanded(task, declared, values).orElseThrow();
  }
}
