package io.swarmoperator.chart;

import io.swarmoperator.sandbox.Machine;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives {@link ChartTest} classes Helm and, when they ask for it, a cluster until their end. */
final class ChartExtension implements ExecutionCondition, BeforeAllCallback, ParameterResolver {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ChartExtension.class);

  /** The cluster of a class, started when it is first asked for. */
  private static final class Later implements AutoCloseable {
    private ChartCluster cluster;

    synchronized ChartCluster get() {
      if (cluster == null) {
        cluster = new ChartCluster();
      }
      return cluster;
    }

    @Override
    public synchronized void close() {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean can =
        context
            .getRoot()
            .getStore(STORE)
            .getOrComputeIfAbsent(
                Machine.class,
                key -> Machine.local(ChartCluster.home()).buildsTestCluster(),
                Boolean.class);
    return can
        ? ConditionEvaluationResult.enabled("Helm and a cluster can be built")
        : ConditionEvaluationResult.disabled("needs Go, to build Helm and the test cluster");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(STORE).put(Later.class, new Later());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Helm.class || type == ChartCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Helm.class
        ? Helm.alone()
        : context.getStore(STORE).get(Later.class, Later.class).get();
  }
}
