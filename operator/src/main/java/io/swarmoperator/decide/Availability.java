package io.swarmoperator.decide;

/** Whether a node takes tasks; a cordoned node is {@link #PAUSE} (S§10.2). */
public enum Availability {
  ACTIVE,
  PAUSE,
  DRAIN
}
