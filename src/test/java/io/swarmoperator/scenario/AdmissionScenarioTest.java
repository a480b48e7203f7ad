package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods that the API server doesn't take for what they are: the task is rejected, as in Swarm. */
@ClusterTest
class AdmissionScenarioTest {
  private static final String RESTART = "restartPolicy: {delay: 1s}";

  @Test
  void aPriorityClassThatIsMissingRejectsTasksUntilItComes(
      KubernetesClient client, Kubectl kubectl) {
    String name = "urgent-" + client.getNamespace();
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping", "template: {image: 'app:a', priorityClassName: " + name + ", " + RESTART + "}");
      rejectedTwice(stage, "no PriorityClass with name " + name + " was found");
      stage.kubectl("create", "priorityclass", name, "--value=7");
      stage.awaitSummary("ping", "1/1");
      assertThat(stage.pods("ping").get(0).getSpec().getPriority()).isEqualTo(7);
    } finally {
      client.scheduling().v1().priorityClasses().withName(name).delete();
    }
  }

  @Test
  void aPolicyThatDeniesPodsRejectsTasksUntilItGoes(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        Policy policy = Policy.in(client, stage)) {
      stage.service("ping", "template: {image: 'app:a', " + RESTART + "}");
      rejectedTwice(stage, Policy.WORDS);
      policy.lift();
      stage.awaitSummary("ping", "1/1");
    }
  }

  /** With the server's message, one task for each delay. */
  private static void rejectedTwice(Stage stage, String words) {
    stage.await1("two refusals", () -> rejected(stage).size() >= 2);
    List<SwarmTask> refused = rejected(stage);
    assertThat(refused).allSatisfy(task -> assertThat(task.getStatus().getError()).contains(words));
    assertThat(Duration.between(Tasks.finishedAt(refused.get(1)), Tasks.finishedAt(refused.get(0))))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(stage.pods("ping")).isEmpty();
  }

  private static List<SwarmTask> rejected(Stage stage) {
    return stage.tasks("ping").stream().filter(t -> Tasks.is(t, "shutdown", "rejected")).toList();
  }

  /** Takes no pods in one namespace. */
  private record Policy(KubernetesClient client, String name) implements AutoCloseable {
    private static final String WORDS = "no pods on Sundays";

    static Policy in(KubernetesClient client, Stage stage) {
      Policy policy = new Policy(client, "deny-" + client.getNamespace());
      stage.apply(
          """
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata: {name: NAME}
          spec:
            matchConstraints:
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
              resourceRules:
                - {apiGroups: [''], apiVersions: [v1], resources: [pods], operations: [CREATE]}
            validations: [{expression: 'false', message: WORDS}]
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata: {name: NAME}
          spec: {policyName: NAME, validationActions: [Deny]}
          """
              .replace("NAMESPACE", client.getNamespace())
              .replace("NAME", policy.name())
              .replace("WORDS", "'" + WORDS + "'"));
      stage.await1("the policy in force", policy::inForce);
      return policy;
    }

    private boolean inForce() {
      Pod probe =
          new PodBuilder()
              .withNewMetadata()
              .withName("probe")
              .endMetadata()
              .withNewSpec()
              .addNewContainer()
              .withName("probe")
              .withImage("x")
              .endContainer()
              .endSpec()
              .build();
      try {
        Pod unused = client.resource(probe).dryRun().create();
        return false;
      } catch (KubernetesClientException e) {
        return e.getMessage().contains(WORDS);
      }
    }

    @Override
    public void close() {
      lift();
    }

    void lift() {
      client
          .admissionRegistration()
          .v1()
          .validatingAdmissionPolicyBindings()
          .withName(name)
          .delete();
      client.admissionRegistration().v1().validatingAdmissionPolicies().withName(name).delete();
    }
  }
}
