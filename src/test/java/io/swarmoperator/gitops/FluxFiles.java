package io.swarmoperator.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The Kustomizations of the example repository. */
final class FluxFiles {
  private static final YAMLMapper YAML = new YAMLMapper();

  private FluxFiles() {}

  /** How the environments' Kustomizations judge a service. */
  static FluxExpressions expressions(String environment) {
    JsonNode check =
        read(Repository.EXAMPLE.resolve("flux/" + environment + ".yaml"))
            .at("/spec/healthCheckExprs/0");
    return FluxExpressions.of(check);
  }

  static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
