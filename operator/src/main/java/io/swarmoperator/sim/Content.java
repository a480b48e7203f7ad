package io.swarmoperator.sim;

import io.swarmoperator.decide.RestartPolicy;
import java.time.Duration;

/**
 * What the tasks of a service run, as far as decisions and containers depend on it.
 *
 * @param hash identifies all of it; equal hashes are one revision
 * @param image for display
 * @param restart the restart policy
 * @param stopGrace how long a container may take to stop
 */
public record Content(String hash, String image, RestartPolicy restart, Duration stopGrace) {}
