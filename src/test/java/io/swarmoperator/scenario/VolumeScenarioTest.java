package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tasks find in their file systems: when it is there, when it comes late, when it stays. */
@ClusterTest
class VolumeScenarioTest {
  private static final String MISSING =
      "MountVolume.SetUp failed for volume \"secret-db\" : secret \"db\" not found";

  @Difference("D96")
  @Test
  void aTaskWaitsForItsSecretByNameAndStartsWhenItComes(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "template: {image: 'app:a', secrets: [{source: db}], annotations: {sim.swarmoperator.io/mount-error: missing}}");
      stage.await1(
          "a task that is being prepared",
          () -> Tasks.is(stage.tasks("ping").get(0), "running", "preparing"));
      Pod pod = stage.pods("ping").get(0);
      failedMount(client, pod);
      stage.await1(
          "the name of what is missing",
          () ->
              "secret \"db\" not found".equals(stage.tasks("ping").get(0).getStatus().getError()));
      assertThat(Tasks.is(stage.tasks("ping").get(0), "running", "preparing")).isTrue();
      stage.await1(
          "the service says so too",
          () ->
              stage.get("ping").getStatus().getConditions().stream()
                  .anyMatch(
                      c -> "0/1 tasks running; secret \"db\" not found".equals(c.getMessage())));

      stage.script(pod.getMetadata().getName(), "mount-error-");
      stage.awaitSummary("ping", "1/1");

