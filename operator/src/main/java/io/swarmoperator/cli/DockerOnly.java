package io.swarmoperator.cli;

import java.util.Map;
import java.util.Optional;

/** Docker's flags that have no sense here, and what takes their place. */
final class DockerOnly {
  private static final String FORMAT =
      "there is no --format: -o json and -o yaml print the objects, for jq or yq";

  private static final Map<String, String> INSTEAD =
      Map.of(
          "--format", FORMAT,
          "--no-resolve", "there is no --no-resolve: a node's name is its id",
          "--details", "there is no --details: no log driver adds any",
          "--availability",
              "there is no swarm node update: it is swarm node drain, pause or activate",
          "--label-add", "there is no --label-add: it is kubectl label",
          "--label-rm", "there is no --label-rm: it is kubectl label with KEY-",
          "--role", "there is no --role: the control plane is Kubernetes' own");

  private DockerOnly() {}

  /** The sentence for an option that a command doesn't know. */
  static Optional<String> instead(String command, String option) {
    String name = option.replaceFirst("=.*", "");
    if (command.equals("inspect") && name.equals("-f")) {
      return Optional.of(FORMAT);
    }
    return Optional.ofNullable(INSTEAD.get(name));
  }
}
