package io.swarmoperator.walk;

import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.sim.ApiObject.Kind;
import io.swarmoperator.sim.ServiceBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a walk begins with.
 *
 * @param walked the kind of service
 * @param nodes how many
 * @param service as first declared
 * @param slowest milliseconds that a request of the operator or its answer may take
 * @param lags how late the watches of each kind are
 */
record Setup(
    Walked walked, int nodes, ServiceBuilder service, int slowest, Map<Kind, Duration> lags) {

  Setup prompt() {
    return new Setup(walked, nodes, service, 1, Map.of());
  }

  Setup nodes(int number) {
    return new Setup(walked, number, service, slowest, lags);
  }

  @Override
  public String toString() {
    RestartPolicy restart = service.restart();
    return """
        %d nodes, %s of %s%s, drain %s, history %d%s, stop grace %s
        update:   %s
        rollback: %s
        restart:  %s after %s, attempts %d in %s
        requests take up to %d ms; watches are late: %s"""
        .formatted(
            nodes,
            service.mode(),
            service.image(),
            placement(service.placement()),
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

  private static String placement(Placement placement) {
    return placement.equals(Placement.NONE)
        ? ""
        : " on %s, at most %d per node%s%s"
            .formatted(
                placement.constraints(),
                placement.maxReplicasPerNode(),
                placement.spread().isEmpty() ? "" : ", spread over " + placement.spread(),
                placement.tolerations().isEmpty() ? "" : ", whatever taints there are");
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
