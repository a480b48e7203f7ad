package io.swarmoperator.api;

/**
 * Rules about what a mode doesn't have. Defaults apply in every mode and CEL can't see what was
 * declared: a field is refused only where it differs from its default (design §2.1).
 */
final class ModeRules {
  /** Docker's words. */
  static final String NO_ROLLOUT = "update and rollback configuration is not supported for jobs";

  static final String JOBS_HAVE_NO_UPDATE =
      "!self.mode.endsWith('-job') || (self.updateConfig.parallelism == 1"
          + " && self.updateConfig.delay == '0s' && self.updateConfig.order == 'stop-first'"
          + " && self.updateConfig.monitor == '5s' && self.updateConfig.maxFailureRatio == 0.0"
          + " && self.updateConfig.failureAction == 'pause')";

  static final String JOBS_HAVE_NO_ROLLBACK =
      "!self.mode.endsWith('-job') || (self.rollbackConfig.parallelism == 1"
          + " && self.rollbackConfig.delay == '0s' && self.rollbackConfig.order == 'stop-first'"
          + " && self.rollbackConfig.monitor == '5s' && self.rollbackConfig.maxFailureRatio == 0.0"
          + " && self.rollbackConfig.failureAction == 'pause')";

  private ModeRules() {}
}
