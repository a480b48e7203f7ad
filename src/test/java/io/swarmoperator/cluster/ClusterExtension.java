package io.swarmoperator.cluster;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.ControlPlaneException;
import io.swarmoperator.sandbox.ControlPlanes;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import java.lang.annotation.Annotation;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives {@link ClusterTest} classes their control plane: started by the first test that needs it,
 * closed when the run ends.
 */
final class ClusterExtension
    implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ClusterExtension.class);

  private static final Set<Class<?>> PARAMETERS =
      Set.of(
          KubernetesClient.class,
          Kubectl.class,
          String.class,
          ControlPlane.class,
          FailableNodes.class);

  /** What the tests can run on, or why they can't; found out once in a run. */
  private record Backend(ControlPlanes.Kind kind, String whyNone) {

    static Backend find() {
      try {
        return new Backend(Cluster.kind(), "");
      } catch (ControlPlaneException e) {
        return new Backend(null, e.getMessage() + " The tests take SWARM_TEST_KUBECONFIG=FILE.");
      }
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    var backend = backend(context);
    if (backend.kind() == null) {
      return ConditionEvaluationResult.disabled(backend.whyNone());
    }
    if (backend.kind() != ControlPlanes.Kind.TEST_CLUSTER && has(context, FailsNodes.class)) {
      return ConditionEvaluationResult.disabled(
          "needs nodes that can be stopped at will, which only the test cluster has");
    }
    return ConditionEvaluationResult.enabled("runs on " + backend.kind());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (has(context, FailsNodes.class) || has(context, ChangesNodes.class)) {
      var cluster = cluster(context);
      context
          .getStore(STORE)
          .put(NodeSnapshot.class, NodeSnapshot.take(cluster.client(), cluster.controlPlane()));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    // The namespace goes first, so that nothing reacts to the nodes' return.
    var namespace = context.getStore(STORE).remove(TestNamespace.class, TestNamespace.class);
    if (namespace != null) {
      namespace.close();
    }
    var nodes = context.getStore(STORE).remove(NodeSnapshot.class, NodeSnapshot.class);
    if (nodes != null) {
      nodes.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.contains(parameter.getParameter().getType())
        && parameter.getDeclaringExecutable() instanceof java.lang.reflect.Method
        && parameter.getParameter().getAnnotations().length == 0;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == ControlPlane.class || type == FailableNodes.class) {
      return cluster(context).controlPlane();
    }
    var namespace = namespace(context);
    if (type == String.class) {
      return namespace.name();
    }
    return type == Kubectl.class
        ? new Kubectl(cluster(context).controlPlane(), namespace.name())
        : namespace.client();
  }

  private static boolean has(ExtensionContext context, Class<? extends Annotation> annotation) {
    return isAnnotated(context.getElement(), annotation)
        || isAnnotated(context.getTestClass(), annotation)
        || context.getEnclosingTestClasses().stream().anyMatch(c -> isAnnotated(c, annotation));
  }

  private static Backend backend(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(Backend.class, key -> Backend.find(), Backend.class);
  }

  private static Cluster cluster(ExtensionContext context) {
    var kind = backend(context).kind();
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(Cluster.class, key -> Cluster.start(kind), Cluster.class);
  }

  private static TestNamespace namespace(ExtensionContext context) {
    var client = cluster(context).client();
    return context
        .getStore(STORE)
        .getOrComputeIfAbsent(
            TestNamespace.class, key -> TestNamespace.create(client), TestNamespace.class);
  }
}
