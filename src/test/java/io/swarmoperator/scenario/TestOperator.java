package io.swarmoperator.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.operator.OperatorOptions;
import io.swarmoperator.operator.OperatorRuntime;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An operator for one namespace, under the rights that {@code deploy/} gives it; it can be stopped
 * and started again.
 */
public final class TestOperator implements AutoCloseable {
  private final KubernetesClient client;
  private final UnaryOperator<OperatorOptions> options;
  private final String namespace;
  private OperatorRuntime runtime;

  private TestOperator(
      KubernetesClient client, String namespace, UnaryOperator<OperatorOptions> options) {
    this.namespace = namespace;
    this.client = client;
    this.options = options;
  }

  public static TestOperator in(KubernetesClient client) {
    return with(client, UnaryOperator.identity());
  }

  public static TestOperator with(KubernetesClient admin, UnaryOperator<OperatorOptions> options) {
    return new TestOperator(OperatorRights.in(admin), admin.getNamespace(), options);
  }

  /** One that has a client of its own. */
  public static TestOperator under(
      KubernetesClient client, UnaryOperator<OperatorOptions> options) {
    return new TestOperator(client, client.getNamespace(), options);
  }

  /** Stands for one that somebody else runs. */
  public static TestOperator elsewhere(KubernetesClient client) {
    return under(client, UnaryOperator.identity());
  }

  public TestOperator started() {
    start();
    return this;
  }

  public void start() {
    runtime =
        OperatorRuntime.start(
            client, options.apply(OperatorOptions.defaults().in(Set.of(namespace))));
  }

  /** The port of health and metrics. */
  public int httpPort() {
    return runtime.httpPort().orElseThrow();
  }

  public void stop() {
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
  }

  @Override
  public void close() {
    stop();
    client.close();
  }
}
