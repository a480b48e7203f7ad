package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.observe.Observation;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.observe.SpecFacts;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.revision.RevisionContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of claims that are there, missing or refused, by a real API server. */
@ClusterTest
class ClaimsClusterTest {
  private static final String EACH_SLOT =
      "template: {image: alpine, mounts: [{source: 'data-{{.Task.Slot}}', target: /data}]}\n"
          + "volumeClaims: [{name: 'data-{{.Task.Slot}}', size: 1Gi}]";
  private static final String SHARED =
      "template: {image: alpine, mounts: [{source: data, target: /data}]}\n"
          + "volumeClaims: [{name: data, size: 1Gi, accessModes: [ReadWriteMany]}]";

  private final List<String> writes = new CopyOnWriteArrayList<>();
  private KubernetesClient client;
  private Claims claims;

  @BeforeEach
  void claims(KubernetesClient ofTheTest) {
    client = ofTheTest;
    claims = new Claims(new ApiWrites(client, writes::add, new SimpleMeterRegistry()));
  }

  @Test
  void aClaimIsMadeForTheFirstTaskThatNeedsIt() {
    SwarmService service = service(EACH_SLOT);
    before(service, 1);
    before(service, 1);
    before(service, 2);
    assertThat(writes).containsExactly(creates("data-1"), creates("data-2"));
    assertThat(claim("data-1").getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void oneThatIsThereIsUsedAsItIs() {
    SwarmService service = service(EACH_SLOT.replace("1Gi", "5Gi"));
    before(service(EACH_SLOT), 1);
    PersistentVolumeClaim own = claim("data-1");
    new Claims(new ApiWrites(client, WriteGate.OPEN, new SimpleMeterRegistry()))
        .before(service, RevisionContent.of(service), identity(service, 1));
    assertThat(claim("data-1")).isEqualTo(own);
    assertThat(own.getSpec().getResources().getRequests())
        .containsEntry("storage", new Quantity("1Gi"));
  }

  @Test
  void oneThatSomebodyDeletedIsMadeAgainOnceForEachPodThatMissesIt() {
    SwarmService service = service(EACH_SLOT);
    before(service, 1);
    deleteByHand("data-1");
    claims.keep(seen(service, waits(service, "pod-1", "data-1")));
    claims.keep(seen(service, waits(service, "pod-1", "data-1")));
    assertThat(writes).containsExactly(creates("data-1"), creates("data-1"));
    assertThat(claim("data-1")).isNotNull();

    deleteByHand("data-1");
    claims.keep(seen(service, waits(service, "pod-2", "data-1")));
    assertThat(claim("data-1")).isNotNull();
  }

  @Test
  void oneThatIsNotDeclaredIsNotMade() {
    SwarmService service = service(EACH_SLOT);
    claims.keep(seen(service, waits(service, "pod-1", "else")));
    assertThat(writes).isEmpty();
  }

  @Test
  void oneThatIsRefusedIsToldAndTriedAgain() {
    SwarmService service = service(EACH_SLOT);
    quota();
    before(service, 1);
    assertThat(claims.problem(service).map(Condition::reason))
        .contains(ConditionReason.CLAIM_REFUSED);
    assertThat(claims.problem(service).orElseThrow().message())
        .startsWith("claim data-1: ")
        .contains("exceeded quota: none");
    claims.keep(seen(service, waits(service, "pod-1", "data-1")));
    assertThat(claims.problem(service)).as("still").isPresent();

    client.resourceQuotas().withName("none").delete();
    claims.keep(seen(service, waits(service, "pod-1", "data-1")));
    assertThat(claim("data-1")).isNotNull();
    assertThat(claims.problem(service)).isEmpty();
  }

  @Test
  void aRefusalIsForgottenWhenNoTaskWaitsForItAnyMore() {
    SwarmService service = service(EACH_SLOT);
    quota();
    before(service, 1);
    claims.keep(seen(service, waits(service, "pod-1", "")));
    assertThat(claims.problem(service)).as("the scheduler has yet to speak").isPresent();
    claims.keep(seen(service, waits(service, "pod-1", "else")));
    assertThat(claims.problem(service)).isEmpty();
  }

  @Test
  void aServiceThatDeclaresNoneAnyMoreHasNoProblem() {
    SwarmService service = service(EACH_SLOT);
    quota();
    before(service, 1);
    SwarmService without = service("template: {image: alpine}");
    claims.keep(seen(without, waits(without, "pod-1", "data-1")));
    assertThat(claims.problem(service)).isEmpty();
  }

  /** The second comes while the first's claim is on its way. */
  @Test
  void twoTasksAtOnceMakeOneClaim() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    WriteGate gate =
        what -> {
          writes.add(what);
          asked.countDown();
          awaitNow(goOn);
        };
    claims = new Claims(new ApiWrites(client, gate, new SimpleMeterRegistry()));
    SwarmService service = service(SHARED);
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> before(service, 1));
    asked.await();
    before(service, 2);
    goOn.countDown();
    first.join();
    assertThat(writes).containsExactly(creates("data"));
    assertThat(claim("data")).isNotNull();
  }

