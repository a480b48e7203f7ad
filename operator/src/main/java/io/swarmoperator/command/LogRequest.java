package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Loggable;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import io.swarmoperator.render.ContainerRenderer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of each log is asked for; every line comes with its time.
 *
 * @param since the time from which on
 * @param tail how many lines from the end
 */
record LogRequest(Optional<Instant> since, OptionalInt tail) {

  Loggable of(KubernetesClient client, String pod) {
    TimeTailPrettyLoggable all =
        client.pods().withName(pod).inContainer(ContainerRenderer.NAME).usingTimestamps();
    TailPrettyLoggable later = since.isPresent() ? all.sinceTime(since.get().toString()) : all;
    return tail.isPresent() ? later.tailingLines(tail.getAsInt()) : later;
  }
}
