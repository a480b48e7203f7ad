package io.swarmoperator.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read here is what the client reads; what isn't is left to it. */
class PlainKubeconfigTest {
  private static final String PLAIN =
      """
      apiVersion: v1
      kind: Config
      current-context: shop
      contexts:
      - {name: lab, context: {cluster: lab, user: guest}}
      - {name: shop, context: {cluster: shop, user: me, namespace: till}}
      clusters:
      - {name: lab, cluster: {server: "http://lab:1"}}
      - {name: shop, cluster: {server: "https://shop:6443", certificate-authority: pki/ca.crt}}
      users:
      - {name: me, user: {client-certificate: pki/me.crt, client-key: /etc/me.key}}
      - {name: guest, user: {token: secret, client-certificate-data: YQ==, client-key-data: Yg==}}
      """;

  @TempDir private Path directory;

  @Test
  void readsWhatTheClientReads() throws IOException {
    for (String context : new String[] {"shop", "lab"}) {
      assertThat(read(PLAIN, context))
          .get()
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .comparingOnlyFields(
              "masterUrl",
              "namespace",
              "caCertFile",
              "caCertData",
              "clientCertFile",
              "clientCertData",
              "clientKeyFile",
              "clientKeyData",
              "autoOAuthToken",
              "trustCerts",
              "tlsVersions",
              "connectionTimeout")
          .isEqualTo(Config.fromKubeconfig(context, file(PLAIN).toFile()));
    }
    assertThat(PlainKubeconfig.read(file(PLAIN).toFile(), Optional.empty()))
        .get()
        .extracting(Config::getMasterUrl, Config::getNamespace, Config::getCaCertFile)
        .containsExactly("https://shop:6443/", "till", directory + "/pki/ca.crt");
  }

  @Test
  void leavesAllElseToTheClient() throws IOException {
    assertThat(read(PLAIN, "elsewhere")).isEmpty();
    assertThat(read("{{{", "shop")).isEmpty();
    assertThat(read("", "shop")).isEmpty();
    assertThat(read(PLAIN.replace("pki/ca.crt", "pki/ca.crt, proxy-url: 'http://p'"), "shop"))
        .isEmpty();
    assertThat(
            read(PLAIN.replace("pki/ca.crt", "pki/ca.crt, insecure-skip-tls-verify: true"), "shop"))
        .isEmpty();
    assertThat(
            read(PLAIN.replace("user: {token: secret", "user: {exec: {command: get-token}"), "lab"))
        .isEmpty();
    assertThat(read(PLAIN.replace("user: guest}", "user: nobody}"), "lab")).isEmpty();
  }

  private Optional<Config> read(String text, String context) throws IOException {
    return PlainKubeconfig.read(file(text).toFile(), Optional.of(context));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("config"), text);
  }
}
