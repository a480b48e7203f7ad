package io.swarmoperator.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.render.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code swarm inspect --pretty} beside what docker printed of the same service when recorded. */
class RecordedSheetsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");

  static List<Arguments> services() {
    return List.of(
        Arguments.of(
            "s05a_rollback",
            "web",
            """
            replicas: 4
            updateConfig: {parallelism: 0, monitor: 1s}
            rollbackConfig: {parallelism: 2, delay: 1s, monitor: 1s}
            template:
              image: app:a
              args: [sh, -c, 'trap "exit 0" TERM; sleep 100000 & wait']
            """,
            "state: rollback_completed, message: rollback completed"),
        Arguments.of(
            "s06n_rollback_fails_pause",
            "web",
            """
            replicas: 4
            updateConfig: {failureAction: rollback, monitor: 2s}
            rollbackConfig: {monitor: 2s}
            template:
              image: app:a
              args: [sh, -c, 'test -e /flag/x && exit 1; sleep 100000']
              mounts: [{type: bind, source: lab/shared, target: /flag}]
            """,
            "state: rollback_paused, message: update paused due to failure or early termination of"
                + " task newnfzgyl318zddve5vnynu8e"),
        Arguments.of(
            "s21b_stack_defaults",
            "bare",
            "replicas: 1\ntemplate: {image: 'app:a', args: [sleep, '100000']}",
            ""));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aSheetIsDockers(String recording, String name, String spec, String update)
      throws IOException {
    SwarmService service =
        Fixtures.service(
            """
            apiVersion: swarmoperator.io/v1alpha1
            kind: SwarmService
            metadata: {name: %s, namespace: shop, uid: 3f2b8c1e-7a54-4c0d-9e21-6d5a4b3c2f10}
            spec:
            %s
            status: {%s}
            """
                .formatted(
                    name,
                    spec.indent(2).stripTrailing(),
                    update.isEmpty()
                        ? ""
                        : "update: {startedAt: '2026-01-02T03:59:50Z', " + update + "}"));

    String printed = ServicePretty.of(service, new HeldImages(List.of()), NOW);
    assertThat(withoutIds(printed)).isEqualTo(withoutIds(recorded(recording, name)));
  }

  private static String recorded(String recording, String name) throws IOException {
    JsonNode file =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracle", recording + ".json").toFile());
    return file.path("snapshots")
        .valueStream()
        .filter(s -> s.path("cmd").asText().equals("docker service inspect --pretty " + name))
        .map(s -> s.path("out").asText())
        .findFirst()
        .orElseThrow();
  }

  /** Ids and times are another's. */
  private static String withoutIds(String sheet) {
    return sheet
        .replaceAll("(?m)^(ID:\t\t)[0-9a-z]+$", "$1ID")
        .replaceAll("(?m)^( Started:\t).+ ago$", "$1AGO");
  }
}
