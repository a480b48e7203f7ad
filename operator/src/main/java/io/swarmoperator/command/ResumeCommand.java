package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.print.Convergence;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code swarm resume}: whatever holds a service up ends. */
@Command(
    name = "resume",
    description =
        "Goes on with a service that swarm pause paused, with an update or rollback that a failure"
            + " paused, or, after a rollback, with what is declared.")
public final class ResumeCommand extends ClusterCommand {
  private static final Set<UpdateState> PAUSED =
      Set.of(UpdateState.PAUSED, UpdateState.ROLLBACK_PAUSED);

  @Parameters(paramLabel = "SERVICE", description = "Name of the service.")
  private String name;

  @Mixin private Following following;

  @Override
  void run(Cluster cluster) {
    SwarmService service = cluster.service(name);
    boolean paused = Boolean.TRUE.equals(service.getSpec().getPaused());
    boolean stopped = stopped(service);
    if (!paused && !stopped) {
      throw new CommandFailure("nothing of service " + name + " is paused or held back");
    }
    SwarmService after = service;
    if (paused) {
      after = cluster.merge(service, Map.of("spec", Map.of("paused", false)));
      Declarations.of(service, List.of("spec.paused")).ifPresent(this::note);
    }
    if (stopped) {
      after =
          cluster.merge(
              service,
              Map.of("metadata", Map.of("annotations", Map.of(Labels.RESUME_REQUEST, "true"))));
    }
    out().println(name);
    Convergence.Expected expected = stopped ? rollout(service) : Convergence.Expected.TASKS;
    new Change(cluster, service, after, expected).follow(following, audience());
  }

  private static Convergence.Expected rollout(SwarmService service) {
    return state(service).filter(UpdateState.ROLLBACK_PAUSED::equals).isPresent()
        ? Convergence.Expected.ROLLBACK
        : Convergence.Expected.ROLLOUT;
  }

  private static Optional<UpdateState> state(SwarmService service) {
    return Optional.ofNullable(service.getStatus())
        .map(SwarmServiceStatus::getUpdate)
        .map(UpdateStatus::getState);
  }

  private static boolean stopped(SwarmService service) {
    Optional<SwarmServiceStatus> status = Optional.ofNullable(service.getStatus());
    return status.map(SwarmServiceStatus::getHold).isPresent()
        || state(service).filter(PAUSED::contains).isPresent();
  }
}
