package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What happens once a year: each with the outcome that the design gives it. */
@ClusterTest
class EdgeCaseScenarioTest {
  private static final String TWO =
      "replicas: 2\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}\nupdateConfig: {monitor: 500ms}";

  @Test
  void threeSpecsWithinASecondEndOnTheLast(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.image("ping", "app:b");
      stage.image("ping", "app:c");
      stage.image("ping", "app:d");
      stage.awaitStatus(
          "ping",
          "the last spec rolled out",
          s -> done(s.getStatus().getUpdate(), s.getStatus().getSpecRevision()));
      stage.awaitSummary("ping", "2/2");
      assertThat(stage.running("ping"))
          .hasSize(2)
          .allMatch(t -> t.getSpec().getImage().equals("app:d"));
    }
  }

  private static boolean done(io.swarmoperator.api.UpdateStatus update, Long revision) {
    return update != null
        && Tasks.word(update.getState()).equals("completed")
        && update.getToRevision().equals(revision);
  }

  @Test
  void backToTheFirstSpecInMidUpdateLeavesUntouchedSlotsAlone(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 3\ntemplate: {image: 'app:a'}\nupdateConfig: {delay: 60s, monitor: 500ms}");
      stage.awaitSummary("ping", "3/3");
      stage.image("ping", "app:b");
      stage.await1(
          "slot 1 updated",
          () ->
              stage.slot("ping", 1).size() == 2
                  && Tasks.is(stage.slot("ping", 1).get(0), "running", "running"));
      stage.image("ping", "app:a");
      stage.await1(
          "slot 1 back",
          () ->
              stage.slot("ping", 1).size() == 3
                  && Tasks.is(stage.slot("ping", 1).get(0), "running", "running"));
      assertThat(stage.slot("ping", 2)).hasSize(1);
      assertThat(stage.slot("ping", 3)).hasSize(1);
    }
  }

  @Difference("D29")
  @Test
  void aRecordDeletedByHandComesBackFromItsPod(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      SwarmTask task = stage.slot("ping", 1).get(0);
      stage.kubectl("delete", "swtask", task.getMetadata().getName());
      stage.await1(
          "the record back",
          () ->
              stage.slot("ping", 1).stream()
                  .anyMatch(
                      t ->
                          !t.getMetadata().getUid().equals(task.getMetadata().getUid())
                              && Tasks.is(t, "running", "running")));
      SwarmTask again = stage.slot("ping", 1).get(0);
      assertThat(again.getMetadata().getName()).isEqualTo(task.getMetadata().getName());
      assertThat(again.getSpec().getAttempt()).isEqualTo(task.getSpec().getAttempt());
      assertThat(stage.pods("ping")).hasSize(2);
    }
  }

  @Test
  void aPodThatSomeoneEditsGoesOn(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      String pod = stage.slot("ping", 1).get(0).getMetadata().getName();
      stage.kubectl("label", "pod", pod, "swarmoperator.io/service-", "team=red");
      stage.kubectl("annotate", "pod", pod, "note=mine");
      String other = stage.slot("ping", 2).get(0).getMetadata().getName();
      stage.kubectl("label", "pod", other, "swarmoperator.io/service-uid-");
      stage.scale("ping", 3);
      stage.awaitSummary("ping", "3/3");
      assertThat(stage.slot("ping", 1)).hasSize(1);
      assertThat(stage.slot("ping", 2)).hasSize(1);
      assertThat(client.pods().withName(pod).get().getMetadata().getDeletionTimestamp()).isNull();
      assertThat(client.pods().withName(other).get().getMetadata().getDeletionTimestamp()).isNull();
    }
  }

  @Conformance("C062")
  @Test
  void namesThatAreBeginningsOfEachOtherDoNotMeet(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.service("ping-a", TWO);
      stage.service("pin", TWO);
      stage.awaitSummary("ping-a", "2/2");
      stage.awaitSummary("pin", "2/2");
      assertThat(stage.tasks("pin")).hasSize(2);
      stage.kubectl("delete", "swsvc", "ping");
      stage.await1(
          "ping gone", () -> stage.tasks("ping").isEmpty() && stage.pods("ping").isEmpty());
      stage.scale("ping-a", 3);
      stage.awaitSummary("ping-a", "3/3");
      assertThat(stage.running("pin")).hasSize(2);
      assertThat(kubectl.run("get", "svc", "ping-a-tasks", "pin-tasks").exitCode()).isZero();
    }
  }

  @Test
  void aServiceMadeAgainAtOnceUnderTheSameNameStartsAnew(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      Set<String> before = names(stage.tasks("ping"));
      stage.kubectl("delete", "swsvc", "ping", "--wait=false");
      stage.await1("deleted", () -> stage.get("ping") == null);
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      stage.await1(
          "only new tasks",
          () -> stage.tasks("ping").size() == 2 && stage.pods("ping").size() == 2);
      assertThat(names(stage.tasks("ping"))).doesNotContainAnyElementsOf(before);
      stage.await1(
          "the new service's own Services",
          () -> ownedBy(stage, client, "ping-tasks") && ownedBy(stage, client, "ping"));
    }
  }

  private static boolean ownedBy(Stage stage, KubernetesClient client, String service) {
    return client
        .services()
        .withName(service)
        .get()
        .getMetadata()
        .getOwnerReferences()
        .get(0)
        .getUid()
        .equals(stage.get("ping").getMetadata().getUid());
  }

  @Test
  void aForeignServiceOfTheNameIsNeverTouched(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.apply(
          "apiVersion: v1\nkind: Service\nmetadata: {name: ping-tasks}\nspec: {clusterIP: None, selector: {app: mine}}");
      stage.service("ping", TWO);
      stage.awaitStatus(
          "ping",
          "stalled",
          s -> KilledTaskScenarioTest.condition(stage, "Stalled").equals("NameTaken"));
      assertThat(client.services().withName("ping-tasks").get().getSpec().getSelector())
          .containsEntry("app", "mine");
    }
  }

  @Test
  void theWholeGracePeriodIsWaitedForAndNoTasksOverlap(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "template: {image: 'app:a', stopGracePeriod: 3s, annotations: {sim.swarmoperator.io/stop-after: 3s}}\nupdateConfig: {monitor: 500ms}");
      stage.awaitSummary("ping", "1/1");
      Instant begin = Instant.now();
      stage.image("ping", "app:b");
      stage.await1(
          "shown as told to stop",
          () -> stage.slot("ping", 1).stream().anyMatch(t -> Tasks.is(t, "shutdown", "running")));
      stage.awaitUpdate("ping", "completed");
      List<SwarmTask> slot = stage.slot("ping", 1);
      assertThat(Tasks.runningAt(slot.get(0))).isAfterOrEqualTo(Tasks.finishedAt(slot.get(1)));
      assertThat(Tasks.finishedAt(slot.get(1))).isAfter(begin.plusSeconds(2));
    }
  }

  @Difference("D22")
  @Test
  void noGraceIsCarriedOutAsOneSecond(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "template: {image: 'app:a', stopGracePeriod: 0s}");
      stage.awaitSummary("ping", "1/1");
      assertThat(stage.pods("ping").get(0).getSpec().getTerminationGracePeriodSeconds())
          .isEqualTo(1);
      stage.scale("ping", 0);
      stage.await1("gone", () -> stage.pods("ping").isEmpty() && stage.tasks("ping").isEmpty());
    }
  }

  @Test
  void aClockThatIsAMinuteOffChangesNoWait(KubernetesClient client, Kubectl kubectl) {
    for (Duration skew : List.of(Duration.ofMinutes(1), Duration.ofMinutes(-1))) {
      TestOperator operator =
          TestOperator.with(client, o -> o.by(Clock.offset(Clock.systemUTC(), skew))).started();
      try (Stage stage = new Stage(client, kubectl, operator)) {
        String name = skew.isNegative() ? "slow" : "fast";
        stage.service(
            name,
            "template: {image: 'app:a', restartPolicy: {delay: 2s}}\nupdateConfig: {monitor: 1s}");
        stage.awaitSummary(name, "1/1");
        stage.script(
            stage.running(name).get(0).getMetadata().getName(), "exit-code=1", "exit-after=0s");
        stage.await1(
            "replaced",
            () ->
                stage.tasks(name).size() == 2
                    && Tasks.is(stage.tasks(name).get(0), "running", "running"));
        Duration gap =
            Duration.between(
                Tasks.finishedAt(stage.tasks(name).get(1)),
                Tasks.runningAt(stage.tasks(name).get(0)));
        assertThat(gap).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
        stage.image(name, "app:b");
        stage.awaitUpdate(name, "completed");
      }
    }
  }

  @Difference("D6")
  @Test
  void aRequestInGitIsRefusedAndAnAnnotationByAnotherManagerCarriedOut(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      GenericKubernetesResource declared = new GenericKubernetesResource();
      declared.setApiVersion("swarmoperator.io/v1alpha1");
      declared.setKind("SwarmService");
      declared.setMetadata(
          new ObjectMetaBuilder()
              .withName("ping")
              .addToAnnotations("swarmoperator.io/rollback", "previous")
              .build());
      client.resource(declared).fieldManager("gitops").serverSideApply();
      stage.await1(
          "an event that says so",
          () -> stage.kubectl("get", "events").contains("declared by apply"));
      assertThat(Tasks.word(stage.update("ping").orElseThrow().getState())).isEqualTo("completed");
      stage.kubectl("annotate", "swsvc", "ping", "swarmoperator.io/rollback-");
      stage.kubectl(
          "annotate", "--field-manager=someone", "swsvc", "ping", "swarmoperator.io/rollback=1");
      stage.awaitUpdate("ping", "rollback_completed");
      stage.await1(
          "the request gone",
          () ->
              stage.get("ping").getMetadata().getAnnotations() == null
                  || !stage
                      .get("ping")
                      .getMetadata()
                      .getAnnotations()
                      .containsKey("swarmoperator.io/rollback"));
    }
  }

  @Test
  void aRollbackToNowhereIsRefused(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.request("ping", "rollback=previous");
      stage.await1(
          "refused",
          () -> stage.kubectl("get", "events").contains("does not have a previous revision"));
      stage.await1(
          "removed",
          () ->
              stage.get("ping").getMetadata().getAnnotations() == null
                  || !stage
                      .get("ping")
                      .getMetadata()
                      .getAnnotations()
                      .containsKey("swarmoperator.io/rollback"));
      assertThat(stage.get("ping").getStatus().getHold()).isNull();
    }
  }

  @Test
  void whileTheOperatorIsDownNothingStopsAndAfterwardsItGoesOn(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.operator().stop();
      List<String> pods =
          stage.pods("ping").stream().map((Pod p) -> p.getMetadata().getUid()).sorted().toList();
      stage.scale("ping", 3);
      stage.image("ping", "app:b");
      stage.operator().start();
      stage.awaitUpdate("ping", "completed");
      stage.awaitSummary("ping", "3/3");
      assertThat(pods).hasSize(2);
      assertThat(stage.slot("ping", 1)).hasSize(2);
      assertThat(stage.slot("ping", 3)).hasSize(1);
    }
  }

  private static Stage started(KubernetesClient client, Kubectl kubectl) {
    Stage stage = new Stage(client, kubectl);
    stage.service("ping", TWO);
    stage.awaitSummary("ping", "2/2");
    return stage;
  }

  private static Set<String> names(List<SwarmTask> tasks) {
    return tasks.stream().map(t -> t.getMetadata().getName()).collect(Collectors.toSet());
  }
}
