package io.swarmoperator.chart;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.swarmoperator.observe.Caches;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.scenario.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The chart, installed. The pods of its Deployment are simulated; the operator is a process here,
 * with the arguments of the Deployment and the token of its service account and nothing else.
 */
final class Release implements AutoCloseable {
  static final String USER = "system:serviceaccount:swarm-operator:swarm-operator";

  private static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/instance", ChartCluster.NAME);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ChartCluster cluster;
  private OperatorProcess operator;

  Release(ChartCluster cluster) {
    this.cluster = cluster;
  }

  /** Runs helm install or upgrade and waits until the Deployment's pods are ready. */
  void helm(String verb, String... settings) {
    List<String> words = new ArrayList<>(List.of(verb, ChartCluster.NAME));
    words.add(ValuesFile.CHART.toString());
    words.addAll(List.of("--namespace", ChartCluster.NAME, "--wait", "--timeout", "2m"));
    words.addAll(Arrays.asList(settings));
    String unused = cluster.helm().succeed(words.toArray(String[]::new));
  }

  /** Returns what Helm says of it. */
  String uninstall() {
    return cluster
        .helm()
        .succeed("uninstall", ChartCluster.NAME, "--namespace", ChartCluster.NAME, "--wait");
  }

  /** Starts the operator and waits until it leads. */
  void start() {
    List<String> arguments = new ArrayList<>();
    for (String argument : declared()) {
      arguments.add(argument.startsWith("--http-port=") ? "--http-port=-1" : argument);
    }
    arguments.add("--kubeconfig=" + kubeconfig());
    operator = OperatorProcess.with(arguments);
    await("the operator leads").atMost(LIMIT).until(() -> output().contains("leading"));
  }

  /** A client that has the operator's token and nothing else. */
  KubernetesClient client() {
    Config config = Config.fromKubeconfig(kubeconfig().toFile());
    config.setUserAgent(Caches.USER_AGENT);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private List<String> declared() {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(ChartCluster.NAME)
        .withName(ChartCluster.NAME)
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getArgs();
  }

  /** All that the operator has printed. */
  String output() {
    return operator.output();
  }

  /** Stops the operator as the kubelet does. */
  void stop() throws InterruptedException {
    operator.terminate();
    int unused = operator.exitCode();
    operator.close();
  }

  /** What the API server says that the operator did. */
  AuditLog audit() {
    return AuditLog.of(cluster.auditLog(), USER);
  }

  /** What kubectl lists as the service account's rights in a namespace, a line for each. */
  List<String> rights(String namespace) {
    Commands.Result listed =
        cluster
            .kubectl(namespace)
            .run("--token=" + token(), "auth", "can-i", "--list", "--no-headers");
    return listed
        .out()
        .lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        // what everybody may: look at versions, health and discovery, and ask about himself
        .filter(line -> !line.startsWith("[") && !line.startsWith("selfsubject"))
        .sorted()
        .toList();
  }

  /** What the roles of the release grant the operator, each {@code group/resource verb}. */
  Set<String> granted() {
    Stream<PolicyRule> everywhere =
        cluster.client().rbac().clusterRoles().withLabels(LABELS).list().getItems().stream()
            .filter(role -> !isForUsers(role))
            // the API server has no list for one without rules, by which a second release is
            // refused
            .flatMap(role -> Stream.ofNullable(role.getRules()).flatMap(List::stream));
    Stream<PolicyRule> local =
        cluster
            .client()
            .rbac()
            .roles()
            .inAnyNamespace()
            .withLabels(LABELS)
            .list()
            .getItems()
            .stream()
            .flatMap(role -> role.getRules().stream());
    return Stream.concat(everywhere, local)
        .flatMap(Release::rights)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isForUsers(ClusterRole role) {
    return role.getMetadata().getLabels().keySet().stream()
        .anyMatch(label -> label.startsWith("rbac.authorization.k8s.io/aggregate-to-"));
  }

  private static Stream<String> rights(PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().map(r -> group + "/" + r))
        .flatMap(resource -> rule.getVerbs().stream().map(verb -> resource + " " + verb));
  }

  private Path kubeconfig() {
    KubernetesClient admin = cluster.client();
    String text =
        String.format(
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: operator, user: {token: "%s"}}]
            contexts: [{name: c, context: {cluster: c, user: operator, namespace: swarm-operator}}]
            current-context: c
            """,
            admin.getMasterUrl(), admin.getConfiguration().getCaCertFile(), token());
    try {
      return Files.writeString(cluster.directory().resolve("operator.kubeconfig"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String token() {
    TokenRequest request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build();
    return cluster
        .client()
        .serviceAccounts()
        .inNamespace(ChartCluster.NAME)
        .withName(ChartCluster.NAME)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
  }
}
