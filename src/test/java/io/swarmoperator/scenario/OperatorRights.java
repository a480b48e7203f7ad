package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.swarmoperator.observe.Caches;

/**
 * A service account in a test's namespace with the roles of the chart, as {@code deploy/} has them,
 * bound as for an operator of one namespace. The operator under test has its token and nothing
 * else, so a missing verb fails a scenario.
 */
final class OperatorRights {
  private static final String NAME = "swarm-operator";

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
    DeclaredRights.read(admin).stream()
        .filter(ClusterRole.class::isInstance)
        .forEach(role -> admin.resource(role).forceConflicts().serverSideApply());
  }

  private static void bind(KubernetesClient admin, String namespace) {
    Subject subject =
        new SubjectBuilder()
            .withKind("ServiceAccount")
            .withName(NAME)
            .withNamespace(namespace)
            .build();
    for (HasMetadata object : DeclaredRights.read(admin)) {
      if (object instanceof ClusterRoleBinding declared) {
        admin.resource(bound(declared.getRoleRef(), subject)).serverSideApply();
      }
    }
  }

  /** Nodes belong to no namespace. */
  private static HasMetadata bound(RoleRef role, Subject subject) {
    if (role.getName().equals(NAME + "-nodes")) {
      return new ClusterRoleBindingBuilder()
          .withNewMetadata()
          .withName(role.getName() + "-" + subject.getNamespace())
          .endMetadata()
          .withRoleRef(role)
          .withSubjects(subject)
          .build();
    }
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(role.getName())
        .withNamespace(subject.getNamespace())
        .endMetadata()
        .withRoleRef(role)
        .withSubjects(subject)
        .build();
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
