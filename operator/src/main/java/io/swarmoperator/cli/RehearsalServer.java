package io.swarmoperator.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Answers the requests of a rehearsed command with a list that has one of everything, so that all
 * is loaded that a command needs. It stands for no cluster and is gone at once.
 */
final class RehearsalServer implements AutoCloseable {
  private static final char[] PASSWORD = "rehearsal".toCharArray();
  private static final String ALIAS = "rehearsal";
  private static final String ANSWER =
      """
      {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": "1"}, "items": [
       {"metadata": {"name": "web", "namespace": "default", "uid": "0-1", "creationTimestamp": "2026-01-01T00:00:00Z",
         "labels": {"swarmoperator.io/service": "web", "swarmoperator.io/task": "zzzzy"}, "annotations": {}},
        "spec": {"mode": "replicated", "replicas": 1, "slot": 1, "attempt": 1, "revision": 1, "desiredState": "running",
         "template": {"image": "web:1", "args": [], "env": [{"name": "A", "value": "1"}],
          "placement": {"constraints": [], "preferences": [], "maxReplicasPerNode": 0}, "restartPolicy": {}},
         "updateConfig": {"parallelism": 1, "delay": "0s", "order": "stop-first", "failureAction": "pause", "monitor": "5s", "maxFailureRatio": 0},
         "endpoint": {"mode": "vip", "ports": [{"target": 80, "published": 80, "protocol": "tcp", "mode": "ingress"}]}},
        "status": {"state": "running", "runningAt": "2026-01-01T00:00:00.000000Z", "summary": "1/1", "currentRevision": 1,
         "update": {"state": "completed"}, "conditions": [{"type": "Ready", "status": "True"}]}}]}
      """;

  private final HttpsServer server;
  private final String certificate;

  private RehearsalServer(HttpsServer server, String certificate) {
    this.server = server;
    this.certificate = certificate;
  }

  /** Starts it with a certificate that the JDK's keytool makes. */
  static RehearsalServer start(Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore keys = keys(directory);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", RehearsalServer::answer);
    server.start();
    return new RehearsalServer(server, pem(keys.getCertificate(ALIAS)));
  }

  /** A kubeconfig that leads here. */
  String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        current-context: it
        contexts: [{name: it, context: {cluster: it, user: me}}]
        clusters: [{name: it, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
        users: [{name: me, user: {token: none}}]
        """
        .formatted(
            server.getAddress().getPort(),
            Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.UTF_8)));
  }

  private static KeyStore keys(Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = directory.resolve("keys");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD),
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
