package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Event;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.Convergence;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Optional;

/** A change that was made, and what is said until it has been carried out. */
final class Change {
  private final Cluster cluster;
  private final SwarmService before;
  private final SwarmService after;
  private final Convergence.Expected expected;

  Change(Cluster cluster, SwarmService before, SwarmService after, Convergence.Expected expected) {
    this.cluster = cluster;
    this.before = before;
    this.after = after;
    this.expected = expected;
  }

  /**
   * Waits for it, when that is wanted.
   *
   * @throws CommandFailure when it isn't carried out
   */
  void follow(Following following, Audience audience) {
    if (!following.wanted()) {
      return;
    }
    Audience shown = following.shown() ? audience : audience.quiet();
    Thread farewell = new Thread(this::farewell);
    Runtime.getRuntime().addShutdownHook(farewell);
    try (Follower follower = new Follower(cluster.client(), after, shown)) {
      finish(follower.follow(new Convergence(before, after, expected)), audience.out());
    } finally {
      Runtime.getRuntime().removeShutdownHook(farewell);
    }
  }

  private void finish(Convergence.End end, PrintWriter out) {
    if (end instanceof Convergence.End.Waits waits) {
      out.println(waits.why() + "; to go on: swarm resume " + name());
    } else if (end instanceof Convergence.End.Failed failed) {
      throw new CommandFailure(failed.why());
    } else if (end instanceof Convergence.End.Refused) {
      throw new CommandFailure(refusal());
    }
  }

  /** The operator tells why by an event. */
  private String refusal() {
    Optional<Event> event =
        cluster.client().v1().events().list().getItems().stream()
            .filter(e -> "RequestRefused".equals(e.getReason()))
            .filter(e -> name().equals(e.getInvolvedObject().getName()))
            .max(Comparator.comparing(e -> Long.parseLong(e.getMetadata().getResourceVersion())));
    return event.map(Event::getMessage).orElse("the operator refused the request");
  }

  private void farewell() {
    System.out.println("\nOperation continuing in background.");
    System.out.println("Use `swarm ps " + name() + "` to check progress.");
  }

  private String name() {
    return after.getMetadata().getName();
  }
}
