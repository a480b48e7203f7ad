package io.swarmoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of its own, with a Maven that only lays a jar down. */
class LauncherTest {
  private static final String MAIN = "io/swarmoperator/cli/Main.class";

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "sh",
          "env",
          "cat",
          "cp",
          "dirname",
          "find",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "stty",
          "touch");

  @TempDir private Path directory;
  private Path home;
  private Path jar;
  private Path whole;
  private Path tools;

  /** What the jar runs: it says what it was asked. */
  private static final String PROGRAM =
      """
      package io.swarmoperator.cli;

      public class Main {
        public static void main(String[] args) {
          String width = System.getProperty("swarm.width");
          System.out.println("ran " + String.join(" ", args) + (width == null ? "" : ", " + width));
        }
      }
      """;

  /** How the launcher ended. */
  private record Result(int code, String out, String errors) {}

  @BeforeEach
  void makeProject() throws IOException {
    home = Files.createDirectories(directory.resolve("home"));
    jar = Files.createDirectories(home.resolve("target")).resolve("swarm-operator.jar");
    whole = jar(directory.resolve("whole.jar"), true);
    Files.copy(Path.of("swarm"), home.resolve("swarm"));
    executable(home.resolve("swarm"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.setLastModifiedTime(
        home.resolve("pom.xml"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    Files.createDirectories(home.resolve("operator"));
    Files.createDirectories(home.resolve("crds"));
    tools = Files.createDirectories(directory.resolve("bin"));
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "exec \"" + onPath(tool) + "\" \"$@\"");
    }
    script(
        tools.resolve("mvn"),
        """
        echo '[INFO] Downloaded from central: https://repo.example/a.pom (1 kB)'
        echo '[INFO] Downloaded from central: https://repo.example/a.jar (1 kB)'
        echo '[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ swarm-operator ---'
        cp "%s" target/swarm-operator.jar
        """
            .formatted(whole));
  }

  @Test
  void buildsWhatIsMissingAndTellsHowFarItIs() throws IOException, InterruptedException {
    Result first = launch("greet");

    assertThat(first).extracting(Result::code, Result::out).containsExactly(0, "ran greet\n");
    assertThat(first.errors())
        .contains("swarm: building the operator")
        .contains("swarm: building: compile, 2 files fetched")
        .contains("swarm: preparing a faster start, once");
  }

  @Test
  void whatRanOnceRunsAgainWithoutABuildOrAWord() throws IOException, InterruptedException {
    Result first = launch("greet");
    assertThat(first.code()).isZero();

    assertThat(launch("greet")).isEqualTo(new Result(0, "ran greet\n", ""));
  }

  @Test
  void onATerminalTheProgramIsToldItsWidth() throws IOException, InterruptedException {
    Result first = launch("greet");
    assertThat(first.code()).isZero();
    String typed = "stty cols 120; exec '" + home.resolve("swarm") + "' greet";
    ProcessBuilder terminal =
        launcher(home.resolve("target/out"))
            .command(onPath("script").toString(), "-qec", typed, "/dev/null");

    assertThat(terminal.start().waitFor()).isZero();
    assertThat(home.resolve("target/out")).hasContent("ran greet, 120");
  }

  @Test
  void aFasterStartThatCantBePreparedIsTriedOnce() throws IOException, InterruptedException {
    Path jdk = jdk("case \"$*\" in *-Xshare:dump*|*AOTCacheOutput*) exit 1;; esac");

    assertThat(launch(jdk, "greet").errors()).contains("swarm: preparing a faster start, once");
    assertThat(launch(jdk, "greet")).isEqualTo(new Result(0, "ran greet\n", ""));
  }

  @Test
  void theOperatorIsKnownBehindOptionsOfTheCluster() throws IOException, InterruptedException {
    Path jdk = jdk("echo \"$@\" >> '" + directory + "/started'");

    assertThat(launch(jdk, "--kubeconfig", "f", "--context=c", "run").code()).isZero();

    assertThat(Files.readAllLines(directory.resolve("started")))
        .last(InstanceOfAssertFactories.STRING)
        .endsWith("io.swarmoperator.cli.Main --kubeconfig f --context=c run")
        .contains("-XX:Tier4InvocationThreshold");
  }

  @Test
  void anOptionWithoutItsValueIsLeftToTheProgram() throws IOException, InterruptedException {
    assertThat(launch("--namespace")).extracting(Result::out).isEqualTo("ran --namespace\n");
  }

  @Test
  void aChangedSourceIsBuilt() throws IOException, InterruptedException {
    Result first = launch("greet");
    assertThat(first.code()).isZero();
    Files.writeString(home.resolve("operator/Main.java"), "class Main {}");
    Files.setLastModifiedTime(
        home.resolve("operator/Main.java"), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(launch("greet").errors()).contains("swarm: building the operator");
  }

  @Test
  void aJarThatIsCutOffIsBuiltAnew() throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));

    assertBuiltAnew();
  }

  @Test
  void aJarWithoutAMainClassIsBuiltAnew() throws IOException, InterruptedException {
    assertThat(jar(jar, false)).exists();

    assertBuiltAnew();
  }

  @Test
  void aJarThatAnotherBuildLeftBehindIsNotTakenForTheOneThatRan()
      throws IOException, InterruptedException {
    Result first = launch("greet");
    assertThat(first.code()).isZero();
    Files.write(jar, new byte[] {'P', 'K'});
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));

    assertBuiltAnew();
  }

  @Test
  void twoAtOnceBuildOnce() throws IOException, InterruptedException {
    script(tools.resolve("flock"), "exec \"" + onPath("flock") + "\" \"$@\"");
    Path begun = fifo("begun");
    Path goOn = fifo("go-on");
    script(
        tools.resolve("mvn"),
        "echo built >> builds; echo > '%s'; cat '%s'; cp '%s' target/swarm-operator.jar"
            .formatted(begun, goOn, whole));
    Process first = launcher(home.resolve("target/first")).start();
    Files.readString(begun);

    Process second = launcher(home.resolve("target/second")).start();
    assertThat(second.errorReader().readLine())
        .isEqualTo("swarm: another command builds the operator, waiting for it");
    Files.writeString(goOn, "go on");

    assertThat(List.of(first.waitFor(), second.waitFor())).containsExactly(0, 0);
    assertThat(home.resolve("builds")).hasContent("built");
    assertThat(home.resolve("target/second")).hasContent("ran greet");
  }

  private ProcessBuilder launcher(Path out) {
    return launcher(Path.of(System.getProperty("java.home")), "greet").redirectOutput(out.toFile());
  }

  private Path fifo(String name) throws IOException, InterruptedException {
    Path fifo = directory.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  @Test
  void aBuildThatFailsTellsMavensErrors() throws IOException, InterruptedException {
    script(tools.resolve("mvn"), "echo '[ERROR] it is broken'; exit 1");

    Result result = launch("greet");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .contains("[ERROR] it is broken")
        .contains("swarm: the build failed; 'mvn -Dmaven.test.skip=true package' in ");
  }

  @Test
  void withoutMavenOneSentence() throws IOException, InterruptedException {
    Files.delete(tools.resolve("mvn"));

    assertThat(launch("greet"))
        .isEqualTo(
            new Result(
                1,
                "",
                "swarm: Maven 3.8 or newer is needed to build and there is no mvn on the PATH (Debian: apt-get install maven).\n"));
  }

  @Test
  void anOldJavaIsOneSentence() throws IOException, InterruptedException {
    Path jdk = Files.createDirectories(directory.resolve("jdk"));
    Files.createDirectories(jdk.resolve("bin"));
    script(jdk.resolve("bin/java"), "exit 1");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    Result result = launch(jdk, "greet");

    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                "swarm: Java 17 or newer is needed; %s/bin/java is version 11.0.2.\n"
                    .formatted(jdk)));
  }

  /** This one's JDK, behind a script that does something first. */
  private Path jdk(String first) throws IOException {
    Path real = Path.of(System.getProperty("java.home"));
    Path jdk = Files.createDirectories(directory.resolve("jdk"));
    Files.createDirectories(jdk.resolve("bin"));
    script(jdk.resolve("bin/java"), first + "\nexec '" + real.resolve("bin/java") + "' \"$@\"");
    Files.copy(real.resolve("release"), jdk.resolve("release"));
    return jdk;
  }

  private void assertBuiltAnew() throws IOException, InterruptedException {
    Result result = launch("greet");
    assertThat(result).extracting(Result::code, Result::out).containsExactly(0, "ran greet\n");
    assertThat(result.errors()).contains("swarm: building the operator");
  }

  private Result launch(String argument) throws IOException, InterruptedException {
    return launch(Path.of(System.getProperty("java.home")), argument);
  }

  private Result launch(Path javaHome, String... arguments)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path errors = directory.resolve("errors");
    int code =
        launcher(javaHome, arguments)
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    return new Result(code, Files.readString(out), Files.readString(errors));
  }

  private ProcessBuilder launcher(Path javaHome, String... arguments) {
    List<String> words = new ArrayList<>(List.of(home.resolve("swarm").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  private Path jar(Path file, boolean runnable) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), new Manifest())) {
      out.putNextEntry(new JarEntry(MAIN));
      out.write(runnable ? compiled() : new byte[0]);
    }
    return file;
  }

  private byte[] compiled() throws IOException {
    Path source = Files.writeString(directory.resolve("Main.java"), PROGRAM);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", directory.toString(), source.toString());
    assertThat(code).isZero();
    return Files.readAllBytes(directory.resolve(MAIN));
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no " + tool));
  }

  private static void script(Path file, String text) throws IOException {
    Files.write(file, ("#!/bin/sh\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
