package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The five services of the migration say the same here as in the stack that they come from. */
class StackExampleTest {
  private static final Path HERE = Path.of("examples/voting");
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void eachServiceOfTheStackIsThereAsItWas() throws IOException {
    JsonNode stack = YAML.readTree(HERE.resolve("swarm/stack.yml").toFile()).path("services");
    Map<String, JsonNode> here = services();
    assertThat(stack.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(here.keySet());
    assertThat(here).hasSize(5);
    stack
        .properties()
        .forEach(
            service ->
                assertThat(told(here.get(service.getKey())))
                    .as(service.getKey())
                    .isEqualTo(toldByTheStack(service.getValue())));
  }

  /** Image, replicas, published ports, start order and place, in one line. */
  private static String told(JsonNode spec) {
    JsonNode template = spec.path("template");
    JsonNode port = spec.at("/endpoint/ports/0");
    return String.join(
        " ",
        template.path("image").asText(),
        spec.path("replicas").asText("1"),
        port.isMissingNode() ? "-" : port.path("published") + ":" + port.path("target"),
        spec.at("/updateConfig/order").asText("stop-first"),
        spec.at("/updateConfig/failureAction").asText("pause"),
        template.at("/placement/constraints/0").asText("-"),
        template.at("/placement/maxReplicasPerNode").asText("0"),
        template.at("/stopGracePeriod").asText("10s"));
  }

  private static String toldByTheStack(JsonNode service) {
    JsonNode deploy = service.path("deploy");
    return String.join(
        " ",
        service.path("image").asText(),
        deploy.path("replicas").asText("1"),
        service.at("/ports/0").asText("-"),
        deploy.at("/update_config/order").asText("stop-first"),
        deploy.at("/update_config/failure_action").asText("pause"),
        deploy.at("/placement/constraints/0").asText("-"),
        deploy.at("/placement/max_replicas_per_node").asText("0"),
        service.path("stop_grace_period").asText("10s"));
  }

  private static Map<String, JsonNode> services() throws IOException {
    Map<String, JsonNode> services = new TreeMap<>();
    try (Stream<Path> files = Files.list(HERE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        JsonNode service = YAML.readTree(file.toFile());
        services.put(service.at("/metadata/name").asText(), service.path("spec"));
      }
    }
    return services;
  }
}
