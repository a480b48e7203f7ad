package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several operators of which one leads: who may write, and how soon another one takes over. */
@ClusterTest
class LeaseScenarioTest {
  private static final String TWO = "replicas: 2\ntemplate: {image: 'app:a'}";

  /** Its records still wait to be written when it stops: its tasks take a minute to start. */
  private static final String SLOW =
      "replicas: 20\ntemplate: {image: 'app:a', annotations: {sim.swarmoperator.io/start-after: 60s}}";

  /** A task ends every second or so: there is always something to write. */
  private static final String BUSY =
      "replicas: 3\ntemplate: {image: 'app:a', annotations: {sim.swarmoperator.io/exit-after: 500ms}, restartPolicy: {delay: 200ms}}";

  @Test
  void theStandbyOnlyWatchesWhileTheLeaderLeads(KubernetesClient client, Kubectl kubectl) {
    LastWrite standbysWrites = new LastWrite();
    try (Election election = new Election(client);
        Stage stage = new Stage(client, kubectl, leading(client, election).started());
        TestOperator standby =
            TestOperator.with(client, o -> election.candidate(o.behind(standbysWrites)))) {
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      standby.start();
      stage.scale("ping", 3);
      stage.awaitSummary("ping", "3/3");
      assertThat(standbysWrites.written()).isZero();
    }
  }

  @Test
  void theStandbyLeadsWithinThreeSecondsOfTheLeadersLastWrite(
      KubernetesClient client, Kubectl kubectl) {
    AtomicReference<Instant> lastWrite = new AtomicReference<>();
    try (Election election = new Election(client);
        TestOperator first =
            TestOperator.with(
                client, o -> election.candidate(o.behind(what -> lastWrite.set(now()))));
        Stage stage = new Stage(client, kubectl, first.started());
        TestOperator standby = leading(client, election)) {
      stage.service("ping", SLOW);
      stage.await1("its pods", () -> stage.pods("ping").size() == 20);
      String holder = election.holder().orElseThrow();
      standby.start();

      first.stop();

      Instant end = lastWrite.get();
      assertThat(stage.tasks("ping")).hasSize(20);
      stage.await1(
          "another leader", () -> election.holder().filter(h -> !h.equals(holder)).isPresent());
      stage.await1("seen", () -> election.first(s -> isAnother(s, holder)).isPresent());
      LeaseSpec released = election.first(s -> s.getHolderIdentity() == null).orElseThrow();
      LeaseSpec taken = election.first(s -> isAnother(s, holder)).orElseThrow();
      assertThat(released.getRenewTime().toInstant()).isAfter(end);
      assertThat(
              Duration.between(
                  released.getRenewTime().toInstant(), taken.getAcquireTime().toInstant()))
          .isBetween(Duration.ZERO, Duration.ofSeconds(3));
      assertThat(taken.getLeaseTransitions()).isEqualTo(released.getLeaseTransitions() + 1);
      assertThat(lastWrite.get()).isEqualTo(end);

      stage.scale("ping", 21);
      stage.await1("a task of the new leader", () -> stage.pods("ping").size() == 21);
    }
  }

  private static boolean isAnother(LeaseSpec lease, String holder) {
    return lease.getHolderIdentity() != null && !lease.getHolderIdentity().equals(holder);
  }

  @Test
  void aLeaderThatLosesTheLeaseWritesNothingMore(KubernetesClient client, Kubectl kubectl) {
    CompletableFuture<Integer> lost = new CompletableFuture<>();
    LastWrite gate = new LastWrite();
    try (Election election = new Election(client);
        TestOperator deposed =
            TestOperator.with(
                client,
                o -> election.candidate(o.behind(gate), () -> lost.complete(gate.written())));
        Stage stage = new Stage(client, kubectl, deposed.started());
        TestOperator other = leading(client, election)) {
      stage.service("ping", BUSY);
      stage.await1("restarts", () -> stage.slot("ping", 1).size() > 1);

      election.takenBy("someone else");

      stage.await1("told that it is lost", lost::isDone);
      int written = lost.join();
      assertThat(election.holder()).contains("someone else");
      // there was more to write: another one does, while the deposed one is still there
      election.givenBack();
      other.start();
      int restarts = restarts(stage);
      stage.await1("restarts by the other", () -> restarts(stage) > restarts + 3);
      assertThat(gate.written()).isEqualTo(written);
      deposed.stop();
      assertThat(gate.written()).isEqualTo(written);
      assertThat(election.holder()).isPresent();
    }
  }

  /** The attempts of all slots so far. */
  private static int restarts(Stage stage) {
    return stage.tasks("ping").stream().mapToInt(t -> t.getSpec().getAttempt().intValue()).sum();
  }

  @Test
  void theProcessEndsWithOneWhenItsLeaseIsTaken(KubernetesClient client, Kubectl kubectl)
      throws Exception {
    try (Election election = new Election(client);
        OperatorProcess operator = OperatorProcess.leading(client);
        Stage stage = new Stage(client, kubectl, leading(client, election))) {
      stage.await1("a leader", () -> election.holder().isPresent());
      stage.service("ping", BUSY);
      stage.await1("restarts", () -> stage.slot("ping", 1).size() > 1);

      election.takenBy("someone else");

      assertThat(operator.exitCode()).as(operator::output).isEqualTo(1);
      assertThat(operator.output()).contains("the lease is lost");
      assertThat(election.holder()).contains("someone else");
    }
  }

  @Test
  void theProcessThatIsTerminatedGivesTheLeaseBack(KubernetesClient client, Kubectl kubectl)
      throws Exception {
    try (Election election = new Election(client);
        OperatorProcess operator = OperatorProcess.leading(client);
        Stage stage = new Stage(client, kubectl, leading(client, election))) {
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");

      operator.terminate();

      // 128 + SIGTERM
      assertThat(operator.exitCode()).as(operator::output).isEqualTo(143);
      assertThat(election.holder()).isEmpty();
    }
  }

  private static TestOperator leading(KubernetesClient client, Election election) {
    return TestOperator.with(client, election::candidate);
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }
}
