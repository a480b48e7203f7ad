package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What others do around a service: quotas, budgets, namespaces that go, orphans. */
@ClusterTest
class SurroundingsScenarioTest {
  private static final String TWO =
      "replicas: 2\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}\nupdateConfig: {monitor: 100ms}";

  /**
   * Nothing is deleted of what runs for a service that is unknown; one that could adopt what nobody
   * owns any more leaves it alone. Their records are the garbage collector's, which learns of a new
   * kind within half a minute and may know of none to be left behind.
   */
  @Conformance("C218")
  @Test
  void whatAnUnknownServiceHasLeftStaysAsItIs(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl);
        Journal journal = new Journal(client, "ping")) {
      Set<String> orphans = pods(stage);
      String left =
          """
          pod 1#1: running
          pod 2#1: running
          """;
      journal.await1(
          left
              + """
              task 1#1: running
              task 2#1: running
              """);
      stage.kubectl("delete", "swsvc", "ping", "--cascade=orphan");
      stage.service("ping", TWO);
      stage.awaitStatus("ping", "2/2", s -> "2/2".equals(s.getStatus().getSummary()));
      stage.await1(
          "an event",
          () ->
              client.v1().events().list().getItems().stream()
                  .anyMatch(
                      e ->
                          e.getReason().equals("OrphansFound")
                              && orphans.stream().anyMatch(o -> e.getMessage().contains(o))));
      stage.scale("ping", 1);
      stage.awaitStatus("ping", "1/1", s -> "1/1".equals(s.getStatus().getSummary()));
      assertThat(journal.ofPods(orphans)).isEqualTo(left);
      assertThat(stage.pods("ping"))
          .filteredOn(p -> orphans.contains(p.getMetadata().getName()))
          .hasSize(2)
          .allMatch(p -> p.getMetadata().getOwnerReferences().isEmpty())
          .allMatch(p -> p.getMetadata().getDeletionTimestamp() == null);
    }
  }

  @Test
  void aPodThatAQuotaRefusesIsARejectedTask(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      quota(client, stage, 1);
      stage.service("ping", "taskHistoryLimit: 20\n" + TWO);
      stage.await1("eight refusals", () -> rejected(stage).size() >= 8);
      List<SwarmTask> refused = rejected(stage);
      assertThat(refused.get(0).getStatus().getError()).contains("exceeded quota: few");
      assertThat(refused.stream().map(t -> t.getSpec().getSlot()).distinct()).hasSize(1);
      List<Duration> gaps = gaps(refused);
      assertThat(gaps)
          .as("one task for each delay")
          .allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
      assertThat(Collections.min(gaps.subList(0, 3)))
          .as("the last waits no longer than the first: no back-off (s11k)")
          .isLessThan(Duration.ofSeconds(4));
      stage.await1(
          "an event",
          () ->
              client.v1().events().list().getItems().stream()
                  .anyMatch(
                      e ->
                          e.getReason().equals("TaskRejected")
                              && e.getMessage().contains("exceeded quota: few")));
      stage.kubectl("delete", "resourcequota", "few");
      stage.awaitSummary("ping", "2/2");
    }
  }

  /** The quota of a namespace that is full lets a task in when its predecessor has gone. */
  @Test
  void anUpdateThatStopsFirstFitsAQuotaThatIsFull(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      quota(client, stage, 2);
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      assertThat(rejected(stage)).isEmpty();
      assertThat(stage.get("ping").getStatus().getUpdate().getFailures()).isZero();
    }
  }

  /** As a node's refusal does in Swarm: the old task has stopped by then (s06l). */
  @Test
  void anUpdateThatAdmissionRefusesPausesAtItsFirstSlot(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.kubectl(
          "label",
          "namespace",
          client.getNamespace(),
          "pod-security.kubernetes.io/enforce=restricted");
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "paused");
      stage.await1("a refusal", () -> !rejected(stage).isEmpty());
      assertThat(rejected(stage).get(0).getStatus().getError()).contains("violates PodSecurity");
      assertThat(rejected(stage)).allMatch(task -> task.getSpec().getSlot() == 1);
      assertThat(Tasks.rows(stage.slot("ping", 2))).containsExactly("2 running/running app:a");
    }
  }

  /** From one end to the next, newest first as the tasks. */
  private static List<Duration> gaps(List<SwarmTask> tasks) {
    return IntStream.range(1, tasks.size())
        .mapToObj(
            i ->
                Duration.between(
                    Tasks.finishedAt(tasks.get(i)), Tasks.finishedAt(tasks.get(i - 1))))
        .toList();
  }

  private static void quota(KubernetesClient client, Stage stage, int pods) {
    stage.apply(
        "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few}\nspec: {hard: {pods: '"
            + pods
            + "'}}");
    stage.await1(
        "the quota in force",
        () ->
            client
                .resourceQuotas()
                .withName("few")
                .get()
                .getStatus()
                .getHard()
                .containsKey("pods"));
  }

  private static List<SwarmTask> rejected(Stage stage) {
    return stage.tasks("ping").stream().filter(t -> Tasks.is(t, "shutdown", "rejected")).toList();
  }

  @Test
  void aBudgetOfTheUsersTakesThePlaceOfOurs(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.apply(
          "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: mine}\nspec: {minAvailable: 1, selector: {matchLabels: {swarmoperator.io/service: ping}}}");
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      stage.await1(
          "the condition",
          () ->
              KilledTaskScenarioTest.condition(stage, "Unsupported")
                  .equals("OtherDisruptionBudget"));
      assertThat(client.policy().v1().podDisruptionBudget().list().getItems()).hasSize(1);
      String pod = pods(stage).iterator().next();
      stage.await1("evicted", () -> client.pods().withName(pod).evict());
      stage.awaitSummary("ping", "2/2");
      assertThat(pods(stage)).doesNotContain(pod);
    }
  }

  @Test
  void aNamespaceThatGoesTakesEverythingAndNothingComesAnew(
      KubernetesClient client, Kubectl kubectl) {
    LastWrite gate = new LastWrite();
    // not with rights in the namespace alone: they go with it, before what they are for
    TestOperator operator =
        TestOperator.with(
                client, DeclaredRights.CLUSTER_WIDE, o -> o.behind(gate), new Interceptor() {})
            .started();
    try (Stage stage = new Stage(client, kubectl, operator)) {
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      int before = gate.written();
      client.namespaces().withName(client.getNamespace()).delete();
      stage.await1(
          "the namespace gone",
          () -> client.namespaces().withName(client.getNamespace()).get() == null);
      operator.stop();
      assertThat(gate.written() - before).as("writes for a namespace that goes").isLessThan(40);
    }
  }

  /** Alone: the definition is every test's. */
  @Nested
  @ChangesNodes
  class Upgrade {
    private static final String FIELD =
        "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/template/properties/brandNew";

    @Test
    void aNewDefaultedFieldReplacesNoTask(KubernetesClient client, Kubectl kubectl) {
      try (Stage stage = started(client, kubectl)) {
        Set<String> before = pods(stage);
        definition(
            stage,
            "{\"op\":\"add\",\"path\":\""
                + FIELD
                + "\",\"value\":{\"type\":\"string\",\"default\":\"later\"}}");
        try {
          stage.await1(
              "the field",
              () ->
                  stage
                      .kubectl("get", "swsvc", "ping", "-o", "jsonpath={.spec.template.brandNew}")
                      .equals("later"));
          stage.kubectl("annotate", "swsvc", "ping", "note=touched");
          stage.scale("ping", 3);
          stage.awaitSummary("ping", "3/3");
          stage.operator().stop();
          stage.operator().start();
          stage.scale("ping", 4);
          stage.awaitSummary("ping", "4/4");
          assertThat(pods(stage)).hasSize(4).containsAll(before);
          assertThat(stage.get("ping").getStatus().getSpecRevision()).isEqualTo(1);
          assertThat(stage.tasks("ping")).hasSize(4);
        } finally {
          definition(stage, "{\"op\":\"remove\",\"path\":\"" + FIELD + "\"}");
          stage.await1(
              "the definition as it was",
              () ->
                  stage
                      .kubectl("get", "swsvc", "ping", "-o", "jsonpath={.spec.template.brandNew}")
                      .isEmpty());
        }
      }
    }

    private static void definition(Stage stage, String change) {
      stage.kubectl(
          "patch",
          "crd",
          "swarmservices.swarmoperator.io",
          "--type=json",
          "-p",
          "[" + change + "]");
    }
  }

  private static Set<String> pods(Stage stage) {
    return stage.pods("ping").stream()
        .map(p -> p.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static Stage started(KubernetesClient client, Kubectl kubectl) {
    Stage stage = new Stage(client, kubectl);
    stage.service("ping", TWO);
    stage.awaitSummary("ping", "2/2");
    return stage;
  }
}
