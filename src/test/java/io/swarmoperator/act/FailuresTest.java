package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final Failures failures = new Failures();

  @Test
  void whatTheServerRefusesIsToldBeforeWhatFailed() {
    failures.add(new StepFailure("another pod has the name ping.1.a"));
    failures.add(answer(403, "services \"ping-tasks\" is forbidden: exceeded quota: few"));
    failures.add(answer(500, "etcdserver: request timed out"));

    assertThat(failures.none()).isFalse();
    assertThat(failures.condition())
        .contains(
            new Condition(
                "Stalled",
                true,
                ConditionReason.WRITE_REFUSED,
                "services \"ping-tasks\" is forbidden: exceeded quota: few (and 2 more)"));
  }

  @Test
  void whatFailedIsTriedAgain() {
    failures.add(answer(500, "etcdserver: request timed out"));

    assertThat(failures.condition())
        .contains(
            new Condition(
                "Reconciling",
                true,
                ConditionReason.WRITE_FAILED,
                "etcdserver: request timed out"));
  }

  @Test
  void inANamespaceThatGoesThereIsNothingToTell() {
    failures.add(
        new KubernetesClientException(
            new StatusBuilder()
                .withCode(403)
                .withNewDetails()
                .addNewCause()
                .withReason("NamespaceTerminating")
                .endCause()
                .endDetails()
                .build()));

    assertThat(failures.none()).isFalse();
    assertThat(failures.condition()).isEmpty();
  }

  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
