package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.NoticeReason;
import io.swarmoperator.print.Convergence;
import java.io.PrintWriter;
import java.util.Comparator;

/** A change that was made, and what is said until it has been carried out. */
final class Change {
  private static final String REFUSED = "the operator refused the request";

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
    Thread farewell = new Thread(() -> farewell(shown.out()));
    Runtime.getRuntime().addShutdownHook(farewell);
    try (Follower follower = new Follower(cluster.client(), after, shown)) {
      finish(follower.follow(new Convergence(before, after, expected)), audience.out());
    } finally {
      forget(farewell);
    }
  }

  private static void forget(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // the command is being interrupted, and the words are on their way
      return;
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

  /** The operator tells why by an event, which not everybody may read. */
  private String refusal() {
    try {
      return cluster
          .client()
          .v1()
          .events()
          .withField("involvedObject.uid", after.getMetadata().getUid())
          .withField("reason", NoticeReason.REQUEST_REFUSED.word())
          .list()
          .getItems()
          .stream()
          .max(Comparator.comparing(Change::version))
          .map(Event::getMessage)
          .orElse(REFUSED);
    } catch (KubernetesClientException e) {
      return REFUSED;
    }
  }

  private static long version(Event event) {
    return Long.parseLong(event.getMetadata().getResourceVersion());
  }

  private void farewell(PrintWriter out) {
    out.println("\nOperation continuing in background.");
    out.println("Use `swarm ps " + name() + "` to check progress.");
    out.flush();
  }

  private String name() {
    return after.getMetadata().getName();
  }
}
