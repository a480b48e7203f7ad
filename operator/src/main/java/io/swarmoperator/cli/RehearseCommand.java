package io.swarmoperator.cli;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.OperatorException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.operator.OperatorOptions;
import io.swarmoperator.operator.OperatorRuntime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Starts the operator against no cluster, which fails, for the sake of the classes that are loaded
 * by it: the launcher keeps them in an archive, and the real start finds them there.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  /** With a port that nothing listens on: a connection is refused at once. */
  private static final String NOWHERE =
      """
      apiVersion: v1
      kind: Config
      current-context: nowhere
      contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
      clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
      users: [{name: nobody, user: {}}]
      """;

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          SwarmService.class,
          SwarmTask.class,
          Pod.class,
          Node.class,
          ControllerRevision.class,
          Service.class,
          PodDisruptionBudget.class,
          Event.class);

  @Override
  public Integer call() {
    Logging.configure(Logging.Format.TEXT);
    KINDS.forEach(kind -> Serialization.asJson(Serialization.unmarshal("{}", kind)));
    Config nowhere =
        new ConfigBuilder(Config.fromKubeconfig(NOWHERE)).withRequestRetryBackoffLimit(0).build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(nowhere).build();
        OperatorRuntime runtime =
            OperatorRuntime.start(client, OperatorOptions.defaults().listening(0))) {
      throw new IllegalStateException(
          "there is a cluster nowhere, health is on port " + runtime.httpPort());
    } catch (OperatorException expected) {
      return 0;
    }
  }
}
