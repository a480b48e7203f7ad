package io.swarmoperator.faults;

import io.swarmoperator.sim.OpenCluster;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of a process in a simulated cluster. */
final class VirtualClock extends Clock {
  private final OpenCluster cluster;

  VirtualClock(OpenCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Instant instant() {
    return cluster.now();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
