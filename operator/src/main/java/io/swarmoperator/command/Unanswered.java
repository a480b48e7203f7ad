package io.swarmoperator.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swarmoperator.connect.ServerWords;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.NoSuchFileException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.util.concurrent.TimeoutException;

/** Says in a sentence what stands between a command and the API server. */
final class Unanswered {
  private Unanswered() {}

  /**
   * The sentence.
   *
   * @param failure of a request that the API server never answered
   * @param server its address
   */
  static String why(Throwable failure, String server) {
    Throwable cause = deepest(failure);
    String name = "the API server at " + server;
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      // without any kubeconfig it is the one that a pod would ask, which has no address here
      return name + " has no address here; name a cluster by --kubeconfig or KUBECONFIG";
    }
    if (cause instanceof CertPathBuilderException) {
      return "the certificate of "
          + name
          + " isn't signed by an authority that the kubeconfig names (certificate-authority)";
    }
    if (cause instanceof InvalidAlgorithmParameterException) {
      return "the kubeconfig's certificate-authority holds no certificate";
    }
    if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
      return "a file that the kubeconfig names isn't there: " + words(cause);
    }
    if (cause instanceof JsonProcessingException) {
      return "what answers at " + server + " is no API server";
    }
    if (cause instanceof ClosedChannelException) {
      // the JDK's client has no words for a connection that isn't taken
      return name + " can't be reached: it takes no connection";
    }
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return name + " gives no answer within " + Connection.TIME_TO_ANSWER.toSeconds() + " seconds";
    }
    return cause instanceof IOException
        ? name + " can't be reached: " + words(cause)
        : words(cause);
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
