package io.swarmoperator.walk;

import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.sim.ApiObject.Kind;
import io.swarmoperator.sim.ServiceBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a walk begins with.
 *
 * @param nodes how many
 * @param service as first declared
 * @param slowest milliseconds that a request of the operator or its answer may take
 * @param lags how late the watches of each kind are
 */
record Setup(int nodes, ServiceBuilder service, int slowest, Map<Kind, Duration> lags) {

  Setup with(ServiceBuilder other) {
    return new Setup(nodes, other, slowest, lags);
  }

  Setup prompt() {
    return new Setup(nodes, service, 1, Map.of());
  }

  Setup nodes(int number) {
    return new Setup(number, service, slowest, lags);
  }

  @Override
  public String toString() {
    RestartPolicy restart = service.restart();
    return """
        %d nodes, %d replicas of %s, drain %s, history %d%s, stop grace %s
        update:   %s
        rollback: %s
        restart:  %s after %s, attempts %d in %s
        requests take up to %d ms; watches are late: %s"""
        .formatted(
            nodes,
            service.replicas(),
            service.image(),
            service.drain(),
            service.history(),
            service.deadline().map(d -> ", progress deadline " + d).orElse(""),
            service.grace(),
            policy(service.update()),
            policy(service.rollback()),
            restart.condition(),
            restart.delay(),
            restart.maxAttempts(),
            restart.window(),
            slowest,
            lags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + " " + e.getValue().toMillis() + " ms")
                .collect(Collectors.joining(", ")));
  }

  private static String policy(ServiceBuilder.Policy policy) {
    return "%s, parallelism %d, delay %s, on failure %s, monitor %s, ratio %s"
        .formatted(
            policy.order(),
            policy.parallelism(),
            policy.delay(),
            policy.action(),
            policy.monitor(),
            policy.ratio());
  }
}
