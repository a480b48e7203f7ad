package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands about services on a real control plane, with an operator that does its work. */
@ClusterTest
class ServiceCommandsTest {
  private static final String QUICK =
      """
      replicas: 2
      template: {image: "alpine:3.6"}
      updateConfig: {monitor: 500ms}
      rollbackConfig: {monitor: 500ms}
      """;

  @Test
  @Difference("D130")
  void servicesAndTasksAreListedAndInspected(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      assertThat(swarm.says("ls"))
          .isEqualTo("ID        NAME      MODE      REPLICAS   IMAGE     PORTS\n");
      stage.service("ping", QUICK);
      stage.service("agent", "mode: global\ntemplate: {image: agent}");
      stage.awaitSummary("ping", "2/2");
      stage.awaitSummary("agent", "3/3");

      String id = stage.get("ping").getMetadata().getUid().replace("-", "").substring(0, 12);
      assertThat(swarm.says("ls").lines().skip(1))
          .satisfiesExactly(
              agent ->
                  assertThat(agent)
                      .matches("[0-9a-f]{12}   agent     global       3/3        agent        *"),
              ping ->
                  assertThat(ping)
                      .isEqualTo(id + "   ping      replicated   2/2        alpine:3.6   "));
      assertThat(swarm.says("ls", "-q")).isEqualTo("agent\nping\n");
      assertThat(swarm.says("ls", "-o", "wide")).contains("REVISION");
      assertThat(Swarm.plain("ls", "-A", "--kubeconfig", cluster.kubeconfig().toString()).out())
          .startsWith("NAMESPACE")
          .contains(client.getNamespace());
      assertThat(names(swarm.says("ls", "-o", "json"))).containsExactly("agent", "ping");
      assertThat(names(swarm.says("ls", "-o", "yaml"))).containsExactly("agent", "ping");

      SwarmTask first = stage.slot("ping", 1).get(0);
      String taskId = first.getMetadata().getName().substring("ping.1.".length());
      assertThat(swarm.says("ps", "ping").lines().skip(1).findFirst().orElseThrow())
          .startsWith(taskId.substring(0, 12) + "   ping.1    alpine:3.6   ")
          .contains("Running         Running ");
      assertThat(swarm.says("ps", id, "--no-trunc").lines())
          .hasSize(3)
          .anyMatch(l -> l.startsWith(taskId));
      assertThat(swarm.says("ps").lines()).hasSize(6).anyMatch(l -> l.contains("agent.n1"));
      assertThat(swarm.says("ps", "-q", "ping").lines())
          .hasSize(2)
          .contains(first.getMetadata().getName());
      assertThat(names(swarm.says("ps", "ping", "-o", "json"))).hasSize(2);

      JsonNode inspected = Serialization.unmarshal(swarm.says("inspect", "ping"), JsonNode.class);
      assertThat(inspected.isArray()).isTrue();
      assertThat(inspected.at("/0/spec/template/image").asText()).isEqualTo("alpine:3.6");
      assertThat(inspected.at("/0/metadata/managedFields").isMissingNode()).isTrue();
      assertThat(swarm.says("inspect", "--pretty", "ping"))
          .contains("Name:\t\tping\n", " Replicas:\t2\n", " Image:\t\talpine:3.6\n");
    }
  }

  @Test
  void aServiceIsUpdatedRolledBackScaledAndRemoved(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", QUICK);
      stage.awaitSummary("ping", "2/2");

      assertThat(swarm.says("update", "--image", "alpine:3.7", "ping").lines())
          .startsWith("ping", "overall progress: 0 out of 2 tasks")
          .contains("overall progress: 2 out of 2 tasks")
          .endsWith("verify: Service ping converged");
      assertThat(images(stage)).containsExactly("alpine:3.7", "alpine:3.7");
      assertThat(swarm.says("ps", "ping").lines())
          .hasSize(5)
          .anyMatch(line -> line.contains(" \\_ ping.1 "));
      assertThat(swarm.says("history", "ping").lines())
          .satisfiesExactly(
              header -> assertThat(header).startsWith("REVISION   IMAGE        CREATED"),
              second ->
                  assertThat(second)
                      .startsWith("2          alpine:3.7")
                      .endsWith("current, declared"),
              first -> assertThat(first).startsWith("1          alpine:3.6").endsWith("previous"));

      assertThat(swarm.says("rollback", "ping").lines())
          .startsWith("ping")
          .contains(
              "rollback: manually requested rollback",
              "overall progress: rolling back update: 2 out of 2 tasks",
              "verify: Service ping converged");
      assertThat(images(stage)).containsExactly("alpine:3.6", "alpine:3.6");
      SwarmService held = stage.get("ping");
      assertThat(held.getSpec().getTemplate().getImage()).isEqualTo("alpine:3.7");
      assertThat(swarm.says("inspect", "--pretty", "ping"))
          .contains("Hold:\n Revision:\t1\n Image:\t\talpine:3.6\n", " Image:\t\talpine:3.7\n");
      assertThat(swarm.says("ls")).contains(" alpine:3.6 ").doesNotContain("alpine:3.7");

      assertThat(swarm.says("rollback", "ping", "--to", "2", "-d")).isEqualTo("ping\n");
      stage.awaitStatus("ping", "no hold", s -> s.getStatus().getHold() == null);
      stage.awaitUpdate("ping", "rollback_completed");

      assertThat(swarm.says("scale", "ping=3").lines())
          .startsWith("ping scaled to 3")
          .endsWith("verify: Service ping converged");
      assertThat(stage.running("ping")).hasSize(3);
      assertThat(swarm.says("update", "ping", "--replicas", "1", "-q")).isEqualTo("ping\n");
      assertThat(stage.running("ping")).hasSize(1);

      assertThat(swarm.says("rm", "ping")).isEqualTo("ping\n");
      stage.await1("its end", () -> stage.get("ping") == null && stage.pods("ping").isEmpty());
    }
  }

  @Test
  void listsAreFiltered(KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", QUICK);
      stage.service("pong", "template: {image: app}");
      stage.service("agent", "mode: global\ntemplate: {image: agent}");
      stage.kubectl("label", "swsvc", "ping", "tier=front");
      stage.awaitSummary("ping", "2/2");
      stage.awaitSummary("pong", "1/1");
      stage.awaitSummary("agent", "3/3");
      String id = stage.get("pong").getMetadata().getUid().replace("-", "").substring(0, 10);

      assertThat(swarm.says("ls", "-q", "-f", "name=p")).isEqualTo("ping\npong\n");
      assertThat(swarm.says("ls", "-q", "-f", "name=ping", "-f", "name=ag"))
          .as("one of a key's values")
          .isEqualTo("agent\nping\n");
      assertThat(swarm.says("ls", "-q", "--filter", "name=p", "--filter", "label=tier"))
          .as("every key")
          .isEqualTo("ping\n");
      assertThat(swarm.says("ls", "-q", "-f", "label=tier=front", "-f", "label=other")).isEmpty();
      assertThat(swarm.says("ls", "-q", "-f", "mode=global")).isEqualTo("agent\n");
      assertThat(swarm.says("ls", "-q", "-f", "id=" + id)).isEqualTo("pong\n");
      assertThat(names(swarm.says("ls", "-o", "json", "-f", "mode=replicated")))
          .containsExactly("ping", "pong");

      assertThat(swarm.says("update", "--image", "alpine:3.7", "ping", "-q")).isEqualTo("ping\n");
      assertThat(swarm.says("ps", "-q", "ping").lines()).hasSize(4);
      assertThat(swarm.says("ps", "-q", "-f", "desired-state=running", "ping").lines())
          .hasSize(2)
          .containsExactlyInAnyOrderElementsOf(
              stage.running("ping").stream().map(t -> t.getMetadata().getName()).toList());
      assertThat(swarm.says("ps", "-q", "-f", "node=n2", "agent").lines())
          .singleElement()
          .asString()
          .startsWith("agent.n2.");
      assertThat(swarm.says("ps", "-q", "-f", "name=ping.2").lines()).hasSize(2);
      assertThat(names(swarm.says("ps", "-o", "yaml", "-f", "node=n3", "agent"))).hasSize(1);
      assertThat(swarm.fails("ps", "-f", "desired-state=gone"))
          .isEqualTo(
              "invalid filter 'desired-state=gone': it must be one of ready, running, complete,"
                  + " shutdown, remove");
    }
  }

  @Test
  @Difference("D129")
  void anUpdateThatIsRolledBackByItselfIsAFailure(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", QUICK.replace("500ms}\nroll", "500ms, failureAction: rollback}\nroll"));
      stage.awaitSummary("ping", "2/2");
      assertThat(swarm.says("pause", "ping")).isEqualTo("ping\n");
      stage.patch(
          "ping",
          "{\"spec\":{\"template\":{\"annotations\":{\"sim.swarmoperator.io/exit-after\":\"0s\","
              + "\"sim.swarmoperator.io/exit-code\":\"1\"}}}}");
      Swarm.Result resumed = swarm.run("resume", "ping");
      assertThat(Swarm.sentence(resumed))
          .startsWith("service update rolled back: due to failure or early termination of task ");
      assertThat(resumed.out().lines())
          .contains(
              "overall progress: rolling back update: 2 out of 2 tasks",
              "verify: Service ping converged");
      assertThat(stage.running("ping")).hasSize(2);
    }
  }

  @Test
  void aBadUpdatePausesAndGoesOnByRequest(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", QUICK);
      stage.awaitSummary("ping", "2/2");
      assertThat(swarm.fails("resume", "ping"))
          .isEqualTo("nothing of service ping is paused or held back");

      stage.patch(
          "ping",
          "{\"spec\":{\"template\":{\"annotations\":{\"sim.swarmoperator.io/exit-after\":\"0s\","
              + "\"sim.swarmoperator.io/exit-code\":\"1\"},\"restartPolicy\":{\"delay\":\"1h\"}}}}");
      stage.awaitUpdate("ping", "paused");
      assertThat(swarm.fails("update", "--force", "ping")).startsWith("service update paused: ");
      assertThat(swarm.says("resume", "-d", "ping")).isEqualTo("ping\n");
      // another run, or none where the second slot was begun before the first failure was seen
      stage.awaitStatus(
          "ping",
          "no run that is paused",
          s -> s.getStatus().getUpdate() == null || s.getStatus().getUpdate().getRollout() == 3);

      assertThat(swarm.says("pause", "ping")).isEqualTo("ping\n");
      assertThat(stage.get("ping").getSpec().getPaused()).isTrue();
      assertThat(swarm.says("update", "--image", "app:9", "ping"))
          .endsWith(
              "service ping is paused and hands out no further slot; to go on: swarm resume ping\n");
      assertThat(swarm.says("inspect", "--pretty", "ping"))
          .as("an update that is told to wait doesn't pass for one under way")
          .contains("Conditions:\n Ready:\tRolloutPaused: paused by spec.paused\n");
      assertThat(swarm.says("resume", "ping", "-d")).isEqualTo("ping\n");
      assertThat(stage.get("ping").getSpec().getPaused()).isFalse();
    }
  }

  @Test
  void variablesAreAddedAndRemoved(KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping", QUICK.replace("\"}", "\", env: [{name: A, value: '1'}, {name: B, value: '2'}]}"));
      assertThat(
              swarm.says(
                  "update",
                  "ping",
                  "-d",
                  "--env-add",
                  "B=3=4",
                  "--env-add",
                  "C=",
                  "--env-rm",
                  "A",
                  "--update-delay",
                  "90s",
                  "--update-parallelism",
                  "0",
                  "--update-order",
                  "start-first"))
          .isEqualTo("ping\n");
      SwarmService updated = stage.get("ping");
      assertThat(updated.getSpec().getTemplate().getEnv())
          .extracting(v -> v.getName() + "=" + v.getValue())
          .containsExactly("B=3=4", "C=");
      assertThat(updated.getSpec().getUpdateConfig().getDelay()).isEqualTo("90s");
      assertThat(updated.getSpec().getUpdateConfig().getMonitor()).isEqualTo("500ms");
      assertThat(swarm.fails("update", "ping", "--env-rm", "A"))
          .isEqualTo("--env-rm: the service has no variable A");
      assertThat(swarm.fails("update", "ping", "--update-order", "sideways"))
          .contains("spec.updateConfig.order", "sideways");
    }
  }

  @Test
  void jobsRunAgainWithAnotherSizeAndCantBeRolledBack(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "once",
          "mode: replicated-job\ntemplate: {image: once, annotations: {sim.swarmoperator.io/exit-after: 0s}}");
      stage.awaitStatus(
          "once", "completed", s -> s.getStatus().getJobIteration().getCompleted() == 1);
      assertThat(swarm.says("scale", "once=2"))
          .startsWith("once scaled to 2\n")
          .endsWith("job complete\n");
      assertThat(swarm.says("ls")).contains("replicated job", "(2/2 completed)");
      assertThat(swarm.fails("rollback", "once")).isEqualTo("jobs can't be rolled back");
    }
  }

  @Test
  void whoDeclaresAFieldIsTold(KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    String declared =
        "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: ping}\nspec:"
            + " {replicas: 1, template: {image: app}}\n";
    assertThat(
            kubectl
                .pipe(
                    declared,
                    "apply",
                    "--server-side",
                    "--field-manager=argocd-controller",
                    "-f",
                    "-")
                .exitCode())
        .isZero();
    assertThat(swarm.run("scale", "ping=2", "-d"))
        .isEqualTo(
            new Swarm.Result(
                0,
                "ping scaled to 2\n",
                "warning: service ping is declared elsewhere (spec.replicas by argocd-controller),"
                    + " and the next apply there undoes this change; make it there too\n"));
    assertThat(swarm.run("update", "ping", "--update-delay", "1s", "-d").errors())
        .as("nobody declared it")
        .isEmpty();
    assertThat(swarm.run("rm", "ping").errors())
        .isEqualTo(
            "warning: service ping is declared by argocd-controller, whose next apply makes it again\n");
    assertThat(kubectl.pipe(declared, "apply", "-f", "-").exitCode()).isZero();
    assertThat(swarm.run("update", "ping", "--image", "app:2", "-d").errors())
        .contains("(spec.template.image by kubectl apply)");
  }

  @Test
  void whatKubectlAppliesAtTheServerIsNotUndoneByItself(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    String declared =
        "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: ping}\nspec:"
            + " {replicas: 1, template: {image: app}}\n";
    assertThat(kubectl.pipe(declared, "apply", "--server-side", "-f", "-").exitCode()).isZero();
    assertThat(swarm.run("scale", "ping=2", "-d").errors())
        .isEqualTo(
            "warning: service ping is declared elsewhere (spec.replicas by kubectl apply"
                + " --server-side), and the next apply there undoes this change, or without"
                + " --force-conflicts is refused; make it there too\n");
    assertThat(kubectl.pipe(declared, "apply", "--server-side", "-f", "-").exitCode())
        .as("a conflict")
        .isNotZero();
    assertThat(
            kubectl
                .pipe(declared.replace("s: 1", "s: 2"), "apply", "--server-side", "-f", "-")
                .exitCode())
        .as("what is declared too is no conflict")
        .isZero();
    assertThat(
            kubectl
                .pipe(declared, "apply", "--server-side", "--force-conflicts", "-f", "-")
                .exitCode())
        .isZero();
  }

  private static List<String> images(Stage stage) {
    return stage.running("ping").stream().map(t -> t.getSpec().getImage()).toList();
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    Serialization.unmarshal(list, JsonNode.class)
        .path("items")
        .forEach(item -> names.add(item.at("/metadata/name").asText()));
    return names;
  }
}
