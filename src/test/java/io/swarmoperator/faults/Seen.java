package io.swarmoperator.faults;

import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.sim.ApiObject;
import java.time.Instant;
import java.util.Map;

/**
 * What one decision is taken from.
 *
 * @param service in the version that locks the status
 * @param view of all around it
 * @param revisions by hash
 * @param knowsUntil up to when all that happened to the service itself is in it
 */
public record Seen(
    ApiObject.Service service,
    ServiceView view,
    Map<String, ApiObject.Revision> revisions,
    Instant knowsUntil) {

  /** The same after its memory was written. */
  Seen with(ApiObject.Service stored, Memory memory) {
    return new Seen(stored, view.with(memory), revisions, knowsUntil);
  }
}
