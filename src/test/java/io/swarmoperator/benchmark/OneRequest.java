package io.swarmoperator.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A program that does no more than ask an API server something, as a command at least must. */
final class OneRequest {
  private OneRequest() {}

  /**
   * Asks.
   *
   * @param args the address, the file of the authority to trust, and the token to show
   */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(args[0]).toURL().openConnection();
    connection.setSSLSocketFactory(trusting(Path.of(args[1])).getSocketFactory());
    connection.setRequestProperty("Authorization", "Bearer " + args[2]);
    try (InputStream answer = connection.getInputStream()) {
      System.out.write(answer.readAllBytes());
    }
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
      }
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
