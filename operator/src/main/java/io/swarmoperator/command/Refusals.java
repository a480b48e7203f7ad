package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.connect.ServerWords;
import java.net.HttpURLConnection;

/** Says in a sentence why the API server didn't do what a command asked it to. */
final class Refusals {
  private static final int UNPROCESSABLE = 422;
  private static final String UNCHECKED =
      ", <nil>: Invalid value: null: some validation rules were not checked because the object was"
          + " invalid; correct the existing errors to complete validation";

  private Refusals() {}

  static RuntimeException told(KubernetesClientException e, String server) {
    if (e.getCode() <= 0) {
      return new CommandFailure(Unanswered.why(e, server), e);
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
      case UNPROCESSABLE -> new CommandFailure(causes(text), e);
      default -> new CommandFailure("the API server says " + e.getCode() + ": " + text, e);
    };
  }

  /** Without what the API server adds of rules that it left out, which helps nobody. */
  private static String causes(String text) {
    return text.replace(UNCHECKED, "").replaceFirst(": \\[([^\\[\\]]*)]$", ": $1");
  }

  /** Whether another object may fare better. */
  static boolean ofOneObject(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED -> false;
      case HttpURLConnection.HTTP_NOT_FOUND -> namesAnObject(e);
      default -> e.getCode() > 0;
    };
  }

  /** What is about one object says which; a kind that isn't there has no objects. */
  private static boolean namesAnObject(KubernetesClientException e) {
    return e.getStatus() != null
        && e.getStatus().getDetails() != null
        && e.getStatus().getDetails().getName() != null;
  }

  private static String noKinds() {
    return "the cluster doesn't know swarmservices; they come with the operator's chart, or by: swarm"
        + " crds | kubectl apply --server-side -f -";
  }
}
