package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A service that Git declares, through rollouts that succeed and that fail. */
@ClusterTest
class GitOpsScenarioTest {
  static final String PROGRESSING = "IN_PROGRESS Progressing";
  static final String HEALTHY = "CURRENT Healthy";
  static final String DEGRADED = "FAILED Degraded";
  private static final String SUSPENDED = "IN_PROGRESS Suspended";

  /** An image that isn't there, in the simulated nodes' words. */
  static final String BAD =
      "{image: 'app:bad', annotations: {sim.swarmoperator.io/pull-error: no such image}}";

  @Test
  void aRolloutIsInProgressUntilItIsDone(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares("template: {image: 'app:a'}");
      git.awaitReady(samples);
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("converged", samples.last());

      git.declares("updateConfig: {delay: 1h}\ntemplate: {image: 'app:b'}");
      stage.awaitStatus("web", "one updated", s -> s.getStatus().getUpdatedTasks() == 1);
      stage.awaitSummary("web", "2/2");
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("updating", samples.last());

      git.declares("template: {image: 'app:b'}");
      git.awaitReady(samples);
      assertThat(stage.get("web").getStatus().getUpdate().getMessage())
          .isEqualTo("update completed");
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("updated", samples.last());

      assertThat(samples.verdicts()).containsExactly(PROGRESSING, HEALTHY, PROGRESSING, HEALTHY);
      assertThatFluxAgrees(samples);
    }
  }

  @Test
  void anUpdateThatFailsIsDegradedUntilGitSaysSomethingElse(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares("template: {image: 'app:a'}");
      git.awaitReady(samples);
      git.declares("template: " + BAD);
      stage.awaitUpdate("web", "paused");
      git.awaitVerdict(samples, DEGRADED);
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("paused-by-failure", samples.last());

      git.act("resume", samples.last());
      stage.awaitStatus("web", "resumed", s -> s.getStatus().getUpdate().getRollout() > 1);
      stage.awaitUpdate("web", "paused");
      git.awaitVerdict(samples, DEGRADED);

      git.declares("template: {image: 'app:c'}");
      git.awaitReady(samples);

      assertThat(samples.verdicts())
          .containsExactly(
              PROGRESSING,
              HEALTHY,
              PROGRESSING,
              DEGRADED,
              PROGRESSING,
              DEGRADED,
              PROGRESSING,
              HEALTHY);
      assertThatFluxAgrees(samples);
    }
  }

  /** What was rolled back stays so however often Git's version is applied. */
  @Test
  void aRollbackIsDegradedAndNotUndoneByTheNextSync(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares("updateConfig: {failureAction: rollback}\ntemplate: {image: 'app:a'}");
      git.awaitReady(samples);
      git.declares("updateConfig: {failureAction: rollback}\ntemplate: " + BAD);
      stage.awaitUpdate("web", "rollback_completed");
      stage.awaitSummary("web", "2/2");
      git.awaitVerdict(samples, DEGRADED);
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("rolled-back", samples.last());

      String resourceVersion = stage.get("web").getMetadata().getResourceVersion();
      git.syncs();
      assertThat(stage.get("web").getMetadata().getResourceVersion()).isEqualTo(resourceVersion);
      assertThat(stage.get("web").getStatus().getHold().getRevision()).isEqualTo(1);

      git.declares("updateConfig: {failureAction: rollback}\ntemplate: {image: 'app:c'}");
      git.awaitReady(samples);

      assertThat(samples.verdicts())
          .containsExactly(PROGRESSING, HEALTHY, PROGRESSING, DEGRADED, PROGRESSING, HEALTHY);
      assertThatFluxAgrees(samples);
    }
  }

  /** What Git goes back to runs already. */
  @Test
  void aRevertInGitReplacesNoTask(KubernetesClient client, Kubectl kubectl) {
    String rollback = "updateConfig: {failureAction: rollback}\ntemplate: ";
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares(rollback + "{image: 'app:a'}");
      git.awaitReady(samples);
      git.declares(rollback + BAD);
      stage.awaitUpdate("web", "rollback_completed");
      git.awaitVerdict(samples, DEGRADED);
      Set<String> running = uids(stage);

      git.declares(rollback + "{image: 'app:a'}");
      git.awaitReady(samples);

      assertThat(stage.get("web").getStatus().getHold()).isNull();
      assertThat(uids(stage)).hasSize(2).isEqualTo(running);
      git.assertThatNothingDiffers();
    }
  }

  @Test
  void aRollbackByHandIsDegradedUntilItIsResumed(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares("template: {image: 'app:a'}");
      git.awaitReady(samples);
      git.declares("template: {image: 'app:b'}");
      git.awaitReady(samples);

      git.act("rollback", samples.last());
      git.awaitVerdict(samples, DEGRADED);
      assertThat(stage.running("web")).allMatch(t -> t.getSpec().getImage().equals("app:a"));
      git.syncs();
      git.assertThatNothingDiffers();
      git.act("resume", samples.last());
      git.awaitReady(samples);

      assertThat(stage.running("web")).allMatch(t -> t.getSpec().getImage().equals("app:b"));
      assertThat(samples.verdicts())
          .containsExactly(
              PROGRESSING,
              HEALTHY,
              PROGRESSING,
              HEALTHY,
              PROGRESSING,
              DEGRADED,
              PROGRESSING,
              HEALTHY);
    }
  }

  @Test
  void aPauseIsSuspended(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares("template: {image: 'app:a'}");
      git.awaitReady(samples);
      git.declares("paused: true\ntemplate: {image: 'app:b'}");
      git.awaitVerdict(samples, SUSPENDED);
      Captured.assertThatItIs("paused-by-user", samples.last());

      git.act("resume", samples.last());
      git.awaitReady(samples);

      assertThat(samples.verdicts())
          .containsExactly(PROGRESSING, HEALTHY, PROGRESSING, SUSPENDED, PROGRESSING, HEALTHY);
      assertThatFluxAgrees(samples);
    }
  }

  /** What Git doesn't declare is no difference, so nothing heals it. */
  @Test
  void whatTheMenuSetsStaysWhereGitDoesNotDeclareIt(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares("template: {image: 'app:a'}");
      git.awaitReady(samples);

      git.act("restart", samples.last());
      stage.awaitStatus("web", "updated", s -> s.getStatus().getCurrentRevision() == 2);
      git.awaitReady(samples);
      git.act("pause", samples.last());
      git.syncs();
      git.assertThatNothingDiffers();
      assertThat(stage.get("web").getSpec().getPaused()).isTrue();
      assertThat(stage.get("web").getSpec().getTemplate().getForceUpdate()).isEqualTo(1);

      git.declares("template: {image: 'app:b'}");
      git.awaitVerdict(samples, SUSPENDED);
      assertThat(stage.running("web")).allMatch(t -> t.getSpec().getImage().equals("app:a"));
    }
  }

  @Test
  void aJobIsHealthyWhenItHasCompleted(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declaresAll(
          "mode: replicated-job\ntemplate: {image: 'app:a',"
              + " annotations: {sim.swarmoperator.io/exit-after: 1s}}");
      git.awaitReady(samples);
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("job-completed", samples.last());

      assertThat(samples.verdicts()).containsExactly(PROGRESSING, HEALTHY);
    }
  }

  /** An autoscaler owns the replicas, Git the rest, the operator nothing but the status. */
  @Test
  void twoManagersApplyWithoutConflictWhateverTheOperatorDoes(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Git git = new Git(stage, kubectl)) {
      String policy = "updateConfig: {failureAction: rollback}\ntemplate: ";
      git.declaresAll(policy + "{image: 'app:a'}");
      git.scalerApplies(2);
      git.awaitReady();
      git.declaresAll(policy + "{image: 'app:b'}");
      git.scalerApplies(3);
      git.awaitReady();
      stage.awaitSummary("web", "3/3");
      git.declaresAll(policy + BAD);
      stage.awaitUpdate("web", "rollback_completed");
      git.syncs();
      git.scalerApplies(4);
      stage.awaitSummary("web", "4/4");
      git.syncs();

      assertThat(stage.get("web").getMetadata().getManagedFields())
          .filteredOn(fields -> !List.of("git", "scaler").contains(fields.getManager()))
          .isNotEmpty()
          .allSatisfy(
              fields -> {
                assertThat(fields.getSubresource()).isEqualTo("status");
                assertThat(fields.getFieldsV1().getAdditionalProperties().keySet())
                    .containsExactly("f:status");
              });
    }
  }

  /** The schema completes the items of lists, which Git declares as a whole. */
  @Test
  void itemsOfListsDoNotDifferByTheirDefaults(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Git git = new Git(stage, kubectl)) {
      git.declares(
          """
          endpoint: {ports: [{target: 80, published: 8080}]}
          volumeClaims: [{name: data, size: 1Gi}]
          template:
            image: 'app:a'
            secrets: [{source: db}]
            configs: [{source: site}]
            mounts: [{type: tmpfs, target: /tmp}]
            placement: {preferences: [{spread: node.labels.zone}]}
          """);
      git.awaitReady();

      assertThat(stage.get("web").getSpec().getEndpoint().getPorts().get(0).getProtocol())
          .as("completed")
          .isNotNull();
      git.assertThatNothingDiffers();
    }
  }

  private static Set<String> uids(Stage stage) {
    return stage.pods("web").stream()
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }

  static void assertThatFluxAgrees(Samples samples) {
    FluxExpressions flux = FluxFiles.expressions("staging");
    for (JsonNode sample : samples.all()) {
      assertThat(flux.status(sample)).as(sample.toString()).isEqualTo(Verdict.kstatus(sample));
    }
  }

  @Test
  void waitReturnsWhenWhatGitDeclaresRunsAndNotBefore(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Git git = new Git(stage, kubectl)) {
      git.declares("template: {image: 'app:a'}");
      git.awaitReady();
      for (String image : List.of("app:b", "app:c", "app:d")) {
        git.declares("template: {image: '" + image + "'}");
        git.awaitReady();
        assertThat(stage.running("web"))
            .hasSize(2)
            .allMatch(t -> t.getSpec().getImage().equals(image));
      }
      git.declares("updateConfig: {failureAction: rollback}\ntemplate: " + BAD);
      stage.awaitUpdate("web", "rollback_completed");
      Commands.Result wait =
          kubectl.run("wait", "--for=condition=Ready", "swsvc/web", "--timeout=1s");
      assertThat(wait.exitCode()).as(wait.text()).isNotZero();
    }
  }
}
