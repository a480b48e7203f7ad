package io.swarmoperator.print;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** That no operator answers a change is told once; it may still come to run. */
final class Silence {

  /** Longer than a standby takes to lead where the leader was killed. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Optional<Instant> end = Optional.empty();
  private boolean told;

  /** What to say at a moment at which nobody has answered yet. */
  Optional<String> hint(Sight sight) {
    Instant last = end.orElseGet(() -> sight.now().plus(LONGEST));
    end = Optional.of(last);
    if (told || sight.now().isBefore(last)) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(
        "no operator has answered for "
            + LONGEST.toSeconds()
            + " seconds: does one run, and does it watch namespace "
            + sight.service().getMetadata().getNamespace()
            + "? The change waits for it; see: kubectl get deployments -A -l"
            + " app.kubernetes.io/part-of=swarm-operator -o wide");
  }

  /** When to look again; empty when all is said. */
  Optional<Instant> lookAt() {
    return told ? Optional.empty() : end;
  }
}
