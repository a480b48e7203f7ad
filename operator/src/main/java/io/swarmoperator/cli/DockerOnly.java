package io.swarmoperator.cli;

import java.util.Map;
import java.util.Optional;

/** Docker's commands and flags that aren't here, and what takes their place. */
final class DockerOnly {
  private static final String FORMAT =
      "there is no --format: -o json and -o yaml print the objects, for jq or yq";

  private static final Map<String, String> COMMANDS =
      Map.of(
          "service", "what docker service does stands without that word: swarm ls, swarm ps",
          "create", "there is no swarm create: a service is a file, for kubectl apply",
          "stack", "there is no swarm stack: a stack is a directory of files, for kubectl apply",
          "secret", "there is no swarm secret: it is kubectl create secret generic",
          "config", "there is no swarm config: it is kubectl create configmap",
          "network", "there is no swarm network: all pods have one",
          "version", "there is no swarm version: it is swarm --version");

  private static final Map<String, String> NODE_COMMANDS =
      Map.of(
          "update", "there is no swarm node update: it is swarm node drain, pause or activate",
          "ps", "there is no swarm node ps: it is swarm ps -A --filter node=NODE",
          "rm", "there is no swarm node rm: it is kubectl delete node",
          "inspect", "there is no swarm node inspect: it is kubectl describe node",
          "promote", "there is no swarm node promote: the control plane is Kubernetes' own",
          "demote", "there is no swarm node demote: the control plane is Kubernetes' own");

  private static final Map<String, String> OPTIONS =
      Map.of(
          "--format", FORMAT,
          "--no-resolve", "there is no --no-resolve: a node's name is its id",
          "--details", "there is no --details: no log driver adds any",
          "--availability", NODE_COMMANDS.get("update"),
          "--label-add", "there is no --label-add: it is kubectl label",
          "--label-rm", "there is no --label-rm: it is kubectl label with KEY-",
          "--role", "there is no --role: the control plane is Kubernetes' own");

  private DockerOnly() {}

  /** The sentence for a word that is no command of this one. */
  static Optional<String> command(String of, String word) {
    return Optional.ofNullable((of.equals("node") ? NODE_COMMANDS : COMMANDS).get(word));
  }

  /** The sentence for an option that a command doesn't know. */
  static Optional<String> option(String command, String option) {
    String name = option.replaceFirst("=.*", "");
    if (command.equals("inspect") && name.equals("-f")) {
      return Optional.of(FORMAT);
    }
    return Optional.ofNullable(OPTIONS.get(name));
  }
}
