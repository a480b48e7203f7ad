package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.connect.ServerWords;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Says in a sentence why the API server didn't do what a command asked it to. */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  static RuntimeException told(KubernetesClientException e, String server) {
    if (e.getCode() <= 0) {
      return new CommandFailure(unanswered(deepest(e), server), e);
    }
    String text = ServerWords.of(e);
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          new CommandFailure(namesAnObject(e) ? text : noKinds(), e);
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          new CommandFailure("the API server doesn't accept the credentials: " + text, e);
      case HttpURLConnection.HTTP_FORBIDDEN ->
          new CommandFailure(
              text + MissingRight.in(text).map(right -> "; " + right.advice()).orElse(""), e);
      case UNPROCESSABLE -> new CommandFailure(text, e);
      default -> new CommandFailure("the API server says " + e.getCode() + ": " + text, e);
    };
  }

  /** Whether another object may fare better. */
  static boolean ofOneObject(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED -> false;
      case HttpURLConnection.HTTP_NOT_FOUND -> namesAnObject(e);
      default -> e.getCode() > 0;
    };
  }

  /**
   * Without any kubeconfig the server is the one that a pod would ask, which has no address here.
   */
  private static String unanswered(Throwable cause, String server) {
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      return "the API server at "
          + server
          + " has no address here; name a cluster by --kubeconfig or KUBECONFIG";
    }
    return cause instanceof IOException
        ? "the API server at " + server + " can't be reached: " + words(cause)
        : words(cause);
  }

  /** What is about one object says which; a kind that isn't there has no objects. */
  private static boolean namesAnObject(KubernetesClientException e) {
    return e.getStatus() != null
        && e.getStatus().getDetails() != null
        && e.getStatus().getDetails().getName() != null;
  }

  private static String noKinds() {
    return "the cluster doesn't know swarmservices; install the operator's definitions with:"
        + " swarm crds | kubectl apply --server-side -f -";
  }

  private static Throwable deepest(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String words(Throwable e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : ServerWords.oneLine(e.getMessage());
  }
}
