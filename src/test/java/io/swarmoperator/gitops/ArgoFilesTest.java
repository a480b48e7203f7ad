package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one adds to Argo CD's configuration holds the scripts that the other tests run. */
class ArgoFilesTest {
  private static final Path FILE = ArgoScripts.DIRECTORY.resolve("argocd-cm.yaml");
  private static final String REGENERATE = "mvn -q test -Dtest=ArgoFilesTest -Dgitops.write=true";
  private static final List<String> ACTIONS = List.of("pause", "restart", "resume", "rollback");

  @Test
  void theConfigurationHoldsTheScripts() throws IOException {
    String expected = configuration();
    if (Boolean.getBoolean("gitops.write")) {
      Files.writeString(FILE, expected);
    }
    assertThat(FILE)
        .as("%s is out of date; regenerate it with\n\n  %s\n", FILE, REGENERATE)
        .hasContent(expected);
  }

  /** The keys are those that Argo CD reads for a kind of a group. */
  private static String configuration() throws IOException {
    StringBuilder actions = new StringBuilder("discovery.lua: |\n");
    actions.append(script("actions/discovery.lua").indent(2)).append("definitions:\n");
    for (String action : ACTIONS) {
      actions.append("  - name: ").append(action).append("\n    action.lua: |\n");
      actions.append(script("actions/" + action + ".lua").indent(6));
    }
    String key = "  resource.customizations.%s.swarmoperator.io_SwarmService: |\n";
    return """
        # Made of the scripts beside it. To be merged into Argo CD's own configuration:
        # kubectl patch configmap argocd-cm -n argocd --patch-file deploy/argocd/argocd-cm.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm
          labels:
            app.kubernetes.io/name: argocd-cm
            app.kubernetes.io/part-of: argocd
        data:
        """
        + key.formatted("health")
        + script("health.lua").indent(4)
        + key.formatted("actions")
        + actions.toString().indent(4);
  }

  private static String script(String name) throws IOException {
    return Files.readString(ArgoScripts.DIRECTORY.resolve(name));
  }
}
