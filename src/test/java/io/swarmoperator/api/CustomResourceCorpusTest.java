package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.cluster.ClusterTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the API server takes and refuses, one file per case in {@code crd-corpus}.
 *
 * <p>{@code invalid-*.yaml} holds {@code expect}, a part of the server's message, and {@code
 * resource}. {@code valid-*.yaml} holds {@code resource}, which must come back as declared plus the
 * schema's defaults, and may hold {@code stored}, values that must then be found at JSON pointers.
 * Either may name the {@code conformance} cases that it proves, and the number of the row of
 * docs/differences.md by which the outcome {@code differs}.
 */
@ClusterTest
class CustomResourceCorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/crd-corpus");

  private static final Map<String, Class<? extends CustomResource<?, ?>>> KINDS =
      Map.of("SwarmService", SwarmService.class, "SwarmTask", SwarmTask.class);

  /** 1 is 1.0, and a quantity of 1 is "1". */
  private static final Comparator<JsonNode> SAME_VALUE =
      (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
          return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.isValueNode() && b.isValueNode() && a.asText().equals(b.asText()) ? 0 : 1;
      };

  @Test
  void everyFileIsACase() throws IOException {
    try (Stream<Path> all = Files.walk(CORPUS)) {
      assertThat(all.filter(Files::isRegularFile))
          .allMatch(file -> file.getFileName().toString().matches("(in)?valid-.*[.]yaml"));
    }
  }

  @TestFactory
  Stream<DynamicTest> isRefusedWithItsMessage(KubernetesClient client) {
    return cases("invalid-", 40, file -> refused(client, file));
  }

  @TestFactory
  Stream<DynamicTest> comesBackAsStored(KubernetesClient client) {
    return cases("valid-", 20, file -> stored(client, file));
  }

  private static void refused(KubernetesClient client, JsonNode file) {
    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class, () -> create(client, file.get("resource")));
    assertThat(refusal).as("the API server took it").isNotNull();
    assertThat(refusal.getStatus().getMessage()).contains(file.get("expect").asText());
  }

  private static void stored(KubernetesClient client, JsonNode file) {
    JsonNode declared = file.get("resource");
    GenericKubernetesResource created = create(client, declared);
    JsonNode stored = json(client.resource(created).get());

    Class<? extends CustomResource<?, ?>> kind = KINDS.get(created.getKind());
    SchemaDefaults defaults = SchemaDefaults.of(kind);
    assertThat(stored.get("spec")).isEqualTo(defaults.apply(declared.get("spec"), ""));
    if (kind == SwarmTask.class) {
      assertThat(stored.get("status")).isEqualTo(declared.get("status"));
    }
    for (Map.Entry<String, JsonNode> value : file.path("stored").properties()) {
      assertThat(stored.at(value.getKey())).as(value.getKey()).isEqualTo(value.getValue());
    }
    JsonNode read =
        defaults.prune(json(Serialization.unmarshal(stored.toString(), kind)).get("spec"), "");
    JsonNode pruned = defaults.prune(stored.get("spec"), "");
    assertThat(read.equals(SAME_VALUE, pruned))
        .as("the Java type keeps all of %s: %s", pruned, read)
        .isTrue();
  }

  private static GenericKubernetesResource create(KubernetesClient client, JsonNode resource) {
    return client
        .resource(Serialization.unmarshal(resource.toString(), GenericKubernetesResource.class))
        .fieldValidation(FieldValidateable.Validation.STRICT)
        .create();
  }

  private static JsonNode json(Object value) {
    return Serialization.unmarshal(Serialization.asJson(value), JsonNode.class);
  }

  private static Stream<DynamicTest> cases(String prefix, int atLeast, Consumer<JsonNode> check) {
    List<Path> files;
    try (Stream<Path> all = Files.walk(CORPUS)) {
      files =
          all.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(atLeast);
    return files.stream()
        .map(
            file -> {
              String name = CORPUS.relativize(file).toString();
              return DynamicTest.dynamicTest(name, () -> check.accept(read(file)));
            });
  }

  private static JsonNode read(Path file) throws IOException {
    JsonNode content = Serialization.unmarshal(Files.readString(file), ObjectNode.class);
    assertThat(content.fieldNames())
        .toIterable()
        .as("keys of %s", file)
        .isSubsetOf("expect", "resource", "stored", "conformance", "differs");
    return content;
  }
}
