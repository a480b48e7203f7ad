package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What kubectl makes of the kinds: tables, short names, scale, explain. */
@ClusterTest
class CustomResourceKubectlTest {

  @Test
  void servicesAreListedLikeDockerServiceLs(KubernetesClient client, Kubectl kubectl) {
    SwarmService service = client.resource(service("ping")).create();
    SwarmServiceStatus status = new SwarmServiceStatus();
    status.setObservedGeneration(1L);
    status.setSummary("4/4");
    status.setCurrentRevision(2L);
    status.setUpdate(new UpdateStatus());
    status.getUpdate().setState(UpdateState.COMPLETED);
    status.getUpdate().setMessage("update completed");
    service.setStatus(status);
    client.resource(service).updateStatus();

    assertThat(table(kubectl, "get", "swsvc"))
        .containsExactly(
            "NAME MODE REPLICAS IMAGE PORTS UPDATE AGE",
            "ping replicated 4/4 alpine:3.7 completed");
    assertThat(table(kubectl, "get", "swarmservices", "-o", "wide"))
        .containsExactly(
            "NAME MODE REPLICAS IMAGE PORTS UPDATE AGE REVISION MESSAGE",
            "ping replicated 4/4 alpine:3.7 completed 2 update completed");
  }

  @Test
  void tasksAreListedLikeDockerServicePs(KubernetesClient client, Kubectl kubectl) {
    SwarmTask task = new SwarmTask();
    task.setMetadata(new ObjectMetaBuilder().withName("ping.1.0").build());
    task.setSpec(new SwarmTaskSpec());
    task.getSpec().setImage("alpine:3.7");
    task.getSpec().setDesiredState(DesiredState.SHUTDOWN);
    task.setStatus(new SwarmTaskStatus());
    task.getStatus().setNodeName("n1");
    task.getStatus().setState(TaskState.FAILED);
    task.getStatus().setError("task: non-zero exit (1)");
    client.resource(task).create();

    assertThat(table(kubectl, "get", "swtask"))
        .containsExactly(
            "NAME IMAGE NODE DESIRED-STATE CURRENT-STATE ERROR AGE",
            "ping.1.0 alpine:3.7 n1 shutdown failed task: non-zero exit (1)");
  }

  @Test
  void oneCategoryListsBothKinds(KubernetesClient client, Kubectl kubectl) {
    client.resource(service("ping")).create();
    assertThat(kubectl.run("get", "swarm", "-o", "name").out())
        .contains("swarmservice.swarmoperator.io/ping");
    assertThat(kubectl.run("api-resources", "--categories=swarm", "-o", "name").out().lines())
        .containsExactly("swarmservices.swarmoperator.io", "swarmtasks.swarmoperator.io");
  }

  @Conformance("C043")
  @Test
  void scaleChangesReplicasWithinTheirBounds(KubernetesClient client, Kubectl kubectl) {
    client.resource(service("ping")).create();
    assertThat(kubectl.run("scale", "swsvc", "ping", "--replicas=42").exitCode()).isZero();
    assertThat(client.resources(SwarmService.class).withName("ping").get().getSpec().getReplicas())
        .isEqualTo(42);
    assertThat(kubectl.run("scale", "swsvc", "ping", "--replicas=10001").err())
        .contains("should be less than or equal to 10000");
  }

  @ParameterizedTest
  @EnumSource(value = ServiceMode.class, names = "REPLICATED", mode = EnumSource.Mode.EXCLUDE)
  void scaleIsForReplicatedServices(ServiceMode mode, KubernetesClient client, Kubectl kubectl) {
    client.resource(service("ping", mode)).create();

    assertThat(kubectl.run("scale", "swsvc", "ping", "--replicas=3").err())
        .contains("replicas applies to mode replicated only");
    assertThat(kubectl.run("get", "swsvc", "ping", "-o", "jsonpath={.spec.replicas}").out())
        .isEqualTo("1");
  }

