package io.swarmoperator.command;

import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.Convergence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code swarm scale}: what {@code docker service scale} does. */
@Command(name = "scale", description = "Changes the number of replicas of services.")
public final class ScaleCommand extends ClusterCommand {
  @Parameters(
      paramLabel = "SERVICE=REPLICAS",
      arity = "1..*",
      description = "Names of services, each with its number of replicas.")
  private List<String> wishes = new ArrayList<>();

  @Mixin private Following following;

  @Override
  void run(Cluster cluster) {
    Map<String, Integer> replicas = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String wish : wishes) {
      parse(wish, replicas, problems);
    }
    List<Change> changes = new ArrayList<>();
    replicas.forEach((name, number) -> scale(cluster, name, number, changes, problems));
    for (Change change : changes) {
      try {
        change.follow(following, audience());
      } catch (CommandFailure e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(String.join("; ", problems));
    }
  }

  private static void parse(String wish, Map<String, Integer> replicas, List<String> problems) {
    int sign = wish.indexOf('=');
    if (sign < 1 || sign == wish.length() - 1) {
      throw new CommandFailure(
          "invalid scale specifier '" + wish + "': it must be SERVICE=REPLICAS");
    }
    String name = wish.substring(0, sign);
    String number = wish.substring(sign + 1);
    if (number.matches("[0-9]{1,9}")) {
      replicas.put(name, Integer.valueOf(number));
    } else {
      problems.add(name + ": invalid replicas value " + number);
    }
  }

  private void scale(
      Cluster cluster, String name, int number, List<Change> changes, List<String> problems) {
    try {
      SwarmService before = cluster.service(name);
      Declarations.of(before, List.of(path(before))).ifPresent(this::note);
      SwarmService after = cluster.merge(before, change(before, number));
      out().println(name + " scaled to " + number);
      changes.add(new Change(cluster, before, after, Convergence.Expected.TASKS));
    } catch (CommandFailure e) {
      problems.add(name + ": " + e.getMessage());
    }
  }

  private static String path(SwarmService service) {
    return service.getSpec().getMode() == ServiceMode.REPLICATED_JOB
        ? "spec.job.totalCompletions"
        : "spec.replicas";
  }

  private static Map<String, ?> change(SwarmService service, int number) {
    return switch (service.getSpec().getMode()) {
      case REPLICATED -> Map.of("spec", Map.of("replicas", number));
      case REPLICATED_JOB -> Map.of("spec", Map.of("job", Map.of("totalCompletions", number)));
      case GLOBAL, GLOBAL_JOB ->
          throw new CommandFailure("scale can only be used with replicated or replicated-job mode");
    };
  }
}
