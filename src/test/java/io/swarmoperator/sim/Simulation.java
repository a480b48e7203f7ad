package io.swarmoperator.sim;

import io.swarmoperator.api.Durations;
import io.swarmoperator.decide.Request;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A whole rollout as a table: what is done to a service, and what comes of it as lines to be
 * compared with a text block.
 *
 * <pre>
 * Simulation.of(service().replicas(4).update(u -> u.delay("10s")))
 *     .settle()
 *     .fromHere()
 *     .change(s -> s.image("app:2"))
 *     .settle()
 *     .lines()
 * </pre>
 */
public final class Simulation {
  private static final Duration LONG = Duration.ofHours(24);

  private final SimulatedCluster cluster;
  private ServiceBuilder service;

  private Simulation(ServiceBuilder service, Setting setting) {
    this.service = service;
    this.cluster = new SimulatedCluster(service.build(), setting);
  }

  /** A service that is created at offset 0 on three nodes. */
  public static Simulation of(ServiceBuilder service) {
    return in(Setting.nodes(3), service);
  }

  /** A service that is created in other surroundings. */
  public static Simulation in(Setting setting, ServiceBuilder service) {
    return new Simulation(service, setting);
  }

  /** The cluster, for what the table has no word for. */
  public SimulatedCluster cluster() {
    return cluster;
  }

  /** Lets containers behave otherwise from now on. */
  public Simulation behave(BehaviourRule... rules) {
    cluster.behave(List.of(rules));
    return this;
  }

  /** Changes the service. */
  public Simulation change(UnaryOperator<ServiceBuilder> change) {
    service = change.apply(service);
    cluster.apply(service.build());
    return this;
  }

  /** Asks for a rollback. */
  public Simulation rollback(String to) {
    cluster.request(Request.Kind.ROLLBACK, to);
    return this;
  }

  /** Asks to go on. */
  public Simulation resume() {
    cluster.request(Request.Kind.RESUME, "true");
    return this;
  }

  /** Does something else to the cluster. */
  public Simulation then(Consumer<SimulatedCluster> action) {
    action.accept(cluster);
    return this;
  }

  /** Lets time pass. */
  public Simulation run(String duration) {
    cluster.runFor(Durations.parse(duration));
    return this;
  }

  /** Lets time pass until nothing more happens; fails when something goes on for a day. */
  public Simulation settle() {
    if (!cluster.settle(LONG)) {
      throw new AssertionError(
          "still not at rest after " + LONG + System.lineSeparator() + lines());
    }
    return this;
  }

  /** Forgets the lines so far and counts offsets from now on. */
  public Simulation fromHere() {
    cluster.timeline().restart();
    return this;
  }

  /** What happened, a line for each milestone. */
  public String lines() {
    return TimelineLines.of(cluster.timeline(), false);
  }

  /** The same, and on which node each task comes to run. */
  public String linesWithNodes() {
    return TimelineLines.of(cluster.timeline(), true);
  }
}