  @Test
  void aJobIsListedWithItsProgress(KubernetesClient client, Kubectl kubectl) {
    SwarmService service = client.resource(service("load", ServiceMode.REPLICATED_JOB)).create();
    SwarmServiceStatus status = new SwarmServiceStatus();
    status.setSummary("1/1 (3/5 completed)");
    service.setStatus(status);
    client.resource(service).updateStatus();

    assertThat(table(kubectl, "get", "swsvc"))
        .containsExactly(
            "NAME MODE REPLICAS IMAGE PORTS UPDATE AGE",
            "load replicated-job 1/1 (3/5 completed) alpine:3.7");
  }

  @Conformance("C044")
  @Test
  void theModeStays(KubernetesClient client, Kubectl kubectl) {
    client.resource(service("ping")).create();

    assertThat(patched(kubectl, "{\"spec\":{\"mode\":\"global\"}}"))
        .contains("mode can't be changed; delete the service and create it again");
    assertThat(patched(kubectl, "{\"spec\":{\"mode\":null}}")).isEmpty(); // its default
  }

  @Conformance("C046")
  @Test
  void theNameStays(KubernetesClient client, Kubectl kubectl) {
    client.resource(service("ping")).create();

    assertThat(patched(kubectl, "{\"metadata\":{\"name\":\"pong\"}}"))
        .contains("the name of the object");
    assertThat(client.resources(SwarmService.class).withName("pong").get()).isNull();
  }

  private static String patched(Kubectl kubectl, String json) {
    return kubectl.run("patch", "swsvc", "ping", "--type=merge", "-p", json).err();
  }

  @Conformance("C041")
  @Test
  void aServiceThatIsNotThereOrHasNoNameIsNotFound(Kubectl kubectl) {
    assertThat(kubectl.run("get", "swsvc", "nothing").err())
        .contains("(NotFound)", "\"nothing\" not found");
    assertThat(kubectl.run("delete", "swsvc", "nothing").err()).contains("(NotFound)");
    assertThat(kubectl.run("get", "swsvc", "").err()).contains("name may not be empty");
    assertThat(kubectl.run("delete", "swsvc", "").err()).contains("name may not be empty");
  }

  @Conformance("C043")
  @Test
  void aWriteWithThePresentVersionIsStoredAndOneWithAnOlderRefused(KubernetesClient client) {
    SwarmService created = client.resource(service("ping")).create();
    SwarmService changed = client.resource(created).get();
    changed.getSpec().setReplicas(42);

    assertThat(client.resource(changed).update().getSpec().getReplicas()).isEqualTo(42);
    assertThatThrownBy(() -> client.resource(created).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  @Test
  void explainDescribesUnitDefaultAndBound(Kubectl kubectl) {
    explains(
        kubectl, "swsvc.spec.updateConfig.monitor", "0s means 5s. Default 5s, from 0s to 8760h.");
    explains(kubectl, "swtask", "The record of one task of a SwarmService");
  }

  /** The server publishes the descriptions some time after it serves the kind. */
  private static void explains(Kubectl kubectl, String field, String text) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              Commands.Result explained = kubectl.run("explain", field);
              assertThat(words(explained.out())).as(explained.err()).contains(text);
            });
  }

  private static SwarmService service(String name, ServiceMode mode) {
    SwarmService service = service(name);
    service.getSpec().setMode(mode);
    return service;
  }

  private static SwarmService service(String name) {
    SwarmService service = new SwarmService();
    service.setMetadata(new ObjectMetaBuilder().withName(name).build());
    service.setSpec(new SwarmServiceSpec());
    service.getSpec().setTemplate(new TaskTemplate());
    service.getSpec().getTemplate().setImage("alpine:3.7");
    return service;
  }

  /** The lines of a table, single-spaced and without the age. */
  private static String[] table(Kubectl kubectl, String... args) {
    return kubectl
        .run(args)
        .out()
        .lines()
        .map(line -> words(line).replaceAll(" [0-9]+s(?= |$)", ""))
        .toArray(String[]::new);
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
