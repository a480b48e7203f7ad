package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.revision.RevisionContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real API server takes what is rendered, keeps it, and leaves revisions open to every client
 * (mechanics 9).
 */
@ClusterTest
class RenderedObjectsClusterTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final Pattern DOCUMENT = Pattern.compile("(?m)^---\n");

  /** In the order in which they are made. */
  private static final List<String> OBJECTS =
      List.of("out-service.yaml", "out-claims.yaml", "out-pod.yaml", "out-budget.yaml");

  /** What an API server keeps only with ContainerStopSignals, and what is reported without. */
  private static final String BEHIND_A_GATE = ".spec.containers[0].lifecycle.stopSignal:";

  private static final String TRICKY =
      "template: {image: alpine:3.7, args: ['a && b < c', \"d\\u2028e\", \"f\\ng\", '🐳 \"quoted\" \\u']}";

  static List<Path> cases() throws IOException {
    try (Stream<Path> directories = Files.list(GOLDEN)) {
      return directories.sorted().toList();
    }
  }

  /** The very files that rendering is compared with, all of them, with the uid of the owner. */
  @ParameterizedTest
  @MethodSource("cases")
  void theApiServerKeepsEveryGoldenObjectAsItIs(Path directory, KubernetesClient client)
      throws IOException {
    prerequisites(client);
    SwarmService service = create(client, Files.readString(directory.resolve("in-service.yaml")));
    List<ObjectNode> objects = goldenObjects(directory, service.getMetadata().getUid());
    assertThat(objects).extracting(o -> o.path("kind").asText()).contains("Pod", "Service");
    for (ObjectNode object : objects) {
      ((ObjectNode) object.path("metadata")).put("namespace", client.getNamespace());
      JsonNode stored = stored(client, object);
      assertThat(KeptAsSent.lost(object, stored))
          .filteredOn(lost -> !lost.startsWith(BEHIND_A_GATE))
          .isEmpty();
      if (stored.path("kind").asText().equals("Pod")) {
        Pod pod = Fixtures.YAML.convertValue(stored, Pod.class);
        assertThat(TaskMapping.identityOf(pod).map(TaskIdentity::name))
            .contains(pod.getMetadata().getName());
      }
    }
  }

  private static List<ObjectNode> goldenObjects(Path directory, String uid) throws IOException {
    List<ObjectNode> objects = new ArrayList<>();
    for (String file : OBJECTS) {
      if (Files.exists(directory.resolve(file))) {
        String text = Files.readString(directory.resolve(file)).replace(Fixtures.UID, uid);
        DOCUMENT
            .splitAsStream(text)
            .filter(document -> !document.isBlank())
            .map(document -> (ObjectNode) Fixtures.YAML.unmarshal(document, JsonNode.class))
            .forEach(objects::add);
      }
    }
    return objects;
  }

  private static JsonNode stored(KubernetesClient client, ObjectNode object) {
    GenericKubernetesResource sent =
        Fixtures.YAML.convertValue(object, GenericKubernetesResource.class);
    return Fixtures.YAML.convertValue(client.resource(sent).create(), JsonNode.class);
  }

  /** What a golden service names and a pod must find. */
  private static void prerequisites(KubernetesClient client) {
    client
        .resource("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: worker}")
        .inNamespace(client.getNamespace())
        .create();
    client
        .resource(
            "apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: gvisor}\n"
                + "handler: runsc")
        .serverSideApply();
  }

  @Test
  void aServiceReadBackHasTheHashOfTheDeclaredOne(KubernetesClient client) {
    SwarmService declared = Fixtures.ping(TRICKY);
    SwarmService stored = client.resource(declared).inNamespace(client.getNamespace()).create();
    stored.getMetadata().setUid(declared.getMetadata().getUid());
    assertThat(RevisionContent.of(stored).json()).isEqualTo(RevisionContent.of(declared).json());
  }

  @ParameterizedTest
  @EnumSource(
      value = PatchType.class,
      names = {"JSON_MERGE", "STRATEGIC_MERGE"})
  void aRevisionCanBePatched(PatchType type, KubernetesClient client) {
    ControllerRevision stored = storedRevision(client);
    ControllerRevision patched =
        client
            .resource(stored)
            .patch(PatchContext.of(type), "{\"metadata\":{\"labels\":{\"added\":\"by-someone\"}}}");
    assertThat(patched.getMetadata().getLabels()).containsEntry("added", "by-someone");
    assertThat(RevisionMapping.fromApi(patched).orElseThrow().template().getArgs())
        .containsExactly("a && b < c", "d\u2028e", "f\ng", "🐳 \"quoted\" \\u");
  }

  @Test
  void aRevisionCanBeOrphaned(KubernetesClient client) {
    ControllerRevision stored = storedRevision(client);
    client
        .resources(SwarmService.class)
        .withName("ping")
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    ControllerRevision orphan =
        client
            .resource(stored)
            .waitUntilCondition(
                it -> it != null && it.getMetadata().getOwnerReferences().isEmpty(),
                60,
                TimeUnit.SECONDS);
    assertThat(RevisionMapping.fromApi(orphan)).isEmpty();
  }

  @Test
  void aRecordComesBackAsItWas(KubernetesClient client) {
    SwarmService service = create(client, Fixtures.YAML.asYaml(Fixtures.ping(TRICKY)));
    TaskRecord created =
        task(service, RevisionContent.of(service), DesiredState.RUNNING, TaskState.NEW);
    TaskRecord ended =
        task(service, RevisionContent.of(service), DesiredState.SHUTDOWN, TaskState.FAILED);

    SwarmTask first = client.resource(TaskMapping.toApi(service, created, 1)).create();
    assertThat(TaskMapping.fromApi(first)).contains(created);
    SwarmTask last = client.resource(TaskMapping.toApi(service, ended, 1)).update();
    assertThat(TaskMapping.fromApi(last)).contains(ended);
  }

  private static ControllerRevision storedRevision(KubernetesClient client) {
    SwarmService service = create(client, Fixtures.YAML.asYaml(Fixtures.ping(TRICKY)));
    return client.resource(RevisionMapping.toApi(service, RevisionContent.of(service), 1)).create();
  }

  private static SwarmService create(KubernetesClient client, String yaml) {
    SwarmService declared = Fixtures.YAML.unmarshal(yaml, SwarmService.class);
    declared.getMetadata().setUid(null);
    declared.getMetadata().setNamespace(client.getNamespace());
    return client.resource(declared).create();
  }

  private static TaskRecord task(
      SwarmService service, RevisionContent content, DesiredState desired, TaskState state) {
    String image = content.template().getImage();
    boolean ended = state.ended();
    return new TaskRecord(
        new TaskIdentity(
            service.getMetadata().getName(),
            SlotId.numbered(1),
            1,
            Fixtures.TASK_ID,
            content.hash(),
            image,
            Reason.SCALED_UP,
            0,
            0),
        new TaskRecord.Wanted(desired, Optional.empty()),
        new TaskRecord.Phase(state, "started", ended ? "task: non-zero exit (1)" : ""),
        new TaskRecord.Container(
            ended ? OptionalInt.of(1) : OptionalInt.empty(), "", ended ? "n1" : ""),
        new TaskRecord.Times(
            Fixtures.CREATED,
            ended ? Optional.of(Instant.parse("2026-01-02T03:04:06.5Z")) : Optional.empty(),
            ended ? Optional.of(Instant.parse("2026-01-02T03:04:07Z")) : Optional.empty()));
  }
}
