package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The operator's namespace, service account, roles and bindings as {@code deploy/} has them from
 * the chart; not what it gives to users.
 */
enum DeclaredRights {
  /** The chart as it comes: cluster roles. */
  CLUSTER_WIDE("install.yaml", "swarm-operator"),
  /** The chart for one namespace: roles in it. Another account than that of the whole cluster. */
  NAMESPACED("install-namespaced.yaml", "swarm-operator-namespaced");

  /** Name of the service account. */
  static final String ACCOUNT = "swarm-operator";

  private static final Path DEPLOY = Path.of("deploy");
  private static final Pattern RIGHTS =
      Pattern.compile("(?m)^kind: (Namespace|ServiceAccount|(Cluster)?Role(Binding)?)$");
  private static final String TO_USERS = "rbac.authorization.k8s.io/aggregate-to-";
  private static final String DECLARED_HOME = "swarm-operator";

  private final String file;
  private final String home;

  DeclaredRights(String file, String home) {
    this.file = file;
    this.home = home;
  }

  /** Those of the run: {@code -Drights=namespaced}, else {@code cluster-wide}. */
  static DeclaredRights ofTheRun() {
    String wish = System.getProperty("rights", "cluster-wide");
    return valueOf(wish.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The namespace of the service account. */
  String home() {
    return home;
  }

  /**
   * What the chart makes, for one who watches the client's namespace. Read anew each time: whoever
   * gets them may change them.
   */
  List<HasMetadata> read(KubernetesClient client) {
    try {
      List<HasMetadata> objects =
          Arrays.stream(Files.readString(DEPLOY.resolve(file)).split("\n---\n", -1))
              .filter(text -> RIGHTS.matcher(text).find() && !text.contains(TO_USERS))
              .map(text -> (HasMetadata) client.getKubernetesSerialization().unmarshal(text))
              .toList();
      objects.forEach(object -> move(object, client.getNamespace()));
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the namespaces of the manifest to those of the test. */
  private void move(HasMetadata object, String watched) {
    String namespace = object.getMetadata().getNamespace();
    if (object instanceof Namespace) {
      object.getMetadata().setName(home);
    } else if (DECLARED_HOME.equals(namespace)) {
      object.getMetadata().setNamespace(home);
    } else if (namespace != null) {
      object.getMetadata().setNamespace(watched);
    }
    if (object instanceof ClusterRoleBinding binding) {
      if (!home.equals(DECLARED_HOME)) {
        binding.getMetadata().setName(binding.getMetadata().getName() + "-namespaced");
      }
      settle(binding.getSubjects());
    } else if (object instanceof RoleBinding binding) {
      settle(binding.getSubjects());
    }
  }

  private void settle(List<Subject> subjects) {
    subjects.forEach(subject -> subject.setNamespace(home));
  }
}
