package io.swarmoperator.sandbox;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Installs the CustomResourceDefinitions that lie in a directory. */
public final class CustomResources {

  private CustomResources() {}

  /** Applies every CRD of the directory and waits until the API serves them all. */
  public static void install(KubernetesClient client, Path directory) {
    var files = yaml(directory);
    files.forEach(file -> client.resource(crd(client, file)).forceConflicts().serverSideApply());
    files.forEach(
        file ->
            client
                .resource(crd(client, file))
                .waitUntilCondition(CustomResources::isEstablished, 60, TimeUnit.SECONDS));
  }

  private static boolean isEstablished(CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private static CustomResourceDefinition crd(KubernetesClient client, Path file) {
    try (var in = Files.newInputStream(file)) {
      return client.apiextensions().v1().customResourceDefinitions().load(in).item();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> yaml(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
