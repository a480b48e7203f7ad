package io.swarmoperator.decide;

/** Whether the old task of a slot stops before its replacement starts, or after it runs (S§5.5). */
public enum UpdateOrder {
  STOP_FIRST,
  START_FIRST
}
