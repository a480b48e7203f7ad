package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmoperator.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a user runs it: a process of its own, which leaves nothing behind. */
@Tag("cluster")
class SandboxCommandTest {

  private static final Path HOME = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  @TempDir private Path directory;

  private Process sandbox;

  @BeforeEach
  void needsTheTestCluster() {
    assumeTrue(
        Machine.local(HOME).buildsTestCluster(), "needs the test cluster, which is built with Go");
  }

  @AfterEach
  void nothingStays() {
    if (sandbox != null) {
      sandbox.destroyForcibly();
    }
  }

  @Test
  void showsTheExampleAndFollowsItUntilItIsToldToStop() throws IOException {
    start();
    awaitOutput("until Ctrl-C:");
    assertThat(output())
        .containsSubsequence(
            "Control plane: the test cluster, with 3 simulated nodes.",
            "$ kubectl apply -f examples/ping.yaml",
            "service ping  4/4",
            "NAME       IMAGE    NODE   DESIRED-STATE   CURRENT-STATE   ERROR   AGE",
            "ping.1.x   alpine   n1     Running         Running",
            "ping.4.x   alpine   n4     Running         Running",
            "export KUBECONFIG=");

    kubectl("delete", "swarmtask", "ping.4.x");
    awaitOutput("task ping.4.x  removed");

    var children = sandbox.descendants().toList();
    assertThat(children).isNotEmpty();
    sandbox.destroy();
    awaitEnd(children);
    assertThat(sandbox.exitValue()).isEqualTo(128 + 15);
    assertThat(output()).endsWith("Stopping.\n");
    assertThat(temporary()).isEmpty();
  }

  @Test
  void leavesNoProcessBehindWhenItIsKilled() throws IOException {
    start();
    awaitOutput("until Ctrl-C:");
    var children = sandbox.descendants().toList();
    sandbox.destroyForcibly();
    awaitEnd(children);
  }

  @Test
  void endsByItselfWhenToldToLeave() throws IOException {
    start("--leave", "--nodes", "1");
    await().atMost(Duration.ofSeconds(90)).until(() -> !sandbox.isAlive());
    assertThat(sandbox.exitValue()).isZero();
    assertThat(output()).contains("ping.4.x").doesNotContain("until Ctrl-C");
    assertThat(temporary()).isEmpty();
  }

  @Test
  void saysInOneLineWhatIsWrong() throws IOException {
    start("--kubeconfig", "nowhere");
    await().atMost(Duration.ofSeconds(60)).until(() -> !sandbox.isAlive());
    assertThat(sandbox.exitValue()).isEqualTo(1);
    assertThat(output()).endsWith("swarm: The kubeconfig nowhere can't be read.\n");
  }

  @Test
  void aStopWhileTheControlPlaneStartsIsNoFailure() throws IOException {
    start();
    awaitOutput("Control plane: ");
    sandbox.destroy();
    awaitEnd(List.of());
    assertThat(sandbox.exitValue()).isEqualTo(128 + 15);
    assertThat(output()).isEqualTo("Control plane: the test cluster, with 3 simulated nodes.\n");
    assertThat(temporary()).isEmpty();
  }

  @Test
  void aStopWhileTheOperatorStartsIsNoFailure() throws IOException {
    startReal();
    awaitOutput("the operator starts.");
    sandbox.destroy();
    awaitEnd(List.of());
    assertThat(sandbox.exitValue()).isEqualTo(128 + 15);
    assertThat(output())
        .endsWith("Stopping.\n")
        .doesNotContain("swarm: ", "Exception", "can't go on", "While stopping");
    assertThat(temporary()).isEmpty();
  }

  @Test
  void theRealOperatorRunsTheExampleAndEndsCleanly() throws IOException {
    startReal("--leave");
    await().atMost(Duration.ofMinutes(3)).until(() -> !sandbox.isAlive());
    assertThat(output())
        .contains("service ping  4/4")
        .containsPattern("ping\\.4\\.\\S+ +\\S+ +n[1-3] +Running +Running")
        .doesNotContain("swarm: ", "Exception", "While stopping");
    assertThat(sandbox.exitValue()).isZero();
    assertThat(temporary()).isEmpty();
  }

  private void start(String... args) throws IOException {
    start(SandboxWithAFakeOperator.class, args);
  }

  private void startReal(String... args) throws IOException {
    start(Main.class, Stream.concat(Stream.of("sandbox"), Stream.of(args)).toArray(String[]::new));
  }

  private void start(Class<?> program, String... args) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var words =
        Stream.of(
            List.of(java, "-cp", System.getProperty("java.class.path")),
            List.of("-Dswarm.home=" + HOME, "-Djava.io.tmpdir=" + directory.resolve("tmp")),
            List.of(program.getName()),
            List.of(args));
    Files.createDirectory(directory.resolve("tmp"));
    sandbox =
        new ProcessBuilder(words.flatMap(List::stream).toList())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
  }

  private void kubectl(String... args) throws IOException {
    var line = output().lines().filter(l -> l.contains("KUBECONFIG=")).findFirst().orElseThrow();
    var kubeconfig = Path.of(line.substring(line.indexOf('=') + 1));
    assumeTrue(Machine.onPath("kubectl"), "needs kubectl on the PATH");
    var result = new Kubectl(new ExistingControlPlane(kubeconfig), "default").run(args);
    assertThat(result.exitCode()).as(result.text()).isZero();
  }

  private void awaitOutput(String text) {
    await().atMost(Duration.ofMinutes(20)).untilAsserted(() -> assertThat(output()).contains(text));
  }

  private void awaitEnd(List<ProcessHandle> children) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !sandbox.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("out"));
  }

  private List<Path> temporary() throws IOException {
    try (var files = Files.list(directory.resolve("tmp"))) {
      return files.toList();
    }
  }
}
