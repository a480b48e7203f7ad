package io.swarmoperator.operator;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.swarmoperator.api.SwarmService;
import java.util.Objects;
import java.util.Set;

/** Wakes the services that wait for a port when the one that has it lets it go. */
final class PortNeighbours extends AbstractEventSource<SwarmService, SwarmService>
    implements ResourceEventAware<SwarmService> {
  private final PortConflicts conflicts;

  PortNeighbours(PortConflicts conflicts) {
    super(SwarmService.class, "ports");
    this.conflicts = conflicts;
  }

  @Override
  public void onResourceCreated(SwarmService service) {
    wake(service);
  }

  @Override
  public void onResourceUpdated(SwarmService after, SwarmService before) {
    if (!Objects.equals(
        after.getMetadata().getGeneration(), before.getMetadata().getGeneration())) {
      wake(before);
      wake(after);
    }
  }

  @Override
  public void onResourceDeleted(SwarmService service) {
    wake(service);
  }

  private void wake(SwarmService service) {
    if (!isRunning()) {
      return;
    }
    conflicts
        .rivals(service)
        .map(ResourceID::fromResource)
        .toList()
        .forEach(id -> getEventHandler().handleEvent(new Event(id)));
  }

  @Override
  public Set<SwarmService> getSecondaryResources(SwarmService service) {
    return Set.of();
  }
}
