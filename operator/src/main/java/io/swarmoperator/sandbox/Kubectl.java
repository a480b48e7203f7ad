package io.swarmoperator.sandbox;

import java.util.ArrayList;
import java.util.List;

/** kubectl against one control plane, in one namespace. */
public final class Kubectl {

  private final List<String> prefix;

  public Kubectl(ControlPlane controlPlane, String namespace) {
    var words = new ArrayList<>(controlPlane.kubectl());
    words.add("--kubeconfig=" + controlPlane.kubeconfig());
    words.add("--namespace=" + namespace);
    prefix = List.copyOf(words);
  }

  /** Runs {@code kubectl args...} to its end. */
  public Commands.Result run(String... args) {
    return Commands.run(words(args));
  }

  /** Runs {@code kubectl args...} with a text on its standard input: {@code apply -f -}. */
  public Commands.Result pipe(String stdin, String... args) {
    return Commands.run(words(args), stdin);
  }

  private List<String> words(String... args) {
    var words = new ArrayList<>(prefix);
    words.addAll(List.of(args));
    return words;
  }
}
