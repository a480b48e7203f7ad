package io.swarmoperator.operator;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import io.swarmoperator.api.SwarmService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the services that go. The SDK could reconcile a deletion, but then takes what comes up
 * under the same name meanwhile for a part of it; and without that, an event of the new service
 * that comes while its predecessor's last reconcile runs is refused and lost. So a deletion is
 * taken up here, with the object that was deleted, and a successor is announced until the SDK takes
 * it.
 */
final class Departures extends AbstractEventSource<SwarmService, SwarmService>
    implements ResourceEventAware<SwarmService> {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
  private static final Duration NEXT_TRY = Duration.ofMillis(100);

  /** Longer than any reconcile goes on after its service was deleted. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final Consumer<SwarmService> gone;
  private final Predicate<SwarmService> exists;
  private final Later later;
  private final Clock clock;
  private final Map<ResourceID, Instant> deleted = new ConcurrentHashMap<>();

  /** Runs something on another thread. */
  interface Later {
    void after(Duration time, Runnable task);
  }

  /**
   * Follows deletions.
   *
   * @param gone is told of each service that was deleted
   * @param exists whether a service is still there
   * @param later where both are done: the informer's thread must not wait
   * @param clock the operator's
   */
  Departures(
      Consumer<SwarmService> gone, Predicate<SwarmService> exists, Later later, Clock clock) {
    super(SwarmService.class, "departures");
    this.gone = gone;
    this.exists = exists;
    this.later = later;
    this.clock = clock;
  }

  @Override
  public void onResourceDeleted(SwarmService service) {
    Instant now = clock.instant();
    deleted.values().removeIf(at -> at.plus(REMEMBERED).isBefore(now));
    deleted.put(ResourceID.fromResource(service), now);
    later.after(Duration.ZERO, () -> gone.accept(service));
  }

  @Override
  public void onResourceCreated(SwarmService service) {
    if (deleted.remove(ResourceID.fromResource(service)) != null) {
      later.after(NEXT_TRY, () -> announce(service));
    }
  }

  /** A watch that was interrupted shows a successor as a change. */
  @Override
  public void onResourceUpdated(SwarmService after, SwarmService before) {
    if (!Objects.equals(after.getMetadata().getUid(), before.getMetadata().getUid())) {
      later.after(Duration.ZERO, () -> gone.accept(before));
    }
  }

  private void announce(SwarmService service) {
    if (!isRunning() || !exists.test(service)) {
      return;
    }
    Event added =
        new ResourceEvent(ResourceAction.ADDED, ResourceID.fromResource(service), service);
    try {
      getEventHandler().handleEvent(added);
    } catch (IllegalStateException e) {
      LOG.debug("the predecessor's last reconcile still runs: {}", e.getMessage());
      later.after(NEXT_TRY, () -> announce(service));
    }
  }

  @Override
  public Set<SwarmService> getSecondaryResources(SwarmService service) {
    return Set.of();
  }
}
