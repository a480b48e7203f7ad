package io.swarmoperator.api;

/** The names under which the API server knows the operator's own kinds. */
public final class SwarmApi {

  /** API group of every kind of the operator; also the prefix of its labels and annotations. */
  public static final String GROUP = "swarmoperator.io";

  /** The one version served so far. */
  public static final String VERSION = "v1alpha1";

  private SwarmApi() {}
}
