package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void aNamespaceGoesWhenItsAbsenceOrItsEndIsTheCause() {
    assertThat(Refusals.namespaceGoes(notFound("namespaces"))).isTrue();
    assertThat(Refusals.namespaceGoes(terminating())).isTrue();
    assertThat(Refusals.refused(terminating())).isFalse();
  }

  @Test
  void otherThingsThatAreNotFoundAreFailures() {
    assertThat(Refusals.namespaceGoes(notFound("poddisruptionbudgets"))).isFalse();
    assertThat(Refusals.namespaceGoes(new KubernetesClientException("no route", 404, null)))
        .isFalse();
  }

  @Test
  void aConflictIsNoOtherObjectUnlessTheServerSaysSo() {
    assertThat(Refusals.exists(conflict("AlreadyExists"))).isTrue();
    assertThat(Refusals.exists(conflict("Conflict"))).isFalse();
    assertThat(Refusals.refused(conflict("Conflict"))).isFalse();
  }

  @Test
  void whatIsTooLargeIsRefused() {
    assertThat(Refusals.refused(new KubernetesClientException("too large", 413, null))).isTrue();
  }

  private static KubernetesClientException conflict(String reason) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(409).withReason(reason).build());
  }

  private static KubernetesClientException notFound(String kind) {
    return new KubernetesClientException(
        new StatusBuilder()
            .withCode(404)
            .withNewDetails()
            .withKind(kind)
            .withName("x")
            .endDetails()
            .build());
  }

  private static KubernetesClientException terminating() {
    return new KubernetesClientException(
        new StatusBuilder()
            .withCode(403)
            .withNewDetails()
            .addNewCause()
            .withReason("NamespaceTerminating")
            .endCause()
            .endDetails()
            .build());
  }
}
