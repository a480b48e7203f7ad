package io.swarmoperator.sim;

import java.time.Duration;
import java.time.Instant;

/** A simulated cluster without an operator, open to those of a test. */
public final class OpenCluster {
  private final SimulatedCluster cluster;
  private final Feed feed;

  /** A service that was just created, and nobody who cares for it. */
  public OpenCluster(ServiceBuilder service, Setting setting) {
    cluster = new SimulatedCluster(service.build(), setting);
    cluster.killOperator();
    feed = new Feed(cluster.store());
    cluster.store().listen(feed);
  }

  /** The cluster itself: nodes, containers, time. */
  public SimulatedCluster cluster() {
    return cluster;
  }

  /** What can be watched and listed. */
  public Feed feed() {
    return feed;
  }

  /** What can be written to. */
  public Writes writes() {
    return cluster.apiServer();
  }

  /** Declares the service anew. */
  public void declare(ServiceBuilder service) {
    cluster.apply(service.build());
  }

  /** The present instant. */
  public Instant now() {
    return cluster.now();
  }

  /**
   * Has something done later.
   *
   * @return takes it back
   */
  public Runnable after(Duration delay, Runnable event) {
    Agenda agenda = cluster.agenda();
    Agenda.Entry entry = agenda.at(agenda.now().plus(delay), event);
    return () -> agenda.cancel(entry);
  }

  /** The number under which the cluster first saw a revision. */
  public long revisionNumber(String hash) {
    return cluster.store().revisionNumber(hash);
  }

  /** What happened, as lines. */
  public String lines() {
    return TimelineLines.of(cluster.timeline(), false);
  }
}
