package io.swarmoperator.chart;

import io.swarmoperator.scenario.Stage;

/** What every installation must be able to do. */
final class Rollout {
  private static final String PING =
      """
      replicas: 4
      template: {image: "alpine:3.6"}
      updateConfig: {parallelism: 2, monitor: 100ms}
      rollbackConfig: {parallelism: 2, monitor: 100ms}
      endpoint: {ports: [{target: 80}]}
      """;

  private Rollout() {}

  /** Creates the service ping, updates it and rolls it back. */
  static void throughUpdateAndRollback(Stage stage) {
    stage.service("ping", PING);
    stage.awaitSummary("ping", "4/4");
    stage.image("ping", "alpine:3.7");
    stage.awaitUpdate("ping", "completed");
    stage.request("ping", "rollback=previous");
    stage.awaitUpdate("ping", "rollback_completed");
    stage.awaitSummary("ping", "4/4");
  }
}
