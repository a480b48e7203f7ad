package io.swarmoperator.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.swarmoperator.operator.OperatorOptions;
import io.swarmoperator.operator.OperatorRuntime;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An operator for one namespace, with the service account and the rights of the chart; it can be
 * stopped and started again. A request that it has no right to fails its test when it is closed.
 */
public final class TestOperator implements AutoCloseable {
  private final KubernetesClient client;
  private final UnaryOperator<OperatorOptions> options;
  private final String namespace;
  private final LackOfRights lack;
  private OperatorRuntime runtime;

  private TestOperator(
      KubernetesClient client,
      String namespace,
      UnaryOperator<OperatorOptions> options,
      LackOfRights lack) {
    this.namespace = namespace;
    this.client = client;
    this.options = options;
    this.lack = lack;
  }

  public static TestOperator in(KubernetesClient client) {
    return with(client, UnaryOperator.identity());
  }

  public static TestOperator with(KubernetesClient admin, UnaryOperator<OperatorOptions> options) {
    return with(admin, DeclaredRights.ofTheRun(), options, new Interceptor() {});
  }

  /** One with rights of the caller's choice, whose requests somebody looks at. */
  static TestOperator with(
      KubernetesClient admin,
      DeclaredRights rights,
      UnaryOperator<OperatorOptions> options,
      Interceptor onlooker) {
    LackOfRights lack = new LackOfRights();
    KubernetesClient own = OperatorRights.in(admin, rights, lack, onlooker);
    return new TestOperator(own, admin.getNamespace(), options, lack);
  }

  /** One that has a client of its own. */
  public static TestOperator under(
      KubernetesClient client, UnaryOperator<OperatorOptions> options) {
    return new TestOperator(client, client.getNamespace(), options, new LackOfRights());
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
    lack.assertNone();
  }
}
