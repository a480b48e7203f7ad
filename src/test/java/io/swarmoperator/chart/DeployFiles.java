package io.swarmoperator.chart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The plain manifests of {@code deploy/}: what the chart renders, without what only Helm reads. The
 * base of kustomize is what both ways of watching have in common, its overlays are the rest.
 */
final class DeployFiles {
  static final Path DEPLOY = Path.of("deploy");
  static final Path BASE = DEPLOY.resolve("kustomize/base");
  static final Path OVERLAYS = DEPLOY.resolve("kustomize/overlays");

  /** The namespace that the manifests for one namespace watch, until somebody changes it. */
  static final String WATCHED = "default";

  private static final String NAMESPACE =
      """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: swarm-operator
        labels:
          pod-security.kubernetes.io/enforce: restricted
      """;

  private static final Pattern HELMS_OWN =
      Pattern.compile(
          "(?m)^ *(helm\\.sh/(chart|resource-policy)|app\\.kubernetes\\.io/managed-by): .*\n");

  private final String head;
  private final Map<Path, String> files = new LinkedHashMap<>();

  private DeployFiles(String head) {
    this.head = head;
  }

  /**
   * Every file with its content.
   *
   * @param regenerate the command that writes them
   */
  static Map<Path, String> of(Helm helm, String regenerate) {
    List<String> clusterWide = render(helm);
    List<String> namespaced = render(helm, "--set", "watch.namespaces={" + WATCHED + "}");
    DeployFiles deploy =
        new DeployFiles(
            "# Generated from helm/swarm-operator; regenerate with\n# " + regenerate + "\n");
    deploy.write(clusterWide, namespaced);
    return deploy.files;
  }

  private static List<String> render(Helm helm, String... settings) {
    List<String> documents = new ArrayList<>(List.of(NAMESPACE));
    String rendered = HELMS_OWN.matcher(helm.template(settings)).replaceAll("");
    documents.addAll(Documents.texts(rendered));
    return documents;
  }

  private void write(List<String> clusterWide, List<String> namespaced) {
    Predicate<String> definition = is("CustomResourceDefinition");
    Predicate<String> deployment = is("Deployment");
    Predicate<String> common = deployment.or(namespaced::contains).and(clusterWide::contains);
    put(DEPLOY.resolve("crds.yaml"), clusterWide.stream().filter(definition).toList());
    put(DEPLOY.resolve("install.yaml"), clusterWide);
    put(DEPLOY.resolve("install-namespaced.yaml"), namespaced);
    put(BASE.resolve("crds.yaml"), clusterWide.stream().filter(definition).toList());
    put(
        BASE.resolve("operator.yaml"),
        clusterWide.stream().filter(common.and(definition.negate())).toList());
    put(
        OVERLAYS.resolve("cluster-wide/rights.yaml"),
        clusterWide.stream().filter(common.negate()).toList());
    put(
        OVERLAYS.resolve("namespaced/rights.yaml"),
        namespaced.stream().filter(common.or(deployment).negate()).toList());
  }

  private static Predicate<String> is(String kind) {
    return text -> text.contains("\nkind: " + kind + "\n");
  }

  private void put(Path file, List<String> documents) {
    files.put(file, head + "---\n" + String.join("---\n", documents));
  }
}
