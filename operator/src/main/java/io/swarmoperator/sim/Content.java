package io.swarmoperator.sim;

import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.Revision;
import java.time.Duration;

/**
 * What the tasks of a service run, as far as decisions and containers depend on it.
 *
 * @param revision all that decisions know of it; equal hashes are one revision, its number counts
 *     for nothing here
 * @param stopGrace how long a container may take to stop
 */
public record Content(Revision revision, Duration stopGrace) {
  String hash() {
    return revision.hash();
  }

  Placement placement() {
    return revision.placement();
  }

  Revision numbered(long number) {
    return new Revision(
        number,
        revision.hash(),
        revision.image(),
        revision.restart(),
        revision.placement(),
        revision.unplacedHash(),
        revision.template());
  }
}
