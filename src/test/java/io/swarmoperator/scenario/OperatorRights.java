package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.swarmoperator.observe.Caches;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an operator under test may do: it has the token of the service account that the chart makes,
 * with the roles that the chart makes, and nothing else. So a missing verb fails a scenario.
 */
final class OperatorRights {
  /** Longer than any run of the tests. */
  private static final long TOKEN_SECONDS = Duration.ofHours(12).toSeconds();

  /** The tokens of the accounts that were made, by cluster and namespace. */
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  private OperatorRights() {}

  /**
   * A client with the operator's rights, in the namespace of the given one.
   *
   * @param interceptors that see all requests of the client
   */
  static KubernetesClient in(
      KubernetesClient admin, DeclaredRights rights, Interceptor... interceptors) {
    Config config = own(admin, token(admin, rights));
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            b -> {
              for (Interceptor interceptor : interceptors) {
                b.addOrReplaceInterceptor(interceptor.getClass().getName(), interceptor);
              }
            })
        .build();
  }

  /** The text of a kubeconfig with the operator's rights. */
  static String kubeconfig(KubernetesClient admin) {
    String authority =
        Optional.ofNullable(admin.getConfiguration().getCaCertFile())
            .map(file -> "certificate-authority: \"" + file + '"')
            .orElseGet(
                () ->
                    "certificate-authority-data: \""
                        + admin.getConfiguration().getCaCertData()
                        + '"');
    return String.format(
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", %s}}]
        users: [{name: operator, user: {token: "%s"}}]
        contexts: [{name: c, context: {cluster: c, user: operator, namespace: "%s"}}]
        current-context: c
        """,
        admin.getMasterUrl(),
        authority,
        token(admin, DeclaredRights.ofTheRun()),
        admin.getNamespace());
  }

  private static Config own(KubernetesClient admin, String token) {
    return new ConfigBuilder()
        .withAutoConfigure(false)
        .withMasterUrl(admin.getConfiguration().getMasterUrl())
        .withCaCertFile(admin.getConfiguration().getCaCertFile())
        .withCaCertData(admin.getConfiguration().getCaCertData())
        .withNamespace(admin.getNamespace())
        .withOauthToken(token)
        .withUserAgent(Caches.USER_AGENT)
        .build();
  }

  /** The whole cluster's are made once, those of a namespace once for each. */
  private static String token(KubernetesClient admin, DeclaredRights rights) {
    String cluster = admin.getMasterUrl() + " " + rights;
    String place = rights == DeclaredRights.NAMESPACED ? " " + admin.getNamespace() : "";
    return TOKENS.computeIfAbsent(cluster + place, key -> install(admin, rights));
  }

  /** The client's own namespace would take the place of that of the object. */
  private static Resource<HasMetadata> resource(KubernetesClient admin, HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return namespace == null
        ? admin.resource(object)
        : admin.resource(object).inNamespace(namespace);
  }

  private static String install(KubernetesClient admin, DeclaredRights rights) {
    for (HasMetadata object : rights.read(admin)) {
      HasMetadata unused = resource(admin, object).forceConflicts().serverSideApply();
    }
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_SECONDS)
            .endSpec()
            .build();
    return admin
        .serviceAccounts()
        .inNamespace(rights.home())
        .withName(DeclaredRights.ACCOUNT)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
