package io.swarmoperator.decide;

/** What an update does when more tasks failed than its ratio allows (S§5.6). */
public enum FailureAction {
  PAUSE,
  CONTINUE,
  ROLLBACK
}
