package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cli.Main;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code swarm logs -f} where a log can't be read, and whose logs it is about. */
@ClusterTest
@Timeout(120)
class FollowedLogsTest {
  private static final String QUICK =
      "replicas: 2\ntemplate: {image: app}\nupdateConfig: {monitor: 500ms}\n";

  @Test
  void aLogThatMayNotBeReadEndsTheCommandWithTheRoleThatHelps(
      KubernetesClient client, Kubectl kubectl, @TempDir Path directory) throws IOException {
    Swarm guest = guest(client, kubectl, directory);
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", QUICK);
      stage.awaitSummary("ping", "2/2");
      String task = stage.slot("ping", 1).get(0).getMetadata().getName();
      for (String reference : new String[] {task, "ping.1", "ping"}) {
        Swarm.Result result = guest.run("logs", "-f", reference);
        assertThat(result.out()).as(reference).isEmpty();
        assertThat(Swarm.sentence(result))
            .as(reference)
            .startsWith("the log of ping.")
            .contains("cannot get resource \"pods/log\"", "ClusterRole view in namespace ");
      }
    }
  }

  @Test
  void aTaskWhoseLogIsGoneFails(KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", QUICK);
      stage.awaitSummary("ping", "2/2");
      SwarmTask task = stage.slot("ping", 1).get(0);
      String old = task.getMetadata().getName();
      stage.patch("ping", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.awaitUpdate("ping", "completed");
      stage.await1("the pod gone", () -> client.pods().withName(old).get() == null);
      assertThat(swarm.fails("logs", "-f", old)).startsWith("no log any more of " + old);
      // the same where its pod goes only after it was listed
      KubernetesClientException gone =
          catchThrowableOfType(
              KubernetesClientException.class, () -> client.pods().withName(old).getLog());
      assertThat(StoredLogs.unread(task, gone, new Cluster(client)))
          .startsWith("no log any more of " + old + ": ");
    }
  }

  @Test
  void aTaskThatHasNotBegunIsWaitedForUntilItGoes(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws Exception {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping", "template: {image: app, placement: {constraints: [node.labels.none == yes]}}");
      stage.await1("a task", () -> stage.slot("ping", 1).size() == 1);
      String task = stage.slot("ping", 1).get(0).getMetadata().getName();
      StringWriter told = new StringWriter();
      CompletableFuture<Integer> code =
          CompletableFuture.supplyAsync(() -> follow(cluster, client, task, told));
      stage.await1("the word", () -> told.toString().contains(task + " has not begun yet"));
      assertThat(code).isNotDone();

      stage.scale("ping", 0);

      assertThat(code.get()).isEqualTo(1);
      assertThat(told.toString()).contains("swarm: task " + task + " ended before it began\n");
    }
  }

  private static int follow(
      ControlPlane cluster, KubernetesClient client, String task, StringWriter told) {
    String[] args = {
      "logs", "-f", task, "--kubeconfig=" + cluster.kubeconfig(), "-n", client.getNamespace()
    };
    return Main.commandLine(args).setErr(new PrintWriter(told, true)).execute(args);
  }

  @Test
  void aSlotIsMeantWithItsNextTask(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", QUICK);
      stage.awaitSummary("ping", "2/2");
      String first = stage.slot("ping", 1).get(0).getMetadata().getName();
      LoggedTasks slot = LoggedTasks.find(new Cluster(client), "ping.1");
      LoggedTasks task = LoggedTasks.find(new Cluster(client), first);
      stage.patch("ping", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.awaitUpdate("ping", "completed");

      Pod next = pod(client, stage, 1);
      assertThat(next.getMetadata().getName()).isNotEqualTo(first);
      assertThat(slot.of(next)).isPresent();
      assertThat(slot.of(pod(client, stage, 2))).as("another slot").isEmpty();
      assertThat(task.of(next)).as("one task only").isEmpty();
      assertThat(slot.futureOnes()).isTrue();
      assertThat(task.futureOnes()).isFalse();
    }
  }

  private static Pod pod(KubernetesClient client, Stage stage, int slot) {
    return client.pods().withName(stage.slot("ping", slot).get(0).getMetadata().getName()).get();
  }

  /** Who may see everything of services but what their tasks write. */
  private static Swarm guest(KubernetesClient client, Kubectl kubectl, Path directory)
      throws IOException {
    String namespace = client.getNamespace();
    for (String command :
        new String[] {
          "create serviceaccount guest",
          "create role looks --verb=get,list,watch"
              + " --resource=swarmservices.swarmoperator.io,swarmtasks.swarmoperator.io,pods",
          "create rolebinding looks --role=looks --serviceaccount=" + namespace + ":guest"
        }) {
      assertThat(kubectl.run(command.split(" ")).exitCode()).as(command).isZero();
    }
    return new Swarm(WrongInputTest.as("guest", client, directory), namespace);
  }
}
