package io.swarmoperator.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.swarmoperator.command.CommandFailure;
import io.swarmoperator.connect.ServerWords;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in one line why a command failed; a stack trace is for defects only. */
final class ErrorLines {
  private ErrorLines() {}

  /** The line for a failure that a user can do something about; empty when it is a defect. */
  static Optional<String> of(Throwable failure) {
    if (failure instanceof CommandFailure told) {
      return Optional.of(ServerWords.oneLine(told.getMessage()));
    }
    List<Throwable> chain = chain(failure);
    return first(chain, KubernetesClientException.class)
        .filter(e -> e.getCode() > 0)
        .map(ErrorLines::refused)
        .or(() -> unreachable(chain))
        .or(() -> known(failure, chain));
  }

  private static String refused(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "the cluster doesn't know the operator's kinds; install them with:"
              + " ./swarm crds | kubectl apply --server-side -f -";
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the API server doesn't accept the credentials: " + ServerWords.of(e);
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "the API server refuses; the rights that the operator needs stand in deploy/install.yaml, for"
              + " --namespace in deploy/install-namespaced.yaml: "
              + ServerWords.of(e);
      default -> "the API server says " + e.getCode() + ": " + ServerWords.of(e);
    };
  }

  private static Optional<String> unreachable(List<Throwable> chain) {
    return chain.stream()
        .filter(
            e ->
                e instanceof ConnectException
                    || e instanceof UnknownHostException
                    || e instanceof HttpConnectTimeoutException
                    || e instanceof SSLException)
        .findFirst()
        .map(e -> "the API server can't be reached" + server(chain) + because(e));
  }

  private static String server(List<Throwable> chain) {
    return first(chain, NoClusterException.class)
        .map(e -> " at " + e.getMessage())
        .or(() -> named(chain))
        .orElse("");
  }

  private static Optional<String> named(List<Throwable> chain) {
    return first(chain, KubernetesClientException.class)
        .map(KubernetesClientException::getMessage)
        .map(message -> message.replaceFirst("(?s).*?(https?://[^/\\s]+).*", "$1"))
        .filter(url -> url.startsWith("http"))
        .map(url -> " at " + url);
  }

  private static String because(Throwable e) {
    return e.getMessage() == null ? "" : ": " + oneLine(e.getMessage());
  }

  private static Optional<String> known(Throwable failure, List<Throwable> chain) {
    boolean outside =
        failure instanceof KubernetesClientException
            || failure instanceof NoClusterException
            || failure instanceof OperatorException
            || failure instanceof UncheckedIOException;
    return outside ? Optional.of(oneLine(failure.getMessage()) + reason(chain)) : Optional.empty();
  }

  private static String reason(List<Throwable> chain) {
    return first(chain.subList(1, chain.size()), IOException.class)
        .map(ErrorLines::because)
        .orElse("");
  }

  private static String oneLine(String text) {
    return text == null ? "" : ServerWords.oneLine(text.lines().findFirst().orElse(""));
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = failure; e != null && !chain.contains(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }

  /** What is wrong with a kubeconfig before it is parsed. */
  static Optional<String> unreadable(File kubeconfig) {
    if (!kubeconfig.exists()) {
      return Optional.of("there is no file " + kubeconfig);
    }
    return kubeconfig.isFile() && kubeconfig.canRead()
        ? Optional.empty()
        : Optional.of(kubeconfig + " can't be read");
  }
}
