package io.swarmoperator.faults;

import io.swarmoperator.sim.OpenCluster;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Between the operator and the API server: each request takes its time there and back, so that
 * requests overtake one another, and some meet a fate.
 */
final class Network {
  /** After so long without an answer the sender gives up. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final OpenCluster cluster;
  private final Mishaps mishaps;
  private final SplittableRandom dice;
  private final int slowest;
  private final Consumer<Duration> troubled;

  /**
   * A network.
   *
   * @param slowest milliseconds that a request or answer may take
   * @param troubled is told for how long a write is in trouble
   */
  Network(
      OpenCluster cluster, Mishaps mishaps, long seed, int slowest, Consumer<Duration> troubled) {
    this.troubled = troubled;
    this.cluster = cluster;
    this.mishaps = mishaps;
    this.dice = new SplittableRandom(seed);
    this.slowest = slowest;
  }

  /** Sends a write and has its answer taken. */
  <T> void send(Replica from, Supplier<Reply<T>> request, Consumer<Reply<T>> then) {
    Optional<Mishaps.Fate> fate = mishaps.strike();
    if (fate.isEmpty()) {
      cluster.after(trip(), () -> answer(from, request.get(), then));
      return;
    }
    troubled.accept(PATIENCE);
    switch (fate.get()) {
      case LOST -> giveUp(from, then);
      case ANSWER_LOST -> {
        cluster.after(trip(), () -> carriedOut(request));
        giveUp(from, then);
      }
      case DIES_BEFORE -> from.die();
      case DIES_AFTER ->
          cluster.after(
              trip(),
              () -> {
                carriedOut(request);
                from.die();
              });
    }
  }

  /** The server does it, whatever becomes of the answer. */
  private static <T> void carriedOut(Supplier<Reply<T>> request) {
    Reply<T> unread = request.get();
    Objects.requireNonNull(unread);
  }

  private <T> void answer(Replica from, Reply<T> reply, Consumer<Reply<T>> then) {
    from.process().after(trip(), () -> then.accept(reply));
  }

  private static <T> void giveUp(Replica from, Consumer<Reply<T>> then) {
    from.process().after(PATIENCE, () -> then.accept(Reply.of(Reply.Kind.LOST)));
  }

  private Duration trip() {
    return Duration.ofMillis(1 + dice.nextInt(slowest));
  }
}
