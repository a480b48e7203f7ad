package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.scenario.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users who may do anything are kept from writing what is the operator's; the operator isn't. */
@ChartTest
class AdmissionPoliciesTest {
  private static final String DEFINITION = "crd/swarmservices.swarmoperator.io";

  /** A try of a user's: whether it is let through, and what is said about it. */
  private record Attempt(Commands.Result result) {
    boolean denied() {
      return result.exitCode() != 0 && result.err().contains("ValidatingAdmissionPolicy");
    }

    boolean warned() {
      return result.exitCode() == 0 && result.err().contains("Warning: Validation failed");
    }

    boolean done() {
      return result.exitCode() == 0 && result.err().isEmpty();
    }
  }

  @Test
  void whatIsTheOperatorsIsWrittenByTheOperatorOnly(ChartCluster cluster)
      throws InterruptedException {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--reset-values");
      release.start();
      TestNamespace shop = TestNamespace.create(cluster.client());
      Stage stage = cluster.stage(shop);
      Rollout.throughUpdateAndRollback(stage);
      String task = "swtask/" + stage.running("ping").get(0).getMetadata().getName();
      String pod = "pod/" + stage.pods("ping").get(0).getMetadata().getName();
      stage.await1("the policies", () -> jane(cluster, shop, tried(pod, "slot=9")).denied());

      assertThat(jane(cluster, shop, label(pod, "slot=9"))).matches(Attempt::denied);
      assertThat(jane(cluster, shop, label(pod, "task-"))).matches(Attempt::denied);
      assertThat(jane(cluster, shop, "annotate", pod, "swarmoperator.io/node=n9"))
          .matches(Attempt::denied);
      assertThat(jane(cluster, shop, label(task, "slot=9"))).matches(Attempt::denied);
      assertThat(jane(cluster, shop, patch(task, "{\"spec\":{\"slot\":9}}")))
          .matches(Attempt::denied);
      assertThat(jane(cluster, shop, patch(task, "{\"status\":{\"state\":\"failed\"}}")))
          .matches(Attempt::denied);
      assertThat(createAgain(cluster, shop, task)).matches(Attempt::denied);
      String label = "{\"metadata\":{\"labels\":{\"swarmoperator.io/slot\":\"9\"}}}";
      assertThat(
              jane(
                  cluster, shop, "patch", pod, "--subresource=status", "--type=merge", "-p", label))
          .matches(Attempt::denied);
      String noOwner = "{\"metadata\":{\"ownerReferences\":null}}";
      assertThat(jane(cluster, shop, patch(pod, noOwner))).matches(Attempt::denied);
      assertThat(jane(cluster, shop, patch(task, noOwner))).matches(Attempt::denied);
      assertThat(jane(cluster, shop, patch(task, "{\"metadata\":{\"finalizers\":[\"a.b/c\"]}}")))
          .matches(Attempt::denied);

      assertThat(jane(cluster, shop, "label", pod, "team=red")).matches(Attempt::done);
      assertThat(jane(cluster, shop, "label", task, "team=red")).matches(Attempt::done);
      assertThat(jane(cluster, shop, "scale", "swsvc/ping", "--replicas=5")).matches(Attempt::done);
      assertThat(jane(cluster, shop, "delete", pod)).matches(Attempt::done);
      stage.awaitSummary("ping", "5/5");
      // the operator numbers the tasks of nodes, which writes one of its labels
      stage.patch("ping", "{\"spec\":{\"template\":{\"placement\":{\"maxReplicasPerNode\":3}}}}");
      stage.await1("a patch of pods", () -> release.audit().has("200 patch /pods"));
      stage.awaitSummary("ping", "5/5");
      assertThat(release.audit().refused()).isEmpty();

      stage.kubectl("delete", "swsvc", "ping");
      stage.await1("the garbage collector", () -> stage.pods("ping").isEmpty());
      stage.await1("the garbage collector", () -> stage.tasks("ping").isEmpty());
      release.stop();
    }
  }

  @Test
  void withoutDenialUsersAreWarned(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--set", "admissionPolicies.tasks={Warn}");
    }
    TestNamespace shop = TestNamespace.create(cluster.client());
    Stage stage = cluster.stage(shop);
    stage.kubectl("run", "mine", "--image=app:a");
    stage.await1("the policies", () -> jane(cluster, shop, tried("pod/mine", "slot=1")).warned());
    assertThat(jane(cluster, shop, label("pod/mine", "slot=1"))).matches(Attempt::warned);
    assertThat(stage.kubectl("get", "pod", "mine", "--show-labels")).contains("slot=1");
  }

  @Test
  void definitionsAreNeitherDeletedNorReplacedByOlderOnes(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--reset-values");
    }
    TestNamespace shop = TestNamespace.create(cluster.client());
    Stage stage = cluster.stage(shop);
    String[] delete = {"delete", DEFINITION, "--dry-run=server"};
    stage.await1("the policies", () -> jane(cluster, shop, delete).denied());
    assertThat(jane(cluster, shop, version("=0"))).matches(Attempt::denied);
    assertThat(jane(cluster, shop, version("-"))).matches(Attempt::denied);
    assertThat(jane(cluster, shop, version("=2"))).matches(Attempt::done);

    stage.kubectl("annotate", DEFINITION, "swarmoperator.io/allow-deletion=true");
    assertThat(jane(cluster, shop, delete)).matches(a -> a.result().exitCode() == 0);
    stage.kubectl("annotate", DEFINITION, "swarmoperator.io/allow-deletion-");
  }

  /** The API server knows the types of all that the policies look at, and finds them well used. */
  @Test
  void thePoliciesAreWellTyped(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install", "--reset-values");
    }
    Stage stage = cluster.stage(TestNamespace.create(cluster.client()));
    String status = "jsonpath={range .items[*]}{.metadata.name}={.status.typeChecking}{'\\n'}{end}";
    stage.await1(
        "type checks",
        () ->
            stage
                .kubectl("get", "validatingadmissionpolicies", "-o", status)
                .equals(
                    """
                    swarm-operator-definitions={}
                    swarm-operator-task-pods={}
                    swarm-operator-tasks={}
                    """));
  }

  private static String[] version(String change) {
    return new String[] {
      "annotate",
      "--overwrite",
      "--dry-run=server",
      DEFINITION,
      "swarmoperator.io/crd-schema-version" + change
    };
  }

  private static String[] label(String object, String label) {
    return new String[] {"label", "--overwrite", object, "swarmoperator.io/" + label};
  }

  /** The same without doing it. */
  private static String[] tried(String object, String label) {
    return new String[] {
      "label", "--overwrite", "--dry-run=server", object, "swarmoperator.io/" + label
    };
  }

  private static String[] patch(String object, String json) {
    return new String[] {"patch", object, "--type=merge", "-p", json};
  }

  private static Attempt jane(ChartCluster cluster, TestNamespace in, String... args) {
    List<String> words = new ArrayList<>(List.of("--as=jane", "--as-group=system:masters"));
    words.addAll(Arrays.asList(args));
    return new Attempt(cluster.kubectl(in.name()).run(words.toArray(String[]::new)));
  }

  /** A copy of a task under another name. */
  private static Attempt createAgain(ChartCluster cluster, TestNamespace in, String task) {
    String yaml = cluster.kubectl(in.name()).run("get", task, "-o", "yaml").out();
    String name = task.substring(task.indexOf('/') + 1);
    String copy =
        yaml.replace("name: " + name, "name: ping.9.copy")
            .replaceAll("(?m)^  (uid|resourceVersion): .*\n", "");
    return new Attempt(
        cluster
            .kubectl(in.name())
            .pipe(copy, "--as=jane", "--as-group=system:masters", "create", "-f", "-"));
  }
}
