package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.swarmoperator.api.CustomResourceDefinitions;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show as YAML is accepted by what it is for. */
@ClusterTest
class ManifestBlocksTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static List<FencedBlock> blocks() {
    return FencedBlock.all().stream().filter(block -> block.info().equals("yaml")).toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void isAccepted(FencedBlock block, Kubectl kubectl, @TempDir Path directory) throws IOException {
    JsonNode yaml = YAML.readTree(block.text());
    if (yaml.path("kind").asText().equals("Kustomization")) {
      builds(block, kubectl, directory);
    } else if (yaml.has("apiVersion")) {
      applies(block, block.text(), kubectl);
    } else if (isPartOf("/spec", yaml)) {
      applies(block, service(yaml), kubectl);
    } else if (isPartOf("/spec/properties/template", yaml)) {
      ObjectNode spec = YAML.createObjectNode();
      spec.set("template", yaml);
      applies(block, service(spec), kubectl);
    } else {
      assertThat(values())
          .as("%s: values of the chart, or what else?", block)
          .containsAll(keys(yaml));
    }
  }

  private static void applies(FencedBlock block, String manifest, Kubectl kubectl) {
    Commands.Result result =
        kubectl.pipe(
            manifest, "apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-");
    assertThat(result.exitCode()).as("%s%n%s%n%s", block, manifest, result.text()).isZero();
  }

  /** The block is a directory's beside one that is called as the project. */
  private static void builds(FencedBlock block, Kubectl kubectl, Path directory)
      throws IOException {
    Path copy = Files.createDirectories(directory.resolve("swarm-operator"));
    Commands.Result copied =
        Commands.run(
            List.of("cp", "-R", Path.of("deploy").toAbsolutePath().toString(), copy.toString()));
    assertThat(copied.exitCode()).as(copied.text()).isZero();
    Path own = Files.createDirectories(directory.resolve("own"));
    Path unused = Files.writeString(own.resolve("kustomization.yaml"), block.text());
    Commands.Result result = kubectl.run("kustomize", own.toString());
    assertThat(result.exitCode()).as("%s%n%s", block, result.text()).isZero();
    assertThat(result.out()).contains("registry.example.com/swarm-operator:0.1.0", "replicas: 2");
  }

  private static boolean isPartOf(String path, JsonNode yaml) {
    JsonNode schema =
        CustomResourceDefinitions.tree(SwarmService.class)
            .at("/spec/versions/0/schema/openAPIV3Schema/properties" + path + "/properties");
    return keys(yaml).stream().allMatch(schema::has);
  }

  private static Set<String> keys(JsonNode yaml) {
    Set<String> keys = new HashSet<>();
    yaml.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** A service of which a page shows a part. */
  private static String service(JsonNode spec) throws IOException {
    ObjectNode whole = (ObjectNode) spec.deepCopy();
    whole.withObject("template").putIfAbsent("image", YAML.valueToTree("alpine"));
    ObjectNode service = YAML.createObjectNode();
    service.put("apiVersion", "swarmoperator.io/v1alpha1").put("kind", "SwarmService");
    service.putObject("metadata").put("name", "shown");
    service.set("spec", whole);
    return YAML.writeValueAsString(service);
  }

  private static Set<String> values() throws IOException {
    return keys(YAML.readTree(Files.readString(Path.of("helm/swarm-operator/values.yaml"))));
  }
}
