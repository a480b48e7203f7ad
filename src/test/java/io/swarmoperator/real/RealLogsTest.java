package io.swarmoperator.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cli.Main;
import io.swarmoperator.cluster.RealNodesTest;
import io.swarmoperator.command.Swarm;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code swarm logs} of real containers. */
@RealNodesTest
class RealLogsTest {
  /** Says its slot, then each thing that it is told to say, and ends when that is bye. */
  private static final String TALKER =
      "template: {image: 'alpine:3.7', env: [{name: SLOT, value: '{{.Task.Slot}}'}], command: [sh,"
          + " -c, 'trap exit TERM; mkfifo /say; echo \"slot $SLOT\"; while read -r line < /say; do"
          + " echo \"$line\"; [ \"$line\" != bye ] || exit 0; done'], stopGracePeriod: 1s,"
          + " restartPolicy: {condition: none}}";

  @Test
  void eachLineSaysWhoseItIs(KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("talk", "replicas: 2\n" + TALKER);
      stage.awaitSummary("talk", "2/2");
      stage.await1("both lines", () -> swarm.says("logs", "talk").lines().count() == 2);
      assertThat(lines(swarm.says("logs", "talk")))
          .allMatch(line -> line.matches("talk\\.([12])\\.[a-z0-9]{12}@real-[12]    \\| slot \\1"))
          .hasSize(2);
      assertThat(swarm.says("logs", "--no-task-ids", "talk.2"))
          .matches("talk\\.2@real-[12]    \\| slot 2\n");
      String whole = stage.slot("talk", 1).get(0).getMetadata().getName();
      assertThat(swarm.says("logs", "--no-trunc", whole)).startsWith(whole + "@real-");

      say(stage, "talk", 1, "again");
      stage.await1("the next", () -> swarm.says("logs", "--raw", "talk.1").endsWith("again\n"));
      assertThat(swarm.says("logs", "--raw", "talk.1")).isEqualTo("slot 1\nagain\n");
      assertThat(lines(swarm.says("logs", "--raw", "--tail", "1", "talk")))
          .containsExactly("again", "slot 2");
      assertThat(swarm.says("logs", "--raw", "--tail", "0", "talk")).isEmpty();
      assertThat(swarm.says("logs", "--since", "2100-01-01T00:00:00Z", "talk")).isEmpty();
      assertThat(swarm.says("logs", "--raw", "--since", "1h", "talk.1"))
          .isEqualTo("slot 1\nagain\n");
      assertThat(swarm.says("logs", "-t", "talk.2"))
          .matches("[0-9-]+T[0-9:.]+Z talk\\.2\\.[a-z0-9]{12}@real-[12]    \\| slot 2\n");
    }
  }

  @Test
  void whatEndedByItselfIsStillReadAndWhatWasStoppedIsNot(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("talk", TALKER);
      stage.awaitSummary("talk", "1/1");
      String stopped = stage.slot("talk", 1).get(0).getMetadata().getName();
      stage.patch("talk", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.awaitUpdate("talk", "completed");
      stage.await1("its line", () -> swarm.says("logs", "--raw", "talk").equals("slot 1\n"));
      assertThat(swarm.run("logs", "talk").errors())
          .contains("no log any more of " + stopped + ": a log goes with its pod");
      assertThat(swarm.fails("logs", stopped)).startsWith("no log any more of " + stopped);

      say(stage, "talk", 1, "bye");
      stage.awaitSummary("talk", "0/1");
      assertThat(swarm.says("logs", "--raw", "talk")).isEqualTo("slot 1\nbye\n");
    }
  }

  @Test
  void oneTaskIsFollowedUntilItEnds(KubernetesClient client, Kubectl kubectl, ControlPlane cluster)
      throws IOException {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("talk", TALKER);
      stage.awaitSummary("talk", "1/1");
      String task = stage.slot("talk", 1).get(0).getMetadata().getName();
      try (Follower follower = new Follower(cluster.kubeconfig(), client, task)) {
        assertThat(follower.line()).isEqualTo("slot 1");
        say(stage, "talk", 1, "hello");
        assertThat(follower.line()).isEqualTo("hello");
        say(stage, "talk", 1, "bye");
        assertThat(follower.line()).isEqualTo("bye");
        assertThat(follower.line()).isNull();
      }
    }
  }

  @Test
  void aServiceIsFollowedThroughTasksThatCome(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws IOException {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("talk", "replicas: 2\n" + TALKER);
      stage.awaitSummary("talk", "2/2");
      try (Follower follower = new Follower(cluster.kubeconfig(), client, "talk")) {
        assertThat(List.of(follower.line(), follower.line()))
            .containsExactlyInAnyOrder("slot 1", "slot 2");
        stage.scale("talk", 3);
        assertThat(follower.line()).isEqualTo("slot 3");
        say(stage, "talk", 2, "still here");
        assertThat(follower.line()).isEqualTo("still here");
      }
    }
  }

  /** It waits until the one before it has stopped, which this one does when it is allowed to. */
  @Test
  void aTaskIsFollowedFromItsBeginning(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws IOException {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "slow",
          "template: {image: 'alpine:3.7', stopGracePeriod: 10m, command: [sh, -c, 'trap \"told=1\""
              + " TERM; echo begun; until [ -n \"$told\" ] && [ -e /go ]; do sleep 0.1; done']}");
      stage.awaitSummary("slow", "1/1");
      String old = stage.slot("slow", 1).get(0).getMetadata().getName();
      stage.patch("slow", "{\"spec\":{\"template\":{\"forceUpdate\":1}}}");
      stage.await1("the next task", () -> stage.slot("slow", 1).size() == 2);
      String next =
          stage.slot("slow", 1).stream()
              .map(task -> task.getMetadata().getName())
              .filter(name -> !name.equals(old))
              .findFirst()
              .orElseThrow();
      try (Follower follower = new Follower(cluster.kubeconfig(), client, next)) {
        stage.await1(
            "the word",
            () -> follower.told.toString().contains("task " + next + " has not begun yet"));
        stage.kubectl("exec", old, "--", "touch", "/go");
        assertThat(follower.line()).isEqualTo("begun");
      }
      stage.await1("the next task", () -> client.pods().withName(next).get() != null);
      stage.kubectl("exec", next, "--", "touch", "/go");
    }
  }

  @Test
  void aLogThatBreaksOffIsTakenUpAgain(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    URI server = URI.create(client.getConfiguration().getMasterUrl());
    try (Stage stage = new Stage(client, kubectl);
        Tunnel tunnel = new Tunnel(server)) {
      stage.service("talk", TALKER);
      stage.awaitSummary("talk", "1/1");
      Path kubeconfig = tunnel.kubeconfig(cluster.kubeconfig(), directory);
      try (Follower follower = new Follower(kubeconfig, client, "talk")) {
        assertThat(follower.line()).isEqualTo("slot 1");
        say(stage, "talk", 1, "hello");
        assertThat(follower.line()).isEqualTo("hello");
        tunnel.cut();
        say(stage, "talk", 1, "again");
        assertThat(follower.line()).isEqualTo("again");
        say(stage, "talk", 1, "bye");
        assertThat(follower.line()).isEqualTo("bye");
      }
    }
  }

  @Test
  void aServiceIsFollowedThroughAnOutageOfTheApiServer(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    URI server = URI.create(client.getConfiguration().getMasterUrl());
    try (Stage stage = new Stage(client, kubectl);
        Tunnel tunnel = new Tunnel(server)) {
      stage.service("talk", "replicas: 2\n" + TALKER);
      stage.awaitSummary("talk", "2/2");
      Path kubeconfig = tunnel.kubeconfig(cluster.kubeconfig(), directory);
      try (Follower follower = new Follower(kubeconfig, client, "talk")) {
        assertThat(List.of(follower.line(), follower.line()))
            .containsExactlyInAnyOrder("slot 1", "slot 2");
        tunnel.shut();
        stage.await1("the word", () -> follower.told.toString().contains("; trying again\n"));
        say(stage, "talk", 1, "meanwhile");
        tunnel.open();
        assertThat(follower.line()).as(() -> follower.told.toString()).isEqualTo("meanwhile");
        say(stage, "talk", 2, "and now");
        assertThat(follower.line()).isEqualTo("and now");
        assertThat(follower.told.toString())
            .matches("the API server at \\S+ can't be reached: [^\n]+; trying again\n");
      }
    }
  }

  private static Set<String> lines(String text) {
    return text.lines().collect(Collectors.toCollection(TreeSet::new));
  }

  private static void say(Stage stage, String service, int slot, String line) {
    String pod = stage.slot(service, slot).get(0).getMetadata().getName();
    stage.kubectl("exec", pod, "--", "sh", "-c", "echo " + line + " > /say");
  }

  /** {@code swarm logs -f --raw} at work beside the test. */
  private static final class Follower implements AutoCloseable {
    private final BufferedReader lines;
    private final Thread thread;
    private final StringWriter told = new StringWriter();

    Follower(Path kubeconfig, KubernetesClient client, String reference) throws IOException {
      PipedWriter pipe = new PipedWriter();
      lines = new BufferedReader(new PipedReader(pipe));
      List<String> args =
          List.of(
              "logs",
              "-f",
              "--raw",
              reference,
              "--kubeconfig",
              kubeconfig.toString(),
              "-n",
              client.getNamespace());
      thread = new Thread(() -> follow(args.toArray(String[]::new), pipe), "swarm logs -f");
      thread.start();
    }

    private void follow(String[] args, PipedWriter pipe) {
      try (PrintWriter out = new PrintWriter(pipe, true)) {
        Main.commandLine(args).setOut(out).setErr(new PrintWriter(told, true)).execute(args);
      }
    }

    /** The next line, waited for; null at the end. */
    String line() throws IOException {
      return lines.readLine();
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
