package io.swarmoperator.gitops;

import static io.swarmoperator.gitops.GitOpsScenarioTest.BAD;
import static io.swarmoperator.gitops.GitOpsScenarioTest.DEGRADED;
import static io.swarmoperator.gitops.GitOpsScenarioTest.HEALTHY;
import static io.swarmoperator.gitops.GitOpsScenarioTest.PROGRESSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import org.junit.jupiter.api.Test;

/** A service that Git declares and that can't be what it declares. */
@ClusterTest
class GitOpsFailuresScenarioTest {

  @Test
  void aRollbackIsInProgressUntilItFailsToo(KubernetesClient client, Kubectl kubectl) {
    String policy = "updateConfig: {failureAction: rollback}\nrollbackConfig: {monitor: 1h}\n";
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares(policy + "template: {image: 'app:a'}");
      git.awaitReady(samples);
      git.declares(policy + "template: " + BAD);
      stage.awaitUpdate("web", "rollback_started");
      stage.awaitSummary("web", "2/2");
      git.awaitVerdict(samples, PROGRESSING);
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("rolling-back", samples.last());

      String back = stage.running("web").get(0).getMetadata().getName();
      stage.script(back, "exit-code=1", "exit-after=0s");
      stage.awaitUpdate("web", "rollback_paused");
      stage.awaitSummary("web", "2/2");
      git.awaitVerdict(samples, DEGRADED);
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("rollback-paused", samples.last());

      git.declares(policy + "template: {image: 'app:c'}");
      git.awaitReady(samples);

      assertThat(samples.verdicts())
          .containsExactly(PROGRESSING, HEALTHY, PROGRESSING, DEGRADED, PROGRESSING, HEALTHY);
      GitOpsScenarioTest.assertThatFluxAgrees(samples);
    }
  }

  @Test
  void whatFindsNoNodeIsDegradedOnceItsTimeIsOver(KubernetesClient client, Kubectl kubectl) {
    String deadline = "progressDeadline: 2s\n";
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares(
          deadline
              + "template: {image: 'app:a', placement: {constraints: [node.labels.disk == ssd]}}");
      git.awaitVerdict(samples, DEGRADED);
      git.assertThatNothingDiffers();
      Captured.assertThatItIs("no-suitable-node", samples.last());

      git.declares(deadline + "template: {image: 'app:a'}");
      git.awaitReady(samples);

      assertThat(samples.verdicts()).containsExactly(PROGRESSING, DEGRADED, PROGRESSING, HEALTHY);
      GitOpsScenarioTest.assertThatFluxAgrees(samples);
    }
  }

  @Test
  void whatIsRefusedIsDegradedAndWhatRunsStays(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Samples samples = new Samples(client, "web");
        Git git = new Git(stage, kubectl)) {
      git.declares("template: {image: 'app:a'}");
      git.awaitReady(samples);
      git.declares("template: {image: 'app:b', hostname: '{{.Nobody}}'}");
      git.awaitVerdict(samples, DEGRADED);
      git.assertThatNothingDiffers();
      assertThat(stage.running("web")).allMatch(t -> t.getSpec().getImage().equals("app:a"));
      Captured.assertThatItIs("invalid-spec", samples.last());

      git.declares("template: {image: 'app:b'}");
      git.awaitReady(samples);

      assertThat(samples.verdicts())
          .containsExactly(PROGRESSING, HEALTHY, PROGRESSING, DEGRADED, PROGRESSING, HEALTHY);
      GitOpsScenarioTest.assertThatFluxAgrees(samples);
    }
  }
}
