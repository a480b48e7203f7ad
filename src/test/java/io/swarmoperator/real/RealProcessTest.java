package io.swarmoperator.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.RealNodesTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments, environment, names, signals and logs, as a process sees them. */
@RealNodesTest
class RealProcessTest {

  @Test
  void argumentsArriveAsWritten(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "echo",
          "template: {image: 'alpine:3.7', command: [sh, -c, 'echo \"$0 $1 $GREETING\"; sleep"
              + " 1000'], args: ['$(HOME)', '$$(x) $$'], env: [{name: GREETING, value: 'hi"
              + " $(HOME)'}], stopGracePeriod: 1s}");
      stage.awaitSummary("echo", "1/1");
      assertThat(log(stage, "echo")).isEqualTo("$(HOME) $$(x) $$ hi $(HOME)");
    }
  }

  @Difference("D105")
  @Test
  void placeholdersStandForTheTaskAndItsNode(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "echo",
          "template: {image: 'alpine:3.7', command: [sh, -c, 'echo $(hostname) $SLOT $WHERE; sleep"
              + " 1000'], hostname: 'h-{{.Task.Slot}}', env: [{name: SLOT, value: 'slot"
              + " {{.Task.Slot}} of {{.Service.Name}}'}, {name: WHERE, value: 'on"
              + " {{.Node.Hostname}}'}], stopGracePeriod: 1s}");
      stage.awaitSummary("echo", "1/1");
      String node = stage.pods("echo").get(0).getSpec().getNodeName();
      assertThat(log(stage, "echo")).isEqualTo("h-1 slot 1 of echo on " + node);
    }
  }

  /** Told to stop, a process has its grace period; its code is kept. */
  @Test
  void aProcessIsAskedToStopAndThenKilled(
      KubernetesClient client, Kubectl kubectl, @TempDir Path seen) throws IOException {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "heeds",
          "template: {image: 'alpine:3.7', command: [sh, -c, 'trap \"exit 7\" TERM; while true; do"
              + " sleep 0.1; done']}");
      stage.service(
          "ignores",
          "template: {image: 'alpine:3.7', env: [{name: TASK, value: '{{.Task.Name}}'}], command:"
              + " [sh, -c, 'trap \"cat /proc/uptime >> /seen/$TASK.told\" TERM; while true; do cat"
              + " /proc/uptime >> /seen/$TASK.alive; sleep 0.1; done'], stopGracePeriod: 3s, mounts:"
              + " [{type: bind, source: "
              + seen
              + ", target: /seen}]}");
      stage.awaitSummary("heeds", "1/1");
      stage.awaitSummary("ignores", "1/1");
      String ignoring = stage.slot("ignores", 1).get(0).getMetadata().getName();
      stage.patch("heeds", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.patch("ignores", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.await1("its code", () -> exitCode(stage, "heeds") == 7);
      stage.await1("its end", () -> exitCode(stage, "ignores") == 137);
      double told = uptimes(seen.resolve(ignoring + ".told")).get(0);
      List<Double> alive = uptimes(seen.resolve(ignoring + ".alive"));
      assertThat(alive.get(alive.size() - 1) - told)
          .as("seconds between the signal and the last that it did")
          .isBetween(2.5, 10.0);
    }
  }

  @Test
  void theDeclaredStopSignalIsTheOneThatComes(
      KubernetesClient client, Kubectl kubectl, @TempDir Path seen) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "told",
          "template: {image: 'alpine:3.7', stopSignal: SIGUSR1, command: [sh, -c, 'trap \"touch"
              + " /seen/term\" TERM; trap \"touch /seen/usr1; exit 5\" USR1; while true; do sleep"
              + " 0.1; done'], mounts: [{type: bind, source: "
              + seen
              + ", target: /seen}]}");
      stage.awaitSummary("told", "1/1");
      stage.patch("told", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.await1("its code", () -> exitCode(stage, "told") == 5);
      assertThat(seen.resolve("usr1")).exists();
      assertThat(seen.resolve("term")).doesNotExist();
    }
  }

  @Difference("D35")
  @Test
  void theLogsOfAFailedTaskStay(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "boom",
          "template: {image: 'alpine:3.7', command: [sh, -c, 'echo boom; exit 3'], restartPolicy:"
              + " {condition: none}}");
      stage.await1(
          "the error",
          () ->
              "task: non-zero exit (3)"
                  .equals(stage.slot("boom", 1).get(0).getStatus().getError()));
      assertThat(log(stage, "boom")).isEqualTo("boom");
    }
  }

  /** Of the newest task of slot 1. */
  static String log(Stage stage, String service) {
    String pod = stage.slot(service, 1).get(0).getMetadata().getName();
    stage.await1("a line of " + service, () -> !stage.kubectl("logs", pod).isBlank());
    return stage.kubectl("logs", pod).strip();
  }

  /** The first number of each whole line: seconds since the machine started. */
  private static List<Double> uptimes(Path file) throws IOException {
    return Files.readString(file)
        .lines()
        .filter(line -> line.matches("[0-9.]+ [0-9.]+"))
        .map(line -> Double.valueOf(line.substring(0, line.indexOf(' '))))
        .toList();
  }

  private static int exitCode(Stage stage, String service) {
    return stage.slot(service, 1).get(1).getStatus().getExitCode();
  }
}
