package io.swarmoperator.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.CustomResources;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.sandbox.RealNodesControlPlane;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives {@link RealNodesTest} classes their nodes: started by the first test, closed at the end.
 */
final class RealNodesExtension implements ExecutionCondition, AfterEachCallback, ParameterResolver {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(RealNodesExtension.class);
  private static final int NODES = 2;
  private static final Set<Class<?>> PARAMETERS =
      Set.of(KubernetesClient.class, Kubectl.class, ControlPlane.class);

  /** The one set of real nodes of a test run. */
  private static final class RealCluster implements AutoCloseable {
    final RealNodesControlPlane controlPlane;
    final KubernetesClient client;

    RealCluster() {
      controlPlane = RealNodesControlPlane.start(home(), NODES);
      var config = Config.fromKubeconfig(controlPlane.kubeconfig().toFile());
      client = new KubernetesClientBuilder().withConfig(config).build();
      CustomResources.install(client);
    }

    @Override
    public void close() {
      client.close();
      controlPlane.close();
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /**
   * The nodes, or what this machine lacks for them; found out once in a run. A machine that lacks
   * nothing must run them: what keeps them from starting fails the tests that need them.
   */
  private record Found(RealCluster cluster, String whyNone) implements AutoCloseable {

    static Found look() {
      String lacking = RealNodesControlPlane.lacking(home());
      return lacking.isEmpty() ? new Found(new RealCluster(), "") : new Found(null, lacking);
    }

    @Override
    public void close() {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return condition(context);
  }

  /** Whether the machine runs real nodes. */
  static ConditionEvaluationResult condition(ExtensionContext context) {
    Found found = found(context);
    return found.cluster() == null
        ? ConditionEvaluationResult.disabled(found.whyNone())
        : ConditionEvaluationResult.enabled("runs on real nodes");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RealCluster cluster = found(context).cluster();
    TestNamespace namespace =
        context
            .getStore(STORE)
            .getOrComputeIfAbsent(
                TestNamespace.class,
                key -> TestNamespace.create(cluster.client),
                TestNamespace.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == ControlPlane.class) {
      return cluster.controlPlane;
    }
    return type == Kubectl.class
        ? new Kubectl(cluster.controlPlane, namespace.name())
        : namespace.client();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var namespace = context.getStore(STORE).remove(TestNamespace.class, TestNamespace.class);
    if (namespace != null) {
      namespace.close();
    }
  }

  /** Takes the nodes away; the next that asks for them gets others. */
  static void takeAway(ExtensionContext context) {
    Found found = context.getRoot().getStore(STORE).remove(Found.class, Found.class);
    if (found != null) {
      found.close();
    }
  }

  private static Found found(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(Found.class, key -> Found.look(), Found.class);
  }
}
