package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.SchemaDefaults;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.decide.Request;
import io.swarmoperator.render.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecFactsTest {
  private static final KubernetesSerialization CONVERTER = new KubernetesSerialization();

  private final SwarmService service = TestTasks.service();

  /** As one in a manifest that a GitOps tool applies again and again. */
  @Test
  void aDeclaredRequestStandsBeforeNoOther() {
    annotate(Labels.ROLLBACK_REQUEST, Labels.RESUME_REQUEST);
    declare(Labels.ROLLBACK_REQUEST);

    assertThat(SpecFacts.request(service)).contains(new Request(Request.Kind.RESUME, "1", false));
  }

  @Test
  void aDeclaredRequestIsTheOneThatIsRefusedWhenThereIsNoOther() {
    annotate(Labels.ROLLBACK_REQUEST, Labels.RESUME_REQUEST);
    declare(Labels.ROLLBACK_REQUEST, Labels.RESUME_REQUEST);

    assertThat(SpecFacts.request(service)).contains(new Request(Request.Kind.ROLLBACK, "1", true));
  }

  @Test
  void ofTwoRequestsTheRollbackComesFirst() {
    annotate(Labels.ROLLBACK_REQUEST, Labels.RESUME_REQUEST);

    assertThat(SpecFacts.request(service)).contains(new Request(Request.Kind.ROLLBACK, "1", false));
  }

  @Test
  void aSpecAsTheSchemaCompletesItIsValid() throws InvalidSpecException {
    service.setSpec(read(complete()));

    assertThat(SpecFacts.checked(service).template().getImage()).isEqualTo("alpine");
  }

  @ParameterizedTest
  @MethodSource("defaulted")
  void aFieldThatAnOlderSchemaDidNotCompleteIsNamed(String path) {
    ObjectNode spec = complete();
    int dot = path.lastIndexOf('.');
    JsonNode parent = dot < 0 ? spec : spec.path(path.substring(0, dot));
    ((ObjectNode) parent).remove(path.substring(dot + 1));
    service.setSpec(read(spec));

    assertThatThrownBy(() -> SpecFacts.checked(service))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageStartingWith("spec." + path + " has no value");
  }

  /** All that the schema completes, but for what is completed again when it is read. */
  static Stream<String> defaulted() {
    return complete().properties().stream()
        .filter(field -> !List.of("template", "endpoint").contains(field.getKey()))
        .flatMap(
            field ->
                Stream.concat(
                    Stream.of(field.getKey()),
                    field.getValue().properties().stream()
                        .map(inner -> field.getKey() + "." + inner.getKey())));
  }

  private static ObjectNode complete() {
    ObjectNode declared = JsonNodeFactory.instance.objectNode();
    declared.putObject("template").put("image", "alpine");
    return (ObjectNode) SchemaDefaults.of(SwarmService.class).apply(declared, "");
  }

  private static SwarmServiceSpec read(JsonNode spec) {
    return CONVERTER.convertValue(spec, SwarmServiceSpec.class);
  }

  private void annotate(String... annotations) {
    Map<String, String> values = new HashMap<>();
    Stream.of(annotations).forEach(a -> values.put(a, "1"));
    service.getMetadata().setAnnotations(values);
  }

  private void declare(String... annotations) {
    Map<String, Object> owned = new HashMap<>();
    Stream.of(annotations).forEach(a -> owned.put("f:" + a, Map.of()));
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperty("f:metadata", Map.of("f:annotations", owned));
    ManagedFieldsEntry argocd =
        new ManagedFieldsEntryBuilder()
            .withManager("argocd-controller")
            .withOperation("Apply")
            .withFieldsV1(fields)
            .build();
    service.getMetadata().setManagedFields(List.of(argocd));
  }
}
