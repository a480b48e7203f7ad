package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.PodOS;
import io.swarmoperator.api.TaskTemplate;

/**
 * Renders the signal that asks a task to stop. A cluster without the feature drops the field
 * without a word (mechanics 16): what is rendered is the same, what is reported isn't.
 */
public final class StopSignalRenderer {
  private static final String FIELD = "spec.template.stopSignal";
  private static final String PREFIX = "SIG";

  private StopSignalRenderer() {}

  /** Whether a service says by what signal its tasks are stopped. */
  public static boolean declared(TaskTemplate template) {
    return template.getStopSignal() != null && !template.getStopSignal().isEmpty();
  }

  /** What is reported where the cluster drops the signal. */
  public static Unsupported dropped() {
    return new Unsupported(
        FIELD,
        "this cluster keeps no stop signal (feature gate ContainerStopSignals): tasks are stopped"
            + " by the image's, or SIGTERM");
  }

  /**
   * What is reported while nobody knows whether the cluster keeps it.
   *
   * @param why it can't be found out
   */
  public static Unsupported unknown(String why) {
    return new Unsupported(
        FIELD, "it can't be found out whether this cluster keeps a stop signal: " + why);
  }

  /** The signal as Kubernetes writes it; null when none is declared. */
  public static String signal(TaskTemplate template) {
    if (!declared(template)) {
      return null;
    }
    String signal = template.getStopSignal();
    return signal.startsWith(PREFIX) ? signal : PREFIX + signal;
  }

  /** A signal means something only where the system is said; null when none is declared. */
  public static PodOS os(TaskTemplate template) {
    return declared(template) ? new PodOS("linux") : null;
  }
}
