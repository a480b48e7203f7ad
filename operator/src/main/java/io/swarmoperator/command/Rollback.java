package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.print.Convergence;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the operator to roll a service back. What it would refuse is not asked for. */
final class Rollback {
  static final String PREVIOUS = "previous";

  private final Cluster cluster;
  private final SwarmService service;

  Rollback(Cluster cluster, SwarmService service) {
    this.cluster = cluster;
    this.service = service;
  }

  /** Asks for a revision, or for the previous one. */
  Change to(String revision) {
    ServiceMode mode = service.getSpec().getMode();
    if (mode == ServiceMode.REPLICATED_JOB || mode == ServiceMode.GLOBAL_JOB) {
      throw new CommandFailure("jobs can't be rolled back");
    }
    if (revision.equals(PREVIOUS)) {
      checkThereIsOne();
    } else {
      checkItExists(Long.parseLong(revision));
    }
    SwarmService after =
        cluster.merge(
            service,
            Map.of("metadata", Map.of("annotations", Map.of(Labels.ROLLBACK_REQUEST, revision))));
    return new Change(cluster, service, after, Convergence.Expected.ROLLBACK);
  }

  private void checkThereIsOne() {
    if (status().map(SwarmServiceStatus::getPreviousRevision).isEmpty()) {
      throw new CommandFailure(
          "service " + service.getMetadata().getName() + " does not have a previous revision");
    }
  }

  private void checkItExists(long number) {
    List<Long> known =
        cluster.revisions(service).stream().map(ControllerRevision::getRevision).sorted().toList();
    String name = service.getMetadata().getName();
    if (!known.contains(number)) {
      throw new CommandFailure(
          "service " + name + " has no revision " + number + "; see swarm history " + name);
    }
    if (status().map(SwarmServiceStatus::getCurrentRevision).filter(c -> c == number).isPresent()) {
      throw new CommandFailure(
          "revision " + number + " is what service " + name + " is meant to run already");
    }
  }

  private Optional<SwarmServiceStatus> status() {
    return Optional.ofNullable(service.getStatus());
  }
}
