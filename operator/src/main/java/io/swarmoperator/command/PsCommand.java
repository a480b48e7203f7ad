package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.print.TaskList;
import io.swarmoperator.print.TaskNames;
import io.swarmoperator.print.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm ps}: what {@code docker service ps} prints. */
@Command(name = "ps", description = "Lists the tasks of services.")
public final class PsCommand extends ClusterCommand {
  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..*",
      description = "Names of services. Default: all of the namespace.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Tasks of all services in all namespaces; takes no names.")
  private boolean everywhere;

  @Option(names = "--no-trunc", description = "Prints ids, images and errors in full.")
  private boolean whole;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "KEY=VALUE",
      description =
          "Only tasks with such an id or name (its beginning), node or desired-state; may be"
              + " repeated.")
  private List<String> asked = new ArrayList<>();

  @Mixin private Output output;

  @Override
  void run(Cluster cluster) {
    if (everywhere && !names.isEmpty()) {
      throw new CommandFailure("-A lists the tasks of all services and takes no names");
    }
    Predicate<SwarmTask> filter = Filters.tasks(asked);
    boolean quiet = output.names();
    List<String> missing = new ArrayList<>();
    List<SwarmService> services = services(cluster, missing);
    if (!names.isEmpty() && services.isEmpty()) {
      throw missing(missing);
    }
    if (output.objects().isPresent()) {
      out().print(output.objects().get().list(objects(cluster, services, filter)));
    } else {
      List<SwarmTask> tasks = tasks(cluster, services).stream().filter(filter).toList();
      print(services, tasks, quiet);
    }
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
  }

  private static CommandFailure missing(List<String> names) {
    return new CommandFailure("no such service: " + String.join(", ", names));
  }

  private Reach reach() {
    return everywhere ? Reach.EVERYWHERE : Reach.HERE;
  }

  private List<SwarmService> services(Cluster cluster, List<String> missing) {
    if (names.isEmpty()) {
      return cluster.services(reach());
    }
    List<SwarmService> found = new ArrayList<>();
    for (String name : names) {
      Optional<SwarmService> service = cluster.find(name);
      service.ifPresentOrElse(found::add, () -> missing.add(name));
    }
    return found;
  }

  private List<SwarmTask> tasks(Cluster cluster, List<SwarmService> services) {
    return names.isEmpty()
        ? cluster.tasks(reach())
        : services.stream().distinct().flatMap(s -> cluster.tasks(s).stream()).toList();
  }

  private List<GenericKubernetesResource> objects(
      Cluster cluster, List<SwarmService> services, Predicate<SwarmTask> filter) {
    List<GenericKubernetesResource> objects =
        names.isEmpty()
            ? cluster.rawTasks(reach())
            : services.stream().distinct().flatMap(s -> cluster.rawTasks(s).stream()).toList();
    return asked.isEmpty()
        ? objects
        : objects.stream().filter(Filters.raw(SwarmTask.class, filter)).toList();
  }

  private void print(List<SwarmService> services, List<SwarmTask> tasks, boolean quiet) {
    if (quiet) {
      TaskNames.sorted(tasks).forEach(t -> out().println(t.getMetadata().getName()));
    } else {
      View.Scope scope = everywhere ? View.Scope.ALL_NAMESPACES : View.Scope.ONE_NAMESPACE;
      TaskList.Texts texts = whole ? TaskList.Texts.WHOLE : TaskList.Texts.CUT;
      View view = new View(scope, output.width());
      out().print(TaskList.of(tasks, services, view, texts, clock().instant()));
    }
  }
}
