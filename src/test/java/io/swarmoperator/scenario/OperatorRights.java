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
import io.swarmoperator.observe.Caches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A service account in a test's namespace with the roles of {@code deploy/rbac.yaml}, bound as for
 * an operator of one namespace. The operator under test has its token and nothing else, so a
 * missing verb fails a scenario.
 */
final class OperatorRights {
  private static final Path MANIFEST = Path.of("deploy/rbac.yaml");
  private static final String NAME = "swarm-operator";
  private static final String RBAC = "rbac.authorization.k8s.io";

  private OperatorRights() {}

  /** A client with the operator's rights in the namespace of the given one. */
  static KubernetesClient in(KubernetesClient admin) {
    String namespace = admin.getNamespace();
    roles(admin);
    admin
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(NAME).endMetadata().build())
        .serverSideApply();
    bind(admin, namespace);
    Config own =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(admin.getConfiguration().getMasterUrl())
            .withCaCertFile(admin.getConfiguration().getCaCertFile())
            .withCaCertData(admin.getConfiguration().getCaCertData())
            .withNamespace(namespace)
            .withOauthToken(token(admin))
            .withUserAgent(Caches.USER_AGENT)
            .build();
    return new KubernetesClientBuilder().withConfig(own).build();
  }

  private static void roles(KubernetesClient admin) {
    try (var in = Files.newInputStream(MANIFEST)) {
      for (HasMetadata object : admin.load(in).items()) {
        if (object instanceof ClusterRole) {
          admin.resource(object).forceConflicts().serverSideApply();
        }
      }
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

  private static String token(KubernetesClient admin) {
    TokenRequest request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build();
    return admin.serviceAccounts().withName(NAME).tokenRequest(request).getStatus().getToken();
  }
}
