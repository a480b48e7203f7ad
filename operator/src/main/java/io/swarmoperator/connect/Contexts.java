package io.swarmoperator.connect;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.util.List;
import java.util.Optional;

/** The contexts of a kubeconfig. */
public final class Contexts {
  private Contexts() {}

  /**
   * Why a context can't be used; empty when it can, and when none was asked for. The client takes
   * the current one instead of one that isn't there, and so another cluster.
   *
   * @param config as it was read
   * @param context that was asked for, or null
   */
  public static Optional<String> missing(Config config, String context) {
    List<String> known =
        Optional.ofNullable(config.getContexts()).orElseGet(List::of).stream()
            .map(NamedContext::getName)
            .sorted()
            .toList();
    return context == null || known.contains(context)
        ? Optional.empty()
        : Optional.of(
            "there is no context " + context + "; the kubeconfig has: " + String.join(", ", known));
  }
}
