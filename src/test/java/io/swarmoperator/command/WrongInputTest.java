package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.ControlPlanes;
import io.swarmoperator.sandbox.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be done is told in one sentence, with exit code 1. */
@ClusterTest
class WrongInputTest {
  private static final String SERVICE =
      "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: %s}\nspec: {mode:"
          + " %s, template: {image: app}}\n";

  private static final String CONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: guest
      contexts: [{name: guest, context: {cluster: it, user: guest}}]
      clusters: [{name: it, cluster: {server: "%s", certificate-authority%s: "%s"}}]
      users: [{name: guest, user: {token: "%s"}}]
      """;

  @Test
  @Difference("D130")
  void aServiceThatIsntThereIsNamed(KubernetesClient client, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    for (String command : new String[] {"inspect", "ps"}) {
      assertThat(swarm.fails(command, "nope")).as(command).isEqualTo("no such service: nope");
    }
    assertThat(swarm.run("inspect", "nope").out()).as("s24f").isEqualTo("[]\n");
    for (String command : new String[] {"rm", "rollback", "history", "pause", "resume"}) {
      assertThat(swarm.fails(command, "nope")).as(command).isEqualTo("service nope not found");
    }
    assertThat(swarm.fails("update", "nope", "--image", "app:2"))
        .isEqualTo("service nope not found");
    assertThat(swarm.fails("logs", "nope")).isEqualTo("no such task or service: nope");
    assertThat(
            Swarm.sentence(
                Swarm.plain(
                    "logs", "-n", "20", "ping", "--kubeconfig", cluster.kubeconfig().toString())))
        .as("docker's -n")
        .isEqualTo(
            "no such task or service: ping in namespace 20; the last 20 lines are --tail 20");
    assertThat(swarm.fails("scale", "nope=2")).isEqualTo("nope: service nope not found");
    assertThat(swarm.fails("inspect", "../nodes")).isEqualTo("no such service: ../nodes");
    assertThat(swarm.fails("node", "drain", "nope")).isEqualTo("node nope not found");
    for (String no : new String[] {"", "a b", "n1/status", ".."}) {
      assertThat(swarm.fails("node", "drain", no)).isEqualTo("node " + no + " not found");
    }
    for (String no : new String[] {"", "a/b", "../x", "Foo Bar"}) {
      assertThat(
              Swarm.sentence(
                  Swarm.plain("ls", "-n", no, "--kubeconfig=" + cluster.kubeconfig().toString())))
          .isEqualTo("no namespace can be called '" + no + "'");
    }
  }

  @Test
  void ofTwoServicesTheOneThatIsThereIsServed(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    apply(kubectl, "ping", "replicated");
    for (String[] command :
        new String[][] {
          {"inspect", "nope", "ping"}, {"ps", "nope", "ping"}, {"rm", "nope", "ping"}
        }) {
      Swarm.Result result = swarm.run(command);
      assertThat(Swarm.sentence(result))
          .isEqualTo(command[0].equals("rm") ? "service nope not found" : "no such service: nope");
      assertThat(result.out()).isNotEmpty();
    }
    apply(kubectl, "ping", "replicated");
    Swarm.Result scaled = swarm.run("scale", "-d", "nope=1", "ping=2", "ping2=x");
    assertThat(scaled.out()).isEqualTo("ping scaled to 2\n");
    assertThat(Swarm.sentence(scaled))
        .isEqualTo("nope: service nope not found; ping2: invalid replicas value x");
  }

  @Test
  void whatTheServerRefusesOneServiceItsNeighbourGets(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    apply(kubectl, "ping", "replicated");
    apply(kubectl, "pong", "replicated");
    assertThat(swarm.fails("update", "-d", "ping", "--update-order", "x"))
        .as("without what else the API server has to say of the object")
        .endsWith(
            "is invalid: spec.updateConfig.order: Unsupported value: \"x\": supported values:"
                + " \"start-first\", \"stop-first\"");
    Swarm.Result scaled = swarm.run("scale", "-d", "ping=200000000", "pong=2");
    assertThat(scaled.out()).isEqualTo("pong scaled to 2\n");
    assertThat(Swarm.sentence(scaled)).startsWith("ping: ").contains("spec.replicas");
  }

  @Test
  void argumentsThatMakeNoSenseAreRefused(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    apply(kubectl, "agent", "global");
    assertThat(swarm.fails("scale", "a"))
        .isEqualTo("invalid scale specifier 'a': it must be SERVICE=REPLICAS");
    assertThat(swarm.fails("scale", "a=")).startsWith("invalid scale specifier 'a='");
    assertThat(swarm.fails("scale", "a=-1")).isEqualTo("a: invalid replicas value -1");
    assertThat(swarm.fails("scale", "agent=2", "-d"))
        .isEqualTo("agent: scale can only be used with replicated or replicated-job mode");
    assertThat(swarm.fails("update", "-d", "agent", "--update-max-failure-ratio", "NaN"))
        .isEqualTo("--update-max-failure-ratio: must be a number from 0 to 1");
    assertThat(swarm.fails("update", "agent"))
        .isEqualTo(
            "there is nothing to update; a paused update goes on by swarm resume agent; see swarm"
                + " update --help");
    assertThat(swarm.fails("update", "agent", "--rollback", "--force"))
        .isEqualTo("other flags may not be combined with --rollback");
    assertThat(swarm.fails("rollback", "agent"))
        .isEqualTo("service agent does not have a previous revision");
    assertThat(swarm.fails("rollback", "agent", "--to", "7"))
        .isEqualTo("service agent has no revision 7; see swarm history agent");
    assertThat(swarm.fails("rollback", "agent", "--to", "x"))
        .startsWith("Invalid value for option '--to'")
        .endsWith("; see swarm rollback --help");
    assertThat(swarm.fails("ps", "-A", "agent"))
        .isEqualTo("-A lists the tasks of all services and takes no names");
    assertThat(swarm.fails("inspect", "--pretty", "-o", "json", "agent"))
        .isEqualTo("--pretty and --output exclude each other");
    assertThat(swarm.fails("logs", "--since", "soon", "agent"))
        .startsWith("--since: soon is neither");
    assertThat(swarm.fails("logs", "--tail", "few", "agent"))
        .isEqualTo("--tail: few is neither a number nor all");
    assertThat(swarm.fails("ls", "--colour"))
        .isEqualTo("unknown option --colour of swarm ls; see swarm ls --help");
    for (String command : new String[] {"ls", "ps", "node"}) {
      String[] list = command.equals("node") ? new String[] {"node", "ls"} : new String[] {command};
      assertThat(swarm.fails(with(list, "-q", "-o", "wide")))
          .isEqualTo("--quiet and --output exclude each other");
      assertThat(swarm.fails(with(list, "-f", "colour=red")))
          .startsWith("invalid filter 'colour=red': it must be KEY=VALUE with a key of ");
    }
    assertThat(swarm.fails("ls", "-f", "name"))
        .isEqualTo(
            "invalid filter 'name': it must be KEY=VALUE with a key of id, label, mode, name");
    assertThat(swarm.fails("inspect")).startsWith("Missing required parameter: 'SERVICE'");
    assertThat(Swarm.sentence(Swarm.plain("node")))
        .startsWith("swarm node needs one of: ls, drain, pause, activate");
  }

  @Test
  void aKubeconfigThatDoesntFitIsRefused(ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    String kubeconfig = cluster.kubeconfig().toString();
    assertThat(Swarm.sentence(Swarm.plain("ls", "--kubeconfig", "/no/such/file")))
        .isEqualTo("--kubeconfig: there is no file /no/such/file");
    assertThat(
            Swarm.sentence(Swarm.plain("ls", "--kubeconfig", kubeconfig, "--context", "elsewhere")))
        .startsWith("there is no context elsewhere; the kubeconfig has: ");
    Path nonsense = Files.writeString(directory.resolve("nonsense"), "{{{");
    assertThat(Swarm.sentence(Swarm.plain("ls", "--kubeconfig", nonsense.toString())))
        .isEqualTo("--kubeconfig: " + nonsense + " is no kubeconfig");
    Path nowhere = Files.writeString(directory.resolve("nowhere"), server("http://127.0.0.1:1"));
    assertThat(Swarm.sentence(Swarm.plain("ls", "--kubeconfig", nowhere.toString())))
        .startsWith("the API server at http://127.0.0.1:1/ can't be reached")
        .doesNotContain("directory");
    Path unknown = Files.writeString(directory.resolve("unknown"), server("http://no.invalid"));
    assertThat(Swarm.sentence(Swarm.plain("ls", "--kubeconfig", unknown.toString())))
        .isEqualTo(
            "the API server at http://no.invalid/ has no address here; name a cluster by"
                + " --kubeconfig or KUBECONFIG");
  }

  /** With a certificate that isn't there a connection isn't even tried. */
  private static String server(String address) {
    return CONFIG
        .formatted(address, "", "x", "secret")
        .replace(", certificate-authority: \"x\"", "");
  }

  @Test
  void aClusterWithoutTheDefinitionsIsToldHowToGetThem(ControlPlane another) {
    assertThat(another.kubeconfig()).exists();
    Path home = Path.of("").toAbsolutePath();
    try (ControlPlane bare =
        ControlPlanes.open(ControlPlanes.Kind.TEST_CLUSTER, ControlPlanes.Wish.anything(0), home)) {
      Swarm swarm = new Swarm(bare.kubeconfig(), "default");
      for (String[] command :
          new String[][] {
            {"ls"},
            {"ps"},
            {"ls", "-o", "json"},
            {"inspect", "ping"},
            {"logs", "ping"},
            {"scale", "ping=2"}
          }) {
        assertThat(swarm.fails(command))
            .as(String.join(" ", command))
            .endsWith(
                "the cluster doesn't know swarmservices; they come with the operator's chart, or by:"
                    + " swarm crds | kubectl apply --server-side -f -");
      }
    }
  }

  @Test
  void whoLacksRightsIsToldWhichRoleHasThem(
      KubernetesClient client, Kubectl kubectl, @TempDir Path directory) throws IOException {
    apply(kubectl, "ping", "replicated");
    assertThat(kubectl.run("create", "serviceaccount", "guest").exitCode()).isZero();
    Path kubeconfig = as("guest", client, directory);
    Swarm swarm = new Swarm(kubeconfig, client.getNamespace());
    String namespace = client.getNamespace();
    assertThat(swarm.fails("ls"))
        .startsWith("swarmservices.swarmoperator.io is forbidden: User")
        .contains(
            "; ask for a RoleBinding to the ClusterRole view in namespace "
                + namespace
                + ", to which the chart adds this");
    assertThat(Swarm.sentence(Swarm.plain("ls", "-A", "--kubeconfig", kubeconfig.toString())))
        .contains(
            "at the cluster scope; ask for a ClusterRoleBinding to the ClusterRole view, to which");
    for (String[] command : new String[][] {{"node", "ls"}, {"node", "drain", "n1"}}) {
      assertThat(swarm.fails(command))
          .startsWith("nodes ")
          .endsWith(
              "; no role of the chart has rights on nodes: ask for a ClusterRole that may list nodes,"
                  + " and get and patch them to drain, pause or activate");
    }
  }

  /** The kubeconfig of a service account. */
  static Path as(String account, KubernetesClient client, Path directory) throws IOException {
    String token =
        client
            .serviceAccounts()
            .withName(account)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(3600L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    Config config = client.getConfiguration();
    boolean inline = config.getCaCertData() != null;
    return Files.writeString(
        directory.resolve("guest"),
        CONFIG.formatted(
            config.getMasterUrl(),
            inline ? "-data" : "",
            inline ? config.getCaCertData() : config.getCaCertFile(),
            token));
  }

  private static String[] with(String[] command, String... options) {
    return Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
  }

  private static void apply(Kubectl kubectl, String name, String mode) {
    assertThat(kubectl.pipe(SERVICE.formatted(name, mode), "apply", "-f", "-").exitCode()).isZero();
  }
}
