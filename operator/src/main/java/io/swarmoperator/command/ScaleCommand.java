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
    wishes.forEach(ScaleCommand::check);
    OneByOne each = new OneByOne(cluster.server());
    Map<String, Change> changes = new LinkedHashMap<>();
    for (String wish : wishes) {
      int sign = wish.indexOf('=');
      String name = wish.substring(0, sign);
      String number = wish.substring(sign + 1);
      each.act(name, () -> changes.put(name, scale(cluster, name, number)));
    }
    changes.forEach((name, change) -> each.act(name, () -> change.follow(following, audience())));
    each.end();
  }

  private static void check(String wish) {
    int sign = wish.indexOf('=');
    if (sign < 1 || sign == wish.length() - 1) {
      throw new CommandFailure(
          "invalid scale specifier '" + wish + "': it must be SERVICE=REPLICAS");
    }
  }

  private Change scale(Cluster cluster, String name, String number) {
    if (!number.matches("[0-9]{1,9}")) {
      throw new CommandFailure("invalid replicas value " + number);
    }
    SwarmService before = cluster.service(name);
    SwarmService after = cluster.merge(before, change(before, Integer.parseInt(number)));
    out().println(name + " scaled to " + Integer.parseInt(number));
    Declarations.of(before, List.of(path(before))).ifPresent(this::note);
    return new Change(cluster, before, after, Convergence.Expected.TASKS);
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
