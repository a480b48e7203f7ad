package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.swarmoperator.act.WriteGate;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.Edits;
import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.operator.OperatorOptions;
import io.swarmoperator.scenario.InTheWay;
import io.swarmoperator.scenario.Stage;
import io.swarmoperator.scenario.TestOperator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that an operator may have to do, done by one with the token of the chart's service account
 * and leader election: the API server's audit log says which of its rights it used.
 */
final class AllItsWork {
  private static final String SPEC =
      """
      replicas: 3
      revisionHistoryLimit: 0
      template: {image: "app:a"}
      updateConfig: {parallelism: 2, monitor: 100ms}
      endpoint: {serviceType: NodePort, ports: [{target: 80}]}
      """;

  private static final String CLAIMS =
      """
      template: {image: "app:a", mounts: [{type: volume, source: data, target: /data}]}
      volumeClaims: [{name: data, size: 1Gi}]
      """;

  private static final String WEB = "rights-web";

  /** Keeps an object from going. */
  private static final String HOLD = "test.swarmoperator.io/hold";

  private static final String WAITS =
      "template: {image: 'app:a', annotations: {sim.swarmoperator.io/mount-error: missing}}";

  private final ChartCluster cluster;
  private final Release release;
  private final TestNamespace shop;

  AllItsWork(ChartCluster cluster, Release release, TestNamespace shop) {
    this.cluster = cluster;
    this.release = release;
    this.shop = shop;
  }

  /**
   * Does it, and finds that nothing was refused and that each right was used.
   *
   * @param namespaces that the operator watches; empty: all
   * @param further work, while the operator runs
   */
  void usesEveryRight(Set<String> namespaces, Runnable further) {
    Stage stage = cluster.stage(shop);
    try (TestOperator operator = operator(namespaces)) {
      create(stage);
      update(stage);
      refuse(stage);
      stage.service("store", CLAIMS);
      stage.await1(
          "its claim", () -> !shop.client().persistentVolumeClaims().list().getItems().isEmpty());
      stage.service("waits", WAITS);
      stage.await1("a look at events", () -> release.audit().rights().contains("/events list"));
      delete(shop.client(), stage, release);
      further.run();
      operator.stop();
    }
    // whoever leads asks first what he may, which everybody may ask
    assertThat(release.audit().rights())
        .filteredOn(right -> !right.equals("authorization.k8s.io/selfsubjectrulesreviews create"))
        .containsExactlyInAnyOrderElementsOf(release.granted());
    assertThat(release.audit().refused()).isEmpty();
  }

  private TestOperator operator(Set<String> namespaces) {
    WriteGate gate = new InTheWay(shop.client(), WEB);
    return TestOperator.under(release.client(), o -> options(o, namespaces, gate)).started();
  }

  private static void create(Stage stage) {
    stage.service(WEB, SPEC);
    stage.awaitSummary(WEB, "3/3");
  }

  private static void update(Stage stage) {
    stage.image(WEB, "app:b");
    stage.awaitUpdate(WEB, "completed");
    stage.image(WEB, "app:c");
    stage.await1(
        "the third image",
        () -> stage.running(WEB).stream().allMatch(t -> "app:c".equals(t.getSpec().getImage())));
    stage.patch(WEB, "{\"spec\":{\"template\":{\"placement\":{\"maxReplicasPerNode\":3}}}}");
    stage.scale(WEB, 4);
    stage.awaitSummary(WEB, "4/4");
    stage.scale(WEB, 2);
    stage.awaitSummary(WEB, "2/2");
    stage.patch(WEB, "{\"spec\":{\"endpoint\":{\"ports\":[{\"target\":81}]}}}");
    stage.awaitUpdate(WEB, "completed");
    stage.patch(WEB, "{\"spec\":{\"endpoint\":{\"ports\":[]},\"disruptionBudget\":\"none\"}}");
    stage.awaitUpdate(WEB, "completed");
  }

  /** What is told twice is told by one Event. */
  private static void refuse(Stage stage) {
    for (int i = 0; i < 2; i++) {
      stage.request(WEB, "rollback=99");
      stage.await1(
          "the request away",
          () ->
              !stage
                  .get(WEB)
                  .getMetadata()
                  .getAnnotations()
                  .containsKey("swarmoperator.io/rollback"));
    }
  }

  /**
   * The operator helps the garbage collector, which takes seconds for many tasks (mechanics 3) and
   * is done at once with few: so there is something left until the help has come.
   */
  private static void delete(KubernetesClient client, Stage stage, Release release) {
    Resource<Pod> pod = client.pods().withName(name(stage.pods(WEB).get(0)));
    Resource<SwarmTask> task =
        client.resources(SwarmTask.class).withName(name(stage.tasks(WEB).get(0)));
    Edits.edit(pod, p -> held(p, List.of(HOLD)));
    // a user may not, by the policy on tasks; to take it away again anybody may
    stage.kubectl(
        "patch",
        "swtask",
        task.get().getMetadata().getName(),
        "--as=system:serviceaccount:kube-system:holder",
        "--as-group=system:masters",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":[\"" + HOLD + "\"]}}");
    stage.kubectl("delete", "swsvc", "--all", "--wait=false");
    stage.await1(
        "help",
        () ->
            release
                .audit()
                .rights()
                .containsAll(
                    Set.of(
                        "/pods deletecollection", "swarmoperator.io/swarmtasks deletecollection")));
    Edits.edit(pod, p -> held(p, List.of()));
    Edits.edit(task, t -> held(t, List.of()));
    stage.await1("nothing left", () -> stage.pods(WEB).isEmpty());
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static <T extends HasMetadata> T held(T object, List<String> finalizers) {
    object.getMetadata().setFinalizers(finalizers);
    return object;
  }

  private static OperatorOptions options(
      OperatorOptions o, Set<String> namespaces, WriteGate gate) {
    return new OperatorOptions(
        namespaces,
        Optional.of(ChartCluster.NAME),
        o.taskHistoryLimit(),
        o.nodeNotReadyGrace(),
        o.httpPort(),
        gate,
        o.clock(),
        o.onLost());
  }
}
