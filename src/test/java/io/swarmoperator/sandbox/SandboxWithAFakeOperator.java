package io.swarmoperator.sandbox;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskSpec;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.TaskState;
import java.util.Map;
import picocli.CommandLine;

/**
 * The sandbox command in a JVM of its own, with an operator that says of every service at once that
 * it runs: what is tested is the sandbox.
 */
final class SandboxWithAFakeOperator {

  private SandboxWithAFakeOperator() {}

  public static void main(String[] args) {
    var command = new SandboxCommand(SandboxWithAFakeOperator::start);
    System.exit(new CommandLine(command).execute(args));
  }

  private static AutoCloseable start(KubernetesClient client) {
    return client
        .resources(SwarmService.class)
        .inAnyNamespace()
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(SwarmService service) {
                claimToRun(client, service);
              }

              @Override
              public void onUpdate(SwarmService old, SwarmService service) {}

              @Override
              public void onDelete(SwarmService service, boolean lastStateUnknown) {}
            });
  }

  private static void claimToRun(KubernetesClient client, SwarmService service) {
    var replicas = service.getSpec().getReplicas();
    for (var slot = 1; slot <= replicas; slot++) {
      client.resource(task(service, slot)).create();
    }
    var status = new SwarmServiceStatus();
    status.setObservedGeneration(service.getMetadata().getGeneration());
    status.setSummary(replicas + "/" + replicas);
    service.setStatus(status);
    client.resource(service).updateStatus();
  }

  private static SwarmTask task(SwarmService service, int slot) {
    var spec = new SwarmTaskSpec();
    spec.setSlot(slot);
    spec.setAttempt(1);
    spec.setImage(service.getSpec().getTemplate().getImage());
    spec.setDesiredState(DesiredState.RUNNING);
    var status = new SwarmTaskStatus();
    status.setState(TaskState.RUNNING);
    status.setNodeName("n" + slot);
    var task = new SwarmTask();
    task.getMetadata().setName(service.getMetadata().getName() + "." + slot + ".x");
    task.getMetadata().setNamespace(service.getMetadata().getNamespace());
    task.getMetadata().setLabels(Map.of("swarmoperator.io/service", "ping"));
    task.setSpec(spec);
    task.setStatus(status);
    return task;
  }
}
