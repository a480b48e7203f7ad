package io.swarmoperator.connect;

import io.fabric8.kubernetes.client.Config;

/** Who may vouch for an API server. */
public final class Authorities {
  private static final String JVM_WIDE = "javax.net.ssl.trustStore";
  private static final String NONE = "/dev/null";

  private Authorities() {}

  /**
   * Trusts only the authority that a kubeconfig names, as kubectl does: the client would add all
   * those that the JVM comes with, and reading them costs a start more than the connection does.
   * Where none is named, or a token may be renewed elsewhere, the JVM's stay.
   */
  public static void onlyThoseOf(Config config) {
    boolean named = config.getCaCertFile() != null || config.getCaCertData() != null;
    if (named && config.getAuthProvider() == null && System.getProperty(JVM_WIDE) == null) {
      System.setProperty(JVM_WIDE, NONE);
    }
  }
}
