package io.swarmoperator.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.RealNodesTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets, configs and volumes, where a process finds them. */
@RealNodesTest
class RealFilesTest {

  @Difference("D97")
  @Test
  void secretsAndConfigsAreFilesAtTheirPaths(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.kubectl("create", "secret", "generic", "db-password", "--from-literal=db-password=s3");
      stage.kubectl("create", "configmap", "site", "--from-literal=main=port=1");
      stage.service(
          "files",
          "template: {image: 'alpine:3.7', command: [sh, -c, 'cat /run/secrets/db-password; echo;"
              + " cat /etc/site.conf; echo; stat -L -c %a /run/secrets/db-password"
              + " /etc/site.conf; sleep 1000'], secrets: [{source: db-password, mode: 0400}],"
              + " configs: [{source: site, key: main, target: /etc/site.conf}], stopGracePeriod:"
              + " 1s}");
      stage.awaitSummary("files", "1/1");
      stage.await1(
          "what they hold",
          () -> RealProcessTest.log(stage, "files").equals("s3\nport=1\n400\n444"));
    }
  }

  /** The task is shown as waiting, with the name, and starts by itself. */
  @Test
  void aTaskWaitsForASecretThatIsMissing(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "late",
          "template: {image: 'alpine:3.7', command: [sleep, '1000'], secrets: [{source:"
              + " latecomer}], stopGracePeriod: 1s}");
      stage.await1(
          "the name of what is missing",
          () ->
              String.valueOf(stage.slot("late", 1).get(0).getStatus().getError())
                  .contains("latecomer"));
      assertThat(stage.slot("late", 1)).hasSize(1);
      stage.kubectl("create", "secret", "generic", "latecomer", "--from-literal=latecomer=x");
      stage.awaitSummary("late", "1/1");
      assertThat(stage.slot("late", 1)).hasSize(1);
    }
  }

  /** The group is the pod's, so that a process without root reads what is its group's. */
  @Difference("D98")
  @Test
  void aSecretOfAGroupIsReadByItWhereNothingCanBeWritten(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.kubectl("create", "secret", "generic", "db-password", "--from-literal=db-password=s3");
      stage.service(
          "files",
          "template: {image: 'alpine:3.7', user: '1000', readOnly: true, command: [sh, -c, 'cat"
              + " /run/secrets/db-password; echo; stat -L -c \"%a %g\" /run/secrets/db-password;"
              + " touch /written 2>&1; sleep 1000'], secrets: [{source: db-password, gid: '2000',"
              + " mode: 0440}], stopGracePeriod: 1s}");
      stage.awaitSummary("files", "1/1");
      stage.await1(
          "what it holds",
          () ->
              RealProcessTest.log(stage, "files")
                  .equals("s3\n440 2000\ntouch: /written: Read-only file system"));
    }
  }

  /**
   * A volume without a claim goes with its task, memory is memory, a node's path stays; what isn't
   * there yet, a path of the node or of a volume, is made.
   */
  @Difference({"D100", "D102", "D103"})
  @Test
  void whatStaysFromTaskToTask(KubernetesClient client, Kubectl kubectl, @TempDir Path host) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "vol",
          "template: {image: 'alpine:3.7', command: [sh, -c, 'echo own $(ls /own) mem $(ls /mem)"
              + " host $(ls /host) new $(ls /new) below $(ls /below); touch /own/o /mem/m /host/h;"
              + " grep -c \" /mem tmpfs\""
              + " /proc/mounts; df -k /mem | tail -n 1 | tr -s \" \" | cut -d \" \" -f 2; sleep 1000'],"
              + " mounts: [{target: /own}, {type: tmpfs, target: /mem, tmpfs: {size: 1Mi}}, {type:"
              + " bind, source: "
              + host
              + ", target: /host}, {type: bind, source: "
              + host.resolve("new")
              + ", target: /new}, {target: /below, subPath: a/b}], placement: {constraints:"
              + " [node.hostname == real-1]}, stopGracePeriod: 1s}");
      stage.awaitSummary("vol", "1/1");
      stage.patch("vol", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.awaitUpdate("vol", "completed");
      stage.await1(
          "what is left of the first task",
          () -> RealProcessTest.log(stage, "vol").equals("own mem host h new new below\n1\n1024"));
    }
  }
}
