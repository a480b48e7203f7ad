package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operator's namespace, service account, roles and bindings as {@code deploy/install.yaml} has
 * them from the chart; not what it gives to users.
 */
final class DeclaredRights {
  private static final Path MANIFEST = Path.of("deploy/install.yaml");
  private static final Pattern RIGHTS =
      Pattern.compile("(?m)^kind: (Namespace|ServiceAccount|(Cluster)?Role(Binding)?)$");
  private static final String TO_USERS = "rbac.authorization.k8s.io/aggregate-to-";

  private DeclaredRights() {}

  /** Read anew each time: whoever gets them may change them. */
  static List<HasMetadata> read(KubernetesClient client) {
    try {
      String rights =
          Arrays.stream(Files.readString(MANIFEST).split("\n---\n", -1))
              .filter(text -> RIGHTS.matcher(text).find() && !text.contains(TO_USERS))
              .collect(Collectors.joining("\n---\n"));
      return client.load(new ByteArrayInputStream(rights.getBytes(StandardCharsets.UTF_8))).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
