package io.swarmoperator.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.render.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where lists and sheets show other than docker's. */
class ListsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");

  @Difference("D148")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state: preparing, createdAt: '2026-01-02T03:50:00Z' | Preparing 10 minutes ago",
        "state: running, createdAt: '2026-01-02T03:50:00Z', runningAt: '2026-01-02T03:55:00Z'"
            + " | Running 5 minutes ago",
        "state: failed, createdAt: '2026-01-02T03:50:00Z', runningAt: '2026-01-02T03:55:00Z',"
            + " finishedAt: '2026-01-02T03:58:00Z' | Failed 2 minutes ago",
      })
  void aStateLastsSinceTheLastTimeOfTheRecord(String status, String shown) {
    SwarmTask task =
        Fixtures.YAML.unmarshal(
            """
            metadata:
              namespace: shop
              labels:
                swarmoperator.io/service: ping
                swarmoperator.io/task: zzzzyabcdefghijklmnopqrst
            spec: {slot: 1, image: app, desiredState: running}
            status: {%s}
            """
                .formatted(status),
            SwarmTask.class);
    View view = new View(View.Scope.ONE_NAMESPACE, View.Width.USUAL);
    assertThat(TaskList.of(List.of(task), List.of(), view, TaskList.Texts.CUT, NOW))
        .contains(shown);
  }

  @Difference("D151")
  @Test
  void aServiceThatIsHeldSaysSo() {
    SwarmService ping = Fixtures.ping("template: {image: 'app:b'}");
    ping.setStatus(
        Fixtures.service(
                """
                kind: SwarmService
                metadata: {name: ping}
                spec: {template: {image: 'app:b'}}
                status:
                  hold: {revision: 1, insteadOf: 2, since: '2026-01-02T03:58:00Z'}
                  conditions: [{type: Stalled, status: "True", reason: RolledBack, message: why}]
                """)
            .getStatus());
    assertThat(ServicePretty.of(ping, new HeldImages(List.of()), NOW))
        .contains("Hold:\n Revision:\t1\n Instead of:\t2\n")
        .contains("Conditions:\n Stalled:\tRolledBack: why\n");
  }

  @Difference("D151")
  @Test
  void everyNodeOfTheControlPlaneIsReachable() {
    Node node =
        Fixtures.YAML.unmarshal(
            """
            metadata: {name: n1, labels: {node-role.kubernetes.io/control-plane: ''}}
            status:
              nodeInfo: {kubeletVersion: v1.36.0}
              conditions: [{type: Ready, status: "True"}]
            """,
            Node.class);
    assertThat(NodeList.of(List.of(node), View.Width.USUAL))
        .containsPattern("n1 +n1 +Ready +Active +Reachable +v1\\.36\\.0");
  }
}
