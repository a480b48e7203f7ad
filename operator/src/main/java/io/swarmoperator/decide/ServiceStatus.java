package io.swarmoperator.decide;

import java.util.List;

/**
 * What the service's status shows beside {@link Memory}.
 *
 * @param desiredTasks tasks meant to run
 * @param runningTasks tasks meant to run that run, on nodes that are not down
 * @param updatedTasks tasks meant to run that are of the current revision
 * @param replicas pods that exist and are wanted
 * @param completed tasks of the job's present iteration that completed; 0 for services
 * @param summary the REPLICAS column of {@code docker service ls}
 * @param minAvailable for the disruption budget: desired less the update's parallelism, 0 or more
 * @param conditions as kstatus reads them
 */
public record ServiceStatus(
    int desiredTasks,
    int runningTasks,
    int updatedTasks,
    int replicas,
    int completed,
    String summary,
    int minAvailable,
    List<Condition> conditions) {
  public ServiceStatus {
    conditions = List.copyOf(conditions);
  }
}
