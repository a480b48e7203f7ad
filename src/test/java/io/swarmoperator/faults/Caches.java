package io.swarmoperator.faults;

import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.ApiObject.Kind;
import io.swarmoperator.sim.Feed;
import io.swarmoperator.sim.OpenCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a process knows of each kind: a list at first, then the events of a watch. Each watch is in
 * order and late in its own way, as {@code observe.Caches} has them.
 */
final class Caches implements Feed.Watcher {
  private final OpenCluster cluster;
  private final RunningProgram process;
  private final Feed.Watcher seen;
  private final Map<Kind, Watch> watches = new EnumMap<>(Kind.class);

  /** A watch and what it has shown. */
  private static final class Watch {
    private final SortedMap<String, ApiObject> objects = new TreeMap<>();
    private final Deque<Instant> underWay = new ArrayDeque<>();
    private Duration lag;
    private Instant stalledUntil = Instant.MIN;
    private Instant lastDue = Instant.MIN;
    private boolean listed;
  }

  /**
   * Knows nothing yet.
   *
   * @param lags how late the events of each kind come
   * @param seen is told of each event once it is shown
   */
  Caches(OpenCluster cluster, RunningProgram process, Map<Kind, Duration> lags, Feed.Watcher seen) {
    this.cluster = cluster;
    this.process = process;
    this.seen = seen;
    for (Kind kind : Kind.values()) {
      Watch watch = new Watch();
      watch.lag = lags.getOrDefault(kind, Duration.ZERO);
      watches.put(kind, watch);
    }
    cluster.feed().watch(this);
  }

  /** Reads a kind as it is now, and watches it from then on. */
  void list(Kind kind) {
    Watch watch = watches.get(kind);
    watch.listed = true;
    for (ApiObject object : cluster.feed().list(kind)) {
      watch.objects.put(object.name(), object);
      seen.changed(Optional.empty(), Optional.of(object));
    }
  }

  /** Lets a watch show nothing for a while; what happens meanwhile comes afterwards. */
  void stall(Kind kind, Duration time) {
    watches.get(kind).stalledUntil = cluster.now().plus(time);
  }

  /** Ends all stalls and lags for what happens from now on. */
  void hasten() {
    watches
        .values()
        .forEach(
            watch -> {
              watch.stalledUntil = Instant.MIN;
              watch.lag = Duration.ofMillis(1);
            });
  }

  @Override
  public void changed(Optional<ApiObject> before, Optional<ApiObject> after) {
    Watch watch = watches.get(after.or(() -> before).orElseThrow().kind());
    if (!watch.listed || process.dead()) {
      return;
    }
    Instant due = later(cluster.now().plus(watch.lag), later(watch.stalledUntil, watch.lastDue));
    watch.lastDue = due;
    watch.underWay.add(cluster.now());
    process.after(Duration.between(cluster.now(), due), () -> show(watch, before, after));
  }

  private void show(Watch watch, Optional<ApiObject> before, Optional<ApiObject> after) {
    watch.underWay.remove();
    after.ifPresentOrElse(
        object -> watch.objects.put(object.name(), object),
        () -> watch.objects.remove(before.orElseThrow().name()));
    seen.changed(before, after);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** The instant up to which everything that happened to each kind is known. */
  Map<Kind, Instant> knownUntil() {
    Map<Kind, Instant> known = new EnumMap<>(Kind.class);
    watches.forEach((kind, watch) -> known.put(kind, knownUntil(watch)));
    return known;
  }

  private Instant knownUntil(Watch watch) {
    Instant oldest = watch.underWay.peek();
    return oldest == null ? cluster.now() : oldest.minusNanos(1);
  }

  ApiObject.Service service() {
    SortedMap<String, ApiObject> services = watches.get(Kind.SERVICE).objects;
    return (ApiObject.Service) services.get(services.firstKey());
  }

  SortedMap<String, ApiObject> objects(Kind kind) {
    return watches.get(kind).objects;
  }
}
