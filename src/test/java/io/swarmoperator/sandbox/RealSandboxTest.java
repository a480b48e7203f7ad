package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.swarmoperator.cli.Main;
import io.swarmoperator.cluster.MakesRealNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox with real containers, as a user runs it; nothing stays on the machine. */
@MakesRealNodes
class RealSandboxTest {
  private static final Path HOME = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final String KUBECONFIG = "KUBECONFIG=";
  private static final Path BRIDGE = Path.of("/sys/class/net/rn0");

  @TempDir private Path directory;

  private Process sandbox;

  @AfterEach
  void endIt() {
    sandbox.destroyForcibly();
    awaitNothingLeft();
  }

  @Test
  void theExampleRunsInRealContainersAndASecondSandboxIsRefused() throws IOException {
    start();
    awaitOutput("until Ctrl-C:");
    assertThat(output())
        .contains(
            "Control plane: the test cluster, with 2 real nodes.",
            "service ping  4/4",
            "Images on these nodes: alpine")
        .containsPattern("ping\\.4\\.\\S+ +alpine +real-[12] +Running +Running")
        .doesNotContain("swarm: ", "Exception");
    await("a line of each process")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(kubectl("logs", "-l", "swarmoperator.io/service=ping", "--prefix"))
                    .contains("PING docker.com", "/ping.1.", "/ping.2.", "/ping.3.", "/ping.4."));

    assertThatTheMachineRefusesAnother();
    sandbox.destroy();
    awaitNothingLeft();
    assertThat(sandbox.exitValue()).isEqualTo(128 + 15);
    assertThat(output()).endsWith("Stopping.\n").doesNotContain("Exception", "While stopping");
  }

  private void assertThatTheMachineRefusesAnother() {
    assertThatThrownBy(() -> RealNodesControlPlane.start(HOME, 1))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("another cluster of this machine has real nodes");
  }

  @Test
  void nothingIsLeftOfItWhenItIsKilled() throws IOException {
    start();
    awaitOutput("until Ctrl-C:");
    assertThat(left()).isNotEmpty();
    sandbox.destroyForcibly();
    awaitNothingLeft();
  }

  @Test
  void whatIsLeftWhenEverythingIsKilledIsClearedAwayByTheNext() throws IOException {
    start();
    awaitOutput("until Ctrl-C:");
    endOfTheMachine(kubeconfig().getParent().toString());
    assertThat(BRIDGE).exists();
    assertThat(left()).isNotEmpty();

    RealNodesControlPlane.start(HOME, 1).close();
    assertThat(left()).isEmpty();
    assertThat(rules()).noneMatch(rule -> rule.contains(" -i rn0 "));
  }

  /** Those that lead pods to an API server: of one that is gone they would lead all others too. */
  private static List<String> rules() {
    Commands.Result rules = Commands.run(List.of("iptables", "-t", "nat", "-S", "PREROUTING"));
    assertThat(rules.exitCode()).as(rules.err()).isZero();
    return rules.out().lines().toList();
  }

  /** Kills everything, and what would clean up before what it would do so for. */
  private void endOfTheMachine(String directory) {
    killAll(directory);
    sandbox.destroyForcibly();
    await("the end of the processes of " + directory)
        .atMost(Duration.ofMinutes(1))
        .until(() -> killAll(directory) == 0);
  }

  private static int killAll(String directory) {
    List<ProcessHandle> processes =
        ProcessHandle.allProcesses()
            .filter(process -> commandLine(process.pid()).contains(directory))
            .toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    return processes.size();
  }

  private void awaitNothingLeft() {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              assertThat(left()).isEmpty();
              assertThat(BRIDGE).doesNotExist();
              assertThat(sandbox.isAlive()).isFalse();
            });
  }

  /** Processes and mounts below the sandbox's directory. */
  private List<String> left() throws IOException {
    if (!output().contains(KUBECONFIG)) {
      return List.of();
    }
    String tmp = kubeconfig().getParent().toString();
    Stream<String> processes =
        ProcessHandle.allProcesses()
            .map(process -> commandLine(process.pid()))
            .filter(line -> line.contains(tmp));
    Stream<String> mounts =
        Files.readAllLines(Path.of("/proc/mounts")).stream().filter(line -> line.contains(tmp));
    return Stream.concat(processes, mounts).toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  private void start() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    sandbox =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "-Dswarm.home=" + HOME,
                Main.class.getName(),
                "sandbox",
                "--real")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
  }

  private String kubectl(String... args) throws IOException {
    return new Kubectl(new ExistingControlPlane(kubeconfig()), "default").run(args).out();
  }

  private Path kubeconfig() throws IOException {
    return output()
        .lines()
        .filter(line -> line.contains(KUBECONFIG))
        .map(line -> Path.of(line.substring(line.indexOf('=') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private void awaitOutput(String text) throws IOException {
    await()
        .atMost(Duration.ofMinutes(20))
        .until(() -> output().contains(text) || !sandbox.isAlive());
    assertThat(output()).contains(text);
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("out"));
  }
}
