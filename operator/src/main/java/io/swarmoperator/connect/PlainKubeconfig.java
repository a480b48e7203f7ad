package io.swarmoperator.connect;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a kubeconfig whose cluster has an address and an authority, and whose user has a token or a
 * certificate. The client reads every kubeconfig, but by classes that it inspects first, which
 * takes a third of a command's time. What holds anything else is left to it.
 */
public final class PlainKubeconfig {
  private static final Set<String> CLUSTER =
      Set.of("server", "certificate-authority", "certificate-authority-data");
  private static final Set<String> USER =
      Set.of(
          "token",
          "client-certificate",
          "client-certificate-data",
          "client-key",
          "client-key-data");
  private static final Set<String> CONTEXT = Set.of("cluster", "user", "namespace");

  private final File file;

  private PlainKubeconfig(File file) {
    this.file = file;
  }

  /**
   * The cluster and user of a context.
   *
   * @param context empty for the file's current one
   * @return empty when the file holds more than this class knows, or not what is asked for
   */
  public static Optional<Config> read(File file, Optional<String> context) {
    try (InputStream in = Files.newInputStream(file.toPath())) {
      Object document = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return document instanceof Map<?, ?> map
          ? new PlainKubeconfig(file).config(map, context)
          : Optional.empty();
    } catch (IOException | YamlEngineException e) {
      // the client says what is wrong with it
      return Optional.empty();
    }
  }

  private Optional<Config> config(Map<?, ?> document, Optional<String> wanted) {
    String name = wanted.orElseGet(() -> text(document, "current-context"));
    return entry(document, "contexts", "context", name, CONTEXT)
        .flatMap(
            context ->
                entry(document, "clusters", "cluster", text(context, "cluster"), CLUSTER)
                    .flatMap(
                        cluster ->
                            entry(document, "users", "user", text(context, "user"), USER)
                                .map(user -> config(context, cluster, user))));
  }

  private Config config(Map<?, ?> context, Map<?, ?> cluster, Map<?, ?> user) {
    String key = path(user, "client-key");
    String keyData = text(user, "client-key-data");
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(text(cluster, "server"))
        .withCaCertFile(path(cluster, "certificate-authority"))
        .withCaCertData(text(cluster, "certificate-authority-data"))
        .withAutoOAuthToken(text(user, "token"))
        .withClientCertFile(path(user, "client-certificate"))
        .withClientCertData(text(user, "client-certificate-data"))
        .withClientKeyFile(key)
        .withClientKeyData(keyData)
        .withClientKeyAlgo(Config.getKeyAlgorithm(key, keyData))
        .withNamespace(text(context, "namespace"))
        .build();
  }

  /** What a list holds under a name, when its fields are among those that are known, and texts. */
  private static Optional<Map<?, ?>> entry(
      Map<?, ?> document, String list, String kind, String name, Set<String> known) {
    List<?> entries = document.get(list) instanceof List<?> found ? found : List.of();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> map
          && map.get("name") instanceof String called
          && called.equals(name)) {
        return map.get(kind) instanceof Map<?, ?> fields && plain(fields, known)
            ? Optional.of(fields)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean plain(Map<?, ?> fields, Set<String> known) {
    return fields.entrySet().stream()
        .allMatch(e -> known.contains(e.getKey()) && e.getValue() instanceof String);
  }

  private static String text(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  /** Paths are relative to the file. */
  private String path(Map<?, ?> fields, String name) {
    String path = text(fields, name);
    return path == null ? null : file.toPath().resolveSibling(path).toAbsolutePath().toString();
  }
}
