package io.swarmoperator.observe;

import io.swarmoperator.api.Job;
import io.swarmoperator.api.RolloutConfig;
import io.swarmoperator.api.SwarmServiceSpec;

/**
 * What decisions read of a spec and what the schema gives every service: missing only where the
 * CustomResourceDefinition is older than the operator. The template and the endpoint are completed
 * when they are read ({@link io.swarmoperator.revision.RevisionContent}).
 */
final class RequiredFields {
  private RequiredFields() {}

  /**
   * Looks for a field without a value.
   *
   * @throws IllegalArgumentException when there is one
   */
  static void check(SwarmServiceSpec spec) {
    need("spec.mode", spec.getMode());
    need("spec.replicas", spec.getReplicas());
    job(need("spec.job", spec.getJob()));
    need("spec.template", spec.getTemplate());
    need("spec.endpoint", spec.getEndpoint());
    rollout("spec.updateConfig", spec.getUpdateConfig());
    need("spec.updateConfig.failureAction", spec.getUpdateConfig().getFailureAction());
    rollout("spec.rollbackConfig", spec.getRollbackConfig());
    need("spec.rollbackConfig.failureAction", spec.getRollbackConfig().getFailureAction());
    need("spec.drain", spec.getDrain());
    need("spec.drain.order", spec.getDrain().getOrder());
    need("spec.disruptionBudget", spec.getDisruptionBudget());
    need("spec.paused", spec.getPaused());
    need("spec.revisionHistoryLimit", spec.getRevisionHistoryLimit());
  }

  private static void job(Job job) {
    need("spec.job.maxConcurrent", job.getMaxConcurrent());
    need("spec.job.totalCompletions", job.getTotalCompletions());
  }

  private static void rollout(String path, RolloutConfig config) {
    need(path, config);
    need(path + ".parallelism", config.getParallelism());
    need(path + ".delay", config.getDelay());
    need(path + ".order", config.getOrder());
    need(path + ".monitor", config.getMonitor());
    need(path + ".maxFailureRatio", config.getMaxFailureRatio());
  }

  private static <T> T need(String path, T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          path + " has no value; is the CustomResourceDefinition older than the operator?");
    }
    return value;
  }
}
