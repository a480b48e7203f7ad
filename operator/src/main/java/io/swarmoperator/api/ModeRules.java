package io.swarmoperator.api;

/**
 * Rules about what a mode doesn't have. Defaults apply in every mode and CEL can't see what was
 * declared: a field is refused only where it differs from its default, however that is written.
 */
final class ModeRules {
  /** Docker's words. */
  static final String NO_ROLLOUT = "update and rollback configuration is not supported for jobs";

  private static final String IS_ZERO = ".matches('^(0+([.]0+)?(ns|us|ms|s|m|h))+$')";
  private static final String IS_DURATION = ".matches('^([0-9]+([.][0-9]+)?(ns|us|ms|s|m|h))+$')";

  static final String JOBS_HAVE_NO_UPDATE =
      "!self.mode.endsWith('-job') || (self.updateConfig.parallelism == 1"
          + " && self.updateConfig.delay"
          + IS_ZERO
          + " && self.updateConfig.order == 'stop-first'"
          + " && (self.updateConfig.monitor"
          + IS_ZERO
          + " || (self.updateConfig.monitor"
          + IS_DURATION
          + " && duration(self.updateConfig.monitor) == duration('5s')))"
          + " && self.updateConfig.maxFailureRatio == 0.0"
          + " && self.updateConfig.failureAction == 'pause')";

  static final String JOBS_HAVE_NO_ROLLBACK =
      "!self.mode.endsWith('-job') || (self.rollbackConfig.parallelism == 1"
          + " && self.rollbackConfig.delay"
          + IS_ZERO
          + " && self.rollbackConfig.order == 'stop-first'"
          + " && (self.rollbackConfig.monitor"
          + IS_ZERO
          + " || (self.rollbackConfig.monitor"
          + IS_DURATION
          + " && duration(self.rollbackConfig.monitor) == duration('5s')))"
          + " && self.rollbackConfig.maxFailureRatio == 0.0"
          + " && self.rollbackConfig.failureAction == 'pause')";

  private ModeRules() {}
}
