package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a command and the API server is told in words that a user knows. */
@ClusterTest
class UnansweredTest {
  @TempDir private Path directory;

  @Test
  void aCertificateOfAnotherAuthorityIsToldAsSuch(ControlPlane cluster) throws IOException {
    String server = read(cluster).getClusters().get(0).getCluster().getServer();

    assertThat(refusal(cluster, c -> c.setCertificateAuthority(null), u -> {}))
        .isEqualTo(
            "the certificate of the API server at %s/ isn't signed by an authority that the kubeconfig names (certificate-authority)"
                .formatted(server));
  }

  @Test
  void anAuthorityThatIsNoCertificateIsNamed(ControlPlane cluster) throws IOException {
    Path nonsense = Files.writeString(directory.resolve("authority"), "no certificate");

    assertThat(refusal(cluster, c -> c.setCertificateAuthority(nonsense.toString()), u -> {}))
        .isEqualTo("the kubeconfig's certificate-authority holds no certificate");
  }

  @Test
  void aFileThatIsMissingIsNamed(ControlPlane cluster) throws IOException {
    Path certificate = Files.writeString(directory.resolve("certificate"), "");
    Path missing = directory.resolve("no-such-key");

    assertThat(
            refusal(
                cluster,
                c -> {},
                user -> {
                  user.setClientCertificate(certificate.toString());
                  user.setClientKey(missing.toString());
                }))
        .startsWith("a file that the kubeconfig names isn't there: " + missing);
  }

  /** Such as the page of a proxy that asks for a login. */
  @Test
  void whatIsNoApiServerIsToldAsSuch(ControlPlane cluster) throws IOException {
    HttpServer page =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] text = "<html>please log in</html>".getBytes(StandardCharsets.UTF_8);
    page.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    page.start();
    try {
      String address = "http://127.0.0.1:" + page.getAddress().getPort();
      assertThat(refusal(cluster, c -> c.setServer(address), u -> {}))
          .isEqualTo("what answers at " + address + "/ is no API server");
    } finally {
      page.stop(0);
    }
  }

  /** What {@code swarm ls} says with a kubeconfig that differs in something. */
  private String refusal(ControlPlane cluster, Consumer<Cluster> other, Consumer<AuthInfo> user)
      throws IOException {
    Config config = read(cluster);
    Cluster declared = config.getClusters().get(0).getCluster();
    declared.setCertificateAuthorityData(null);
    declared.setInsecureSkipTlsVerify(null);
    other.accept(declared);
    user.accept(config.getUsers().get(0).getUser());
    Path kubeconfig =
        Files.writeString(directory.resolve("kubeconfig"), Serialization.asYaml(config));
    return Swarm.sentence(Swarm.plain("ls", "--kubeconfig", kubeconfig.toString()));
  }

  private static Config read(ControlPlane cluster) throws IOException {
    return Serialization.unmarshal(Files.readString(cluster.kubeconfig()), Config.class);
  }
}
