package io.swarmoperator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions in crds/ are those of the Java types. */
class CustomResourceDefinitionsTest {

  /** Writes the definitions instead of comparing them. */
  static final String REGENERATE =
      "mvn -q test -Dtest=CustomResourceDefinitionsTest -Dcrds.write=true";

  private static final Path DIRECTORY = Path.of("crds");
  private static final String RESOURCES = "operator/src/main/resources";

  static List<Class<? extends CustomResource<?, ?>>> types() {
    return List.of(SwarmService.class, SwarmTask.class);
  }

  @ParameterizedTest
  @MethodSource("types")
  void checkedInDefinitionIsUpToDate(Class<? extends CustomResource<?, ?>> type)
      throws IOException {
    upToDate(
        DIRECTORY.resolve(CustomResourceDefinitions.fileName(type)),
        new GeneratedDefinition(type).yaml());
  }

  @ParameterizedTest
  @MethodSource("types")
  void itsFormInJsonIsUpToDate(Class<? extends CustomResource<?, ?>> type) throws IOException {
    upToDate(
        Path.of(RESOURCES + CustomResourceDefinitions.jsonName(type)),
        new GeneratedDefinition(type).json());
  }

  private static void upToDate(Path file, String content) throws IOException {
    if (Boolean.getBoolean("crds.write")) {
      Files.writeString(file, content);
    }
    assertThat(file)
        .as("%s doesn't match the Java types; regenerate it with\n\n  %s\n", file, REGENERATE)
        .exists()
        .hasContent(content);
  }
}
