package io.swarmoperator.real;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Fifty requests a second, each on a connection of its own. */
final class Load implements AutoCloseable {
  private static final int PER_SECOND = 50;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService senders = Executors.newFixedThreadPool(PER_SECOND);
  private final Instant since = Clock.systemUTC().instant();
  private volatile Instant until = Instant.MAX;
  private final AtomicInteger answered = new AtomicInteger();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();
  private final ScheduledFuture<?> ticking;

  /** A request that got no answer. */
  record Failure(Instant at, String why) {}

  private Load(String address, int port) {
    ticking =
        timer.scheduleAtFixedRate(
            () -> senders.execute(() -> send(address, port)),
            0,
            1000 / PER_SECOND,
            TimeUnit.MILLISECONDS);
  }

  static Load on(String address, int port) {
    return new Load(address, port);
  }

  private void send(String address, int port) {
    Instant at = Clock.systemUTC().instant();
    String answer = RealEndpointTest.outside(address, port);
    if (answer.startsWith("web-")) {
      answered.incrementAndGet();
    } else {
      failures.add(new Failure(at, answer));
    }
  }

  int answered() {
    return answered.get();
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** How many requests were sent in a second on the average; once it has stopped. */
  double perSecond() {
    double sent = answered.get() + (double) failures.size();
    return sent * 1000 / Duration.between(since, until).toMillis();
  }

  /** Sends nothing more, and waits for the answers that are due. */
  void stop() {
    if (until.equals(Instant.MAX)) {
      until = Clock.systemUTC().instant();
    }
    ticking.cancel(false);
    timer.shutdown();
    senders.shutdown();
    try {
      senders.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