      List<SwarmTask> tasks = stage.tasks("ping");
      assertThat(tasks).as("the same task").hasSize(1);
      assertThat(tasks.get(0).getMetadata().getName()).isEqualTo(pod.getMetadata().getName());
      assertThat(tasks.get(0).getStatus().getError()).isNullOrEmpty();
    }
  }

  /** What the kubelet says when a Secret isn't there; the simulated one says no name. */
  private static void failedMount(KubernetesClient client, Pod pod) {
    String later = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS).toString();
    client
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withGenerateName("ping.")
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .endInvolvedObject()
                .withType("Warning")
                .withReason("FailedMount")
                .withMessage(MISSING)
                .withFirstTimestamp(later)
                .withLastTimestamp(later)
                .withNewSource()
                .withComponent("kubelet")
                .endSource()
                .build())
        .create();
  }

  /** Secrets of Swarm can't change; those of a cluster can, and only a reference is a spec's. */
  @Test
  void aChangedSecretReplacesNoTaskAndAChangedReferenceDoes(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.kubectl("create", "secret", "generic", "db", "--from-literal=db=old");
      stage.kubectl("create", "secret", "generic", "db2", "--from-literal=db2=new");
      stage.kubectl("create", "configmap", "site", "--from-literal=site=old");
      stage.service(
          "ping",
          "updateConfig: {monitor: 100ms}\ntemplate: {image: 'app:a', secrets: [{source: db}],"
              + " configs: [{source: site}]}");
      stage.awaitSummary("ping", "1/1");
      stage.kubectl("patch", "secret", "db", "-p", "{\"stringData\":{\"db\":\"new\"}}");
      stage.kubectl("patch", "configmap", "site", "-p", "{\"data\":{\"site\":\"new\"}}");
      stage.scale("ping", 2);
      stage.awaitSummary("ping", "2/2");
      assertThat(stage.tasks("ping")).as("none replaced").hasSize(2);

      stage.patch("ping", "{\"spec\":{\"template\":{\"secrets\":[{\"source\":\"db2\"}]}}}");
      stage.awaitUpdate("ping", "completed");
      assertThat(Tasks.rows(stage.tasks("ping")))
          .containsExactly(
              "1 running/running app:a",
              "1 shutdown/shutdown app:a",
              "2 running/running app:a",
              "2 shutdown/shutdown app:a");
      assertThat(
              stage.pods("ping").stream()
                  .filter(p -> p.getMetadata().getDeletionTimestamp() == null))
          .flatExtracting(p -> p.getSpec().getVolumes())
          .extracting(v -> v.getSecret() == null ? "" : v.getSecret().getSecretName())
          .contains("db2")
          .doesNotContain("db");
    }
  }

  @Test
  void eachSlotHasItsClaimAndKeepsIt(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Disks disks = new Disks(client, stage, 3)) {
      stage.apply(
          "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data-1, labels: {mine: 'yes'}}\nspec: {accessModes: [ReadWriteOnce], storageClassName: "
              + disks.name()
              + ", resources: {requests: {storage: 5Mi}}}");
      stage.service("ping", disks.service(2));
      stage.awaitSummary("ping", "2/2");
      assertThat(claims(client)).containsExactly("data-1", "data-2");

      stage.scale("ping", 3);
      stage.awaitSummary("ping", "3/3");
      stage.scale("ping", 1);
      stage.awaitSummary("ping", "1/1");
      stage.await1("slots gone", () -> stage.pods("ping").size() == 1);
      assertThat(claims(client)).containsExactly("data-1", "data-2", "data-3");

      PersistentVolumeClaim own = client.persistentVolumeClaims().withName("data-1").get();
      assertThat(own.getMetadata().getLabels()).as("as it was").containsOnlyKeys("mine");
      PersistentVolumeClaim made = client.persistentVolumeClaims().withName("data-2").get();
      assertThat(made.getMetadata().getOwnerReferences()).isEmpty();
      assertThat(made.getMetadata().getLabels()).containsEntry("swarmoperator.io/service", "ping");

      stage.kubectl("delete", "swsvc", "ping");
      stage.await1("tasks gone", () -> stage.pods("ping").isEmpty());
      assertThat(client.persistentVolumeClaims().list().getItems())
          .hasSize(3)
          .allMatch(claim -> claim.getMetadata().getDeletionTimestamp() == null);
    }
  }

  @Difference("D108")
  @Test
  void aLabelThatAPathIsMadeOfCantBeTakenAway(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.apply(
          """
          apiVersion: swarmoperator.io/v1alpha1
          kind: SwarmService
          metadata: {name: ping, labels: {tenant: a}}
          spec:
            template:
              image: app:a
              restartPolicy: {delay: 1s}
              mounts: [{type: bind, source: '/srv/{{.Service.Labels.tenant}}', target: /srv}]
          """);
      stage.awaitSummary("ping", "1/1");

      stage.kubectl("label", "swsvc", "ping", "tenant-");
      String why = "spec.template.mounts[0].source: column 6: the service has no label tenant";
      stage.awaitStatus(
          "ping",
          "the refusal",
          s ->
              s.getStatus().getConditions().stream()
                  .anyMatch(
                      c -> c.getReason().equals("InvalidSpec") && c.getMessage().equals(why)));
      stage.kubectl("delete", "pod", stage.pods("ping").get(0).getMetadata().getName());
      stage.await1(
          "its successor is rejected",
          () ->
              stage.tasks("ping").stream()
                  .anyMatch(
                      t ->
                          Tasks.word(t.getStatus().getState()).equals("rejected")
                              && why.equals(t.getStatus().getError())));
      assertThat(stage.pods("ping")).allMatch(p -> p.getMetadata().getDeletionTimestamp() != null);

      stage.kubectl("label", "swsvc", "ping", "tenant=b");
      stage.awaitSummary("ping", "1/1");
      assertThat(stage.pods("ping").get(0).getSpec().getVolumes())
          .extracting(v -> v.getHostPath() == null ? "" : v.getHostPath().getPath())
          .contains("/srv/b");
    }
  }

  @Test
  void whatARefusedSpecClaimsIsNotMade(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "template: {image: 'app:a', restartPolicy: {delay: 1s}}");
      stage.awaitSummary("ping", "1/1");
      stage.patch(
          "ping", "{\"spec\":{\"volumeClaims\":[{\"name\":\"d-{{.Task.ID}}\",\"size\":\"1Gi\"}]}}");
      stage.awaitStatus(
          "ping",
          "the refusal",
          s ->
              s.getStatus().getConditions().stream()
                  .anyMatch(c -> c.getReason().equals("InvalidSpec")));
      stage.kubectl("delete", "pod", stage.pods("ping").get(0).getMetadata().getName());
      stage.await1("its successor", () -> stage.tasks("ping").size() == 2);
      stage.await1("runs", () -> stage.running("ping").size() == 1);
      assertThat(claims(client)).isEmpty();
    }
  }

  @Difference("D99")
  @Test
  void aTaskIsPendingUntilItsClaimIsDeclared(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Disks disks = new Disks(client, stage, 1)) {
      stage.service(
          "ping", "template: {image: 'app:a', mounts: [{source: data-1, target: /data}]}");
      stage.await1(
          "the scheduler's word",
          () ->
              stage
                  .tasks("ping")
                  .get(0)
                  .getStatus()
                  .getError()
                  .contains("persistentvolumeclaim \"data-1\" not found"));
      SwarmTask pending = stage.tasks("ping").get(0);
      assertThat(Tasks.is(pending, "running", "pending")).isTrue();

      stage.patch("ping", disks.declared());
      stage.awaitSummary("ping", "1/1");

      assertThat(stage.tasks("ping"))
          .as("the same task")
          .extracting(task -> task.getMetadata().getName())
          .containsExactly(pending.getMetadata().getName());
    }
  }

  @Test
  void aClaimThatAQuotaRefusesIsTriedAgain(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Disks disks = new Disks(client, stage, 1)) {
      stage.apply(
          "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: none}\nspec: {hard: {persistentvolumeclaims: '0'}}");
      stage.await1(
          "the quota in force",
          () ->
              client
                  .resourceQuotas()
                  .withName("none")
                  .get()
                  .getStatus()
                  .getHard()
                  .containsKey("persistentvolumeclaims"));
      stage.service("ping", disks.service(1));
      stage.awaitStatus(
          "ping",
          "the refusal",
          s -> KilledTaskScenarioTest.condition(stage, "Stalled").equals("ClaimRefused"));
      stage.await1(
          "a task that waits for it",
          () -> Tasks.is(stage.tasks("ping").get(0), "running", "pending"));

      stage.kubectl("delete", "resourcequota", "none");
      stage.awaitSummary("ping", "1/1");

      stage.awaitStatus(
          "ping",
          "nothing in the way",
          s -> KilledTaskScenarioTest.condition(stage, "Stalled").isEmpty());
      assertThat(stage.tasks("ping")).hasSize(1);
    }
  }

  private static List<String> claims(KubernetesClient client) {
    return client.persistentVolumeClaims().list().getItems().stream()
        .map(claim -> claim.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** Volumes that claims of one storage class find: no test cluster makes any. */
  private record Disks(KubernetesClient client, String name, int count) implements AutoCloseable {
    Disks(KubernetesClient client, Stage stage, int count) {
      this(client, client.getNamespace(), count);
      for (int i = 1; i <= count; i++) {
        stage.apply(
            "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: "
                + name
                + "-"
                + i
                + "}\nspec: {accessModes: [ReadWriteOnce], capacity: {storage: 10Mi}, storageClassName: "
                + name
                + ", hostPath: {path: /nowhere}}");
      }
    }

    /** A service of which each slot has a claim. */
    String service(int replicas) {
      return "replicas: "
          + replicas
          + "\ntemplate: {image: 'app:a', mounts: [{source: 'data-{{.Task.Slot}}', target: /data}]}"
          + "\nvolumeClaims: [{name: 'data-{{.Task.Slot}}', size: 10Mi, storageClassName: "
          + name
          + "}]";
    }

    String declared() {
      return "{\"spec\":{\"volumeClaims\":[{\"name\":\"data-{{.Task.Slot}}\",\"size\":\"10Mi\",\"storageClassName\":\""
          + name
          + "\"}]}}";
    }

    @Override
    public void close() {
      for (int i = 1; i <= count; i++) {
        client.persistentVolumes().withName(name + "-" + i).delete();
      }
    }
  }
}
