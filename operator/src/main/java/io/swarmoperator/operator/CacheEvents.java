package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.observe.KindCache;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Makes reconciles of the changes that a cache sees. The SDK's own informer source isn't used: its
 * overlay of own writes is invisible to look-ups by index and knows no deletes, so the caches and
 * the overlay are the operator's.
 *
 * @param <T> the kind
 */
final class CacheEvents<T extends HasMetadata> extends AbstractEventSource<T, SwarmService> {
  private static final Duration SYNC_LIMIT = Duration.ofMinutes(5);

  private final KindCache<T> cache;

  /**
   * Connects a cache.
   *
   * @param concerned the services that a change concerns; none when it changes no decision
   */
  CacheEvents(
      Class<T> kind,
      KindCache<T> cache,
      BiFunction<Optional<T>, Optional<T>, Set<ResourceID>> concerned) {
    super(kind, kind.getSimpleName());
    this.cache = cache;
    cache.listen(
        (before, after) -> {
          // what comes before the start is in the caches when the first reconcile reads them
          if (isRunning()) {
            concerned
                .apply(before, after)
                .forEach(service -> getEventHandler().handleEvent(new Event(service)));
          }
        });
  }

  @Override
  public void start() {
    cache.start(SYNC_LIMIT);
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    cache.close();
  }

  @Override
  public Set<T> getSecondaryResources(SwarmService service) {
    return Set.of();
  }

  @Override
  public Status getStatus() {
    return cache.healthy() ? Status.HEALTHY : Status.UNHEALTHY;
  }
}
