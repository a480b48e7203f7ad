package io.swarmoperator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.decide.Mode;
import io.swarmoperator.plan.ServiceFile.Source;
import io.swarmoperator.sim.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFileTest {
  private static final ServiceFile FILES = new ServiceFile();

  private static final String KEY_FORM =
      "a key must be of letters, digits, '-', '_' and '.', with a letter or digit at both ends, at"
          + " most 63 long, and may have a DNS name and '/' before it";

  @TempDir private Path directory;

  @Test
  void fillsInDefaults() throws IOException, BadInputException {
    Declared declared = FILES.read(file("")).declared();

    assertThat(declared.spec().mode()).isEqualTo(new Mode.Replicated(1));
    assertThat(declared.spec().update().monitor()).isEqualTo(Duration.ofSeconds(5));
    assertThat(declared.content().revision().restart().delay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(declared.content().stopGrace()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aDefaultThatIsWrittenOutChangesNothing() throws IOException, BadInputException {
    Declared declared = FILES.read(file("    stopGracePeriod: 10s\n")).declared();

    assertThat(declared.content()).isEqualTo(FILES.read(file("")).declared().content());
  }

  @Test
  void whatAnObjectHasInAClusterIsTaken() throws IOException, BadInputException {
    Path file = file("");
    Files.writeString(
        file,
        Files.readString(file).replace("name: ping", "{name: ping, uid: u-1, generation: 3}"));
    Files.writeString(
        file,
        Files.readString(file).replace("metadata:\n  {", "metadata: {")
            + "status: {summary: 1/1}\n");

    assertThat(FILES.read(file).declared().spec().uid()).isEqualTo("u-1");
  }

  @Test
  void refusesWhatDoesntFitTheSchemaAllAtOnce() throws IOException {
    assertRefused(
        file("    args: [ping, 5]\n    colour: red\n  replicas: -1\n  mode: swarm\n"),
        ":8: spec.template.args[1]: integer found, string expected",
        ":9: spec.template.colour: there is no such field",
        ":10: spec.replicas: must have a minimum value of 0",
        ":11: spec.mode: does not have a value in the enumeration [\"global\", \"global-job\", \"replicated\", \"replicated-job\"]");
  }

  @Test
  void refusesWhatBreaksARule() throws IOException {
    assertRefused(
        file(
            """
                workingDir: tmp
                resources:
                  limits: {cpu: 500m}
                  reservations: {cpu: 1}
              updateConfig:
                delay: 10x
              progressDeadline: 1ms
            """),
        ":8: spec.template.workingDir: workingDir must be an absolute path",
        ":11: spec.template.resources.reservations.cpu: reservations.cpu must not exceed limits.cpu",
        ":13: spec.updateConfig.delay: must be a duration from 0s to 8760h, such as 10s, 1m30s or 500ms",
        ":14: spec.progressDeadline: must be empty or a duration from 1s to 8760h, such as 10s, 1m30s or 500ms");
  }

  @Test
  void refusesAMissingFieldOnTheLineOfItsParent() throws IOException {
    Path file = file("");
    Files.writeString(file, Files.readString(file).replace("image: alpine", "init: true"));

    assertRefused(file, ":6: spec.template.image: required property 'image' not found");
  }

  @Test
  void refusesANameThatTheRulesDontAllow() throws IOException {
    Path file = file("");
    Files.writeString(file, Files.readString(file).replace("name: ping", "name: ping-tasks"));

    assertRefused(
        file,
        ":4: metadata.name: name must not end with -tasks or -ingress, which the operator appends for its own Services");
  }

  @Test
  void refusesAnUnknownFieldOfTheMetadata() throws IOException {
    Path file = file("");
    Files.writeString(
        file, Files.readString(file).replace("name: ping", "name: ping\n  labelz: {}"));

    assertRefused(file, ":5: metadata.labelz: is not known");
  }

  @Test
  void refusesAnotherKind() throws IOException {
    Path file = file("");
    Files.writeString(file, Files.readString(file).replace("SwarmService", "Service"));

    assertRefused(file, ":2: kind: must be SwarmService");
  }

  @Test
  void refusesAFieldGivenTwice() throws IOException {
    assertRefused(file("    image: alpine\n"), ":8: spec.template.image: is given twice");
  }

  @Test
  void refusesWhatIsNoYaml() throws IOException {
    assertThatThrownBy(() -> FILES.read(file("    args: [\n")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("service.yaml:9: ");
  }

  @Test
  void refusesAChangeToAnotherService() throws IOException, BadInputException {
    Source before = FILES.read(file(""));
    Path other = directory.resolve("other.yaml");
    Files.writeString(
        other, Files.readString(directory.resolve("service.yaml")).replace("ping", "pong"));

    assertThatThrownBy(() -> FILES.read(other, before))
        .hasMessage(other + ":4: metadata.name: must be the same in both files");
  }

  @Test
  void aFieldThatIsNullIsNotThereAndGetsItsDefault() throws IOException, BadInputException {
    Declared declared =
        FILES
            .read(
                file("    args: null\n    stopGracePeriod: ~\n  replicas:\n  updateConfig: null\n"))
            .declared();

    assertThat(declared).isEqualTo(FILES.read(file("")).declared());
  }

  @Test
  void nullInAListOrAMapIsRefusedAsTheServerDoes() throws IOException {
    assertRefused(
        file("    args: [~]\n    labels: {a: null}\n"),
        ":8: spec.template.args[0]: null found, string expected",
        ":9: spec.template.labels.a: null found, string expected");
  }

  @Test
  void wholeNumbersAndYesAreReadAsKubectlDoes() throws IOException, BadInputException {
    Declared declared = FILES.read(file("  replicas: 010\n  paused: yes\n")).declared();

    assertThat(declared.spec().mode()).isEqualTo(new Mode.Replicated(8));
    assertThat(declared.spec().paused()).isTrue();
    assertThat(FILES.read(file("  replicas: 3.0\n")).declared().spec().mode())
        .isEqualTo(new Mode.Replicated(3));
    assertThat(FILES.read(file("  replicas: 1e3\n")).declared().spec().mode())
        .isEqualTo(new Mode.Replicated(1000));
  }

  @Test
  void yesIsNoText() throws IOException {
    assertRefused(
        file("    args: [on]\n"), ":8: spec.template.args[0]: boolean found, string expected");
  }

  @Test
  void refusesARatioThatIsNoNumber() throws IOException {
    assertRefused(
        file("  updateConfig:\n    maxFailureRatio: .nan\n"),
        ":9: spec.updateConfig.maxFailureRatio: is no value that Kubernetes knows");
  }

  @Test
  void refusesMetadataThatTheServerRefuses() throws IOException {
    Path file = file("");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "name: ping",
                """
                name: ping
                  namespace: "B C"
                  labels:
                    "b c": x
                    good.example/key: "not good"
                    Good.example/key: x
                  annotations:
                    "a b": any text
                    Good.Example/key: any text"""));

    assertRefused(
        file,
        ":5: metadata.namespace: must be of lower-case letters, digits and '-', at most 63 long",
        ":7: metadata.labels.b c: " + KEY_FORM,
        ":8: metadata.labels.good.example/key: must be empty or of letters, digits, '-', '_' and"
            + " '.', with a letter or digit at both ends, at most 63 long",
        ":9: metadata.labels.Good.example/key: " + KEY_FORM,
        ":11: metadata.annotations.a b: " + KEY_FORM);
  }

  @Test
  void refusesMetadataThatIsNoText() throws IOException {
    Path file = file("");
    Files.writeString(
        file, Files.readString(file).replace("name: ping", "name: ping\n  labels: {a: yes, b: 1}"));

    assertRefused(
        file,
        ":5: metadata.labels.a: must be text: put it in quotes",
        ":5: metadata.labels.b: must be text: put it in quotes");
  }

  private Path file(String more) throws IOException {
    Path file = directory.resolve("service.yaml");
    String head =
        """
        apiVersion: swarmoperator.io/v1alpha1
        kind: SwarmService
        metadata:
          name: ping
        spec:
          template:
            image: alpine
        """;
    return Files.writeString(file, head + more);
  }

  private static void assertRefused(Path file, String... problems) {
    assertThatThrownBy(() -> FILES.read(file))
        .isInstanceOf(BadInputException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(file + String.join(System.lineSeparator() + file, problems));
  }
}
