package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.render.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal is never dropped without a word. */
class StopSignalsTest {
  private static final String UNKNOWN = "it can't be found out whether this cluster keeps";

  private final List<Pod> asked = new ArrayList<>();
  private Optional<KubernetesClientException> failure = Optional.empty();
  private boolean keeps = true;
  private final StopSignals signals =
      new StopSignals(
          pod -> {
            asked.add(pod);
            failure.ifPresent(
                e -> {
                  throw e;
                });
            return keeps ? pod : withoutSignal(pod);
          });

  @Test
  void whatIsKeptIsNotReportedAndAskedForOnce() {
    assertThat(reported("a", "USR2")).isEmpty();
    assertThat(reported("b", "SIGINT")).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatIsDroppedIsReported() {
    keeps = false;

    assertThat(reported("a", "SIGINT")).startsWith("this cluster keeps no stop signal");
    assertThat(reported("a", "SIGINT")).startsWith("this cluster keeps no stop signal");
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 409, 429, 500, 503})
  void afterAFaultItIsAskedAgain(int code) {
    failure = Optional.of(new KubernetesClientException("no route", code, null));

    assertThat(reported("a", "SIGINT")).startsWith(UNKNOWN).endsWith("no route");
    failure = Optional.empty();

    assertThat(reported("a", "SIGINT")).isEmpty();
  }

  @Test
  void aNamespaceThatRefusesIsAskedOnceAndAnotherOneTells() {
    failure = Optional.of(new KubernetesClientException("exceeded quota", 403, null));

    assertThat(reported("a", "SIGINT")).startsWith(UNKNOWN).endsWith("exceeded quota");
    assertThat(reported("a", "SIGINT")).startsWith(UNKNOWN).endsWith("exceeded quota");
    assertThat(asked).hasSize(1);

    failure = Optional.empty();
    assertThat(reported("b", "SIGINT")).isEmpty();
    assertThat(reported("a", "SIGINT")).isEmpty();
  }

  @Test
  void theQuestionDoesntDependOnTheSignal() {
    failure = Optional.of(new KubernetesClientException("away", 503, null));
    reported("a", "SIGINT");
    reported("a", "SIGRTMIN+3");

    assertThat(asked)
        .extracting(pod -> pod.getSpec().getContainers().get(0).getLifecycle().getStopSignal())
        .containsExactly("SIGTERM", "SIGTERM");
  }

  private String reported(String namespace, String signal) {
    SwarmService service = Fixtures.ping("template: {image: a, stopSignal: " + signal + "}");
    service.getMetadata().setNamespace(namespace);
    return signals
        .unsupported(service, service.getSpec().getTemplate())
        .map(field -> field.reason())
        .orElse("");
  }

  private static Pod withoutSignal(Pod pod) {
    return new PodBuilder(pod)
        .editSpec()
        .editContainer(0)
        .withLifecycle(null)
        .endContainer()
        .endSpec()
        .build();
  }
}
