package io.swarmoperator.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.render.Fixtures;
import org.junit.jupiter.api.Test;

class LogPrefixTest {
  private static final SwarmService TEN = Fixtures.ping("replicas: 10\ntemplate: {image: app}");

  @Test
  void slotsAreAsWideAsTheHighest() {
    assertThat(LogPrefix.of(task("slot: 9"), TEN, LogPrefix.Name.USUAL))
        .isEqualTo("ping.9.zzzzyabcdefg@n1     | ");
    assertThat(LogPrefix.of(task("slot: 10"), TEN, LogPrefix.Name.USUAL))
        .isEqualTo("ping.10.zzzzyabcdefg@n1    | ");
  }

  @Test
  void idsAreWholeOrLeftOut() {
    assertThat(LogPrefix.of(task("slot: 10"), TEN, LogPrefix.Name.WHOLE_ID))
        .isEqualTo("ping.10.zzzzyabcdefghijklmnopqrst@n1    | ");
    assertThat(LogPrefix.of(task("slot: 10"), TEN, LogPrefix.Name.SLOT))
        .isEqualTo("ping.10@n1    | ");
  }

  @Difference("D147")
  @Test
  void aGlobalTaskIsNamedAfterItsNode() {
    SwarmService global = Fixtures.ping("mode: global\ntemplate: {image: app}");
    assertThat(LogPrefix.of(task("slot: 0, nodeName: n1"), global, LogPrefix.Name.SLOT))
        .isEqualTo("ping.n1@n1    | ");
  }

  private static SwarmTask task(String spec) {
    return Fixtures.YAML.unmarshal(
        """
        metadata:
          labels: {swarmoperator.io/service: ping, swarmoperator.io/task: zzzzyabcdefghijklmnopqrst}
        spec: {%s}
        status: {nodeName: n1}
        """
            .formatted(spec),
        SwarmTask.class);
  }
}
