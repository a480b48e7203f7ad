package io.swarmoperator.faults;

import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Instant;
import java.util.Map;

/**
 * What one decision is taken from.
 *
 * @param service in the version that locks the status
 * @param view of all around it
 * @param revisions by hash
 * @param at when it was looked at
 * @param known up to when all that happened to each kind is in it
 */
public record Seen(
    ApiObject.Service service,
    ServiceView view,
    Map<String, ApiObject.Revision> revisions,
    Instant at,
    Map<Kind, Instant> known) {

  /** Up to when all that happened to a kind is in it. */
  public Instant knowsUntil(Kind kind) {
    return known.get(kind);
  }

  /** The same after its memory was written. */
  Seen with(ApiObject.Service stored, Memory memory) {
    return new Seen(stored, view.with(memory), revisions, at, known);
  }
}
