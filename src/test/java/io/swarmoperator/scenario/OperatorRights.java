package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.swarmoperator.observe.Caches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A service account in a test's namespace with the roles of {@code deploy/rbac.yaml}, bound as for
 * an operator of one namespace. The operator under test has its token and nothing else, so a
 * missing verb fails a scenario.
 */
final class OperatorRights {
  static final Path MANIFEST = Path.of("deploy/rbac.yaml");

  /** Where the manifest has its service account and the lease. */
  static final String NAMESPACE = "swarm-operator";

  private static final String NAME = "swarm-operator";
  private static final String RBAC = "rbac.authorization.k8s.io";

  private OperatorRights() {}

  /** A client with the operator's rights in the namespace of the given one. */
  static KubernetesClient in(KubernetesClient admin) {
    return in(admin, new Interceptor() {});
  }

  /** The same, with an interceptor that sees all requests of the client. */
  static KubernetesClient in(KubernetesClient admin, Interceptor interceptor) {
    String namespace = admin.getNamespace();
    roles(admin);
    admin
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(NAME).endMetadata().build())
        .serverSideApply();
    bind(admin, namespace);
    return client(own(admin, namespace), interceptor);
  }

  /**
   * The whole manifest as it stands there, for an operator of all namespaces; away again when it is
   * closed, but for the roles, which other tests bind too.
   *
   * @param client with the rights of its service account
   */
  record Declared(KubernetesClient client, KubernetesClient admin, List<HasMetadata> objects)
      implements AutoCloseable {
    @Override
    public void close() {
      client.close();
      objects.stream()
          .filter(object -> !(object instanceof ClusterRole))
          .forEach(object -> asWritten(admin, object).delete());
    }
  }

  /** In its own namespace, not in the client's. */
  private static Resource<HasMetadata> asWritten(KubernetesClient admin, HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    NamespaceableResource<HasMetadata> resource = admin.resource(object);
    return namespace == null ? resource : resource.inNamespace(namespace);
  }

  /** Applies the whole manifest; an interceptor sees all requests of the client. */
  static Declared declared(KubernetesClient admin, Interceptor interceptor) {
    List<HasMetadata> objects = objects(admin);
    objects.forEach(object -> asWritten(admin, object).forceConflicts().serverSideApply());
    return new Declared(client(own(admin, NAMESPACE), interceptor), admin, objects);
  }

  private static KubernetesClient client(Config config, Interceptor interceptor) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("test", interceptor))
        .build();
  }

  private static Config own(KubernetesClient admin, String namespace) {
    return new ConfigBuilder()
        .withAutoConfigure(false)
        .withMasterUrl(admin.getConfiguration().getMasterUrl())
        .withCaCertFile(admin.getConfiguration().getCaCertFile())
        .withCaCertData(admin.getConfiguration().getCaCertData())
        .withNamespace(namespace)
        .withOauthToken(token(admin, namespace))
        .withUserAgent(Caches.USER_AGENT)
        .build();
  }

  private static void roles(KubernetesClient admin) {
    objects(admin).stream()
        .filter(ClusterRole.class::isInstance)
        .forEach(role -> admin.resource(role).forceConflicts().serverSideApply());
  }

  private static List<HasMetadata> objects(KubernetesClient admin) {
    try (var in = Files.newInputStream(MANIFEST)) {
      return admin.load(in).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bind(KubernetesClient admin, String namespace) {
    Subject subject =
        new SubjectBuilder()
            .withKind("ServiceAccount")
            .withName(NAME)
            .withNamespace(namespace)
            .build();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(RBAC, "ClusterRole", NAME)
                .withSubjects(subject)
                .build())
        .serverSideApply();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(NAME + "-nodes-" + namespace)
                .endMetadata()
                .withNewRoleRef(RBAC, "ClusterRole", NAME + "-nodes")
                .withSubjects(subject)
                .build())
        .serverSideApply();
  }

  private static String token(KubernetesClient admin, String namespace) {
    TokenRequest request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build();
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(NAME)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
