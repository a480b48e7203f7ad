package io.swarmoperator.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.api.CustomResourceDefinitions;
import io.swarmoperator.api.SchemaDefaults;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.render.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An upgrade replaces no task: the hashes of services that exist stay what they are. */
class RevisionHashesTest {
  private static final Path KEPT = Path.of("src/test/resources/revision-hashes.yaml");

  @TestFactory
  Stream<DynamicTest> aHashIsForEver() throws IOException {
    return kept()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    name(entry),
                    () -> assertThat(hash(entry)).isEqualTo(entry.path("hash").textValue())));
  }

  @Test
  void noTwoServicesShareAHash() throws IOException {
    assertThat(kept().map(RevisionHashesTest::hash))
        .hasSizeGreaterThanOrEqualTo(20)
        .doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> aNewDefaultedFieldChangesNoHash() throws IOException {
    SchemaDefaults grown = SchemaDefaults.ofSpecSchema(grownSchema());
    return kept()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    name(entry), () -> assertSameText(entry.path("spec"), grown)));
  }

  private static void assertSameText(JsonNode declared, SchemaDefaults grown) {
    SchemaDefaults present = SchemaDefaults.of(SwarmService.class);
    JsonNode stored = grown.apply(declared, "");
    assertThat(stored.at("/template/added").booleanValue()).isTrue();
    assertThat(stored.at("/endpoint/addedBlock/depth").intValue()).isEqualTo(3);
    assertThat(RevisionContent.canonical(stored, grown))
        .isEqualTo(RevisionContent.canonical(present.apply(declared, ""), present));
  }

  /**
   * The schema of a later version: more fields, each with a default, in both parts of the content.
   */
  private static JsonNode grownSchema() {
    JsonNode definition =
        Fixtures.YAML.unmarshal(CustomResourceDefinitions.yaml(SwarmService.class), JsonNode.class);
    JsonNode spec = definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    ((ObjectNode) spec.at("/properties/template/properties"))
        .putObject("added")
        .put("default", true);
    ObjectNode block =
        ((ObjectNode) spec.at("/properties/endpoint/properties")).putObject("addedBlock");
    block.putObject("default");
    block.putObject("properties").putObject("depth").put("default", 3);
    return spec;
  }

  private static Stream<JsonNode> kept() throws IOException {
    JsonNode entries = Fixtures.YAML.unmarshal(Files.readString(KEPT), JsonNode.class);
    return StreamSupport.stream(entries.spliterator(), false);
  }

  private static String name(JsonNode entry) {
    return entry.path("service").textValue();
  }

  private static String hash(JsonNode entry) {
    return RevisionContent.of(Fixtures.ping(entry.path("spec"))).hash();
  }
}