  private static void awaitNow(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void before(SwarmService service, int slot) {
    claims.before(service, RevisionContent.of(service), identity(service, slot));
  }

  private SwarmService service(String spec) {
    SwarmService service = Fixtures.ping(spec);
    service.getMetadata().setNamespace(client.getNamespace());
    return service;
  }

  private static TaskIdentity identity(SwarmService service, int slot) {
    return new TaskIdentity(
        service.getMetadata().getName(),
        SlotId.numbered(slot),
        1,
        "id" + slot,
        RevisionContent.of(service).hash(),
        "alpine",
        Reason.SCALED_UP,
        0,
        0);
  }

  /** A task of slot 1 whose pod lacks a claim by the scheduler's word; none: it said nothing. */
  private static ObservedTask waits(SwarmService service, String podUid, String claim) {
    String word =
        claim.isEmpty()
            ? ""
            : "0/3 nodes are available: persistentvolumeclaim \"" + claim + "\" not found.";
    PodView pod =
        new PodView(
            podUid,
            Instant.EPOCH,
            "",
            PodView.Phase.PENDING,
            word,
            "",
            "",
            false,
            false,
            OptionalInt.empty(),
            "",
            "",
            "",
            "",
            Optional.empty(),
            false,
            false,
            false,
            "",
            Spot.ANYWHERE,
            OptionalInt.empty(),
            Optional.empty());
    return new ObservedTask(identity(service, 1), Optional.empty(), Optional.of(pod));
  }

  private static Observation seen(SwarmService service, ObservedTask task) {
    RevisionContent content = RevisionContent.of(service);
    return new Observation(
        service,
        service,
        new ServiceView(
            SpecFacts.of(service, 5),
            content.toDecide(1),
            Memory.NONE,
            Map.of(),
            List.of(task),
            Map.of(),
            Optional.empty()),
        Map.of(content.hash(), new Revisions.Stored("ping-1", 1, content, 1)),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static String creates(String name) {
    return "create PersistentVolumeClaim " + name;
  }

  private PersistentVolumeClaim claim(String name) {
    return client.persistentVolumeClaims().withName(name).get();
  }

  /** With what keeps claims in use from going. */
  private void deleteByHand(String name) {
    client.persistentVolumeClaims().withName(name).delete();
    await(name + " gone").atMost(Duration.ofSeconds(60)).until(() -> claim(name) == null);
  }

  private void quota() {
    client
        .resource(
            "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: none}\n"
                + "spec: {hard: {persistentvolumeclaims: '0'}}")
        .create();
    await("the quota in force")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () ->
                client
                    .resourceQuotas()
                    .withName("none")
                    .get()
                    .getStatus()
                    .getHard()
                    .containsKey("persistentvolumeclaims"));
  }
}
