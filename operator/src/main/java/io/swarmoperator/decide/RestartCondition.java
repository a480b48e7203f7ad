package io.swarmoperator.decide;

/** Which ends of a task are followed by a replacement (S§4.2). */
public enum RestartCondition {
  ANY,
  ON_FAILURE,
  NONE
}
