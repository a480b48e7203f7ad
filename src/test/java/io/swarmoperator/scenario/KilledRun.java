package io.swarmoperator.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.Edits;
import io.swarmoperator.cluster.TestNamespace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A service {@code ping} in a namespace of its own, whose operator is killed after a number of its
 * writes and started again.
 */
final class KilledRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final TestNamespace namespace;
  private final LastWrite gate = new LastWrite();
  private final TestOperator operator;
  private boolean killed;

  KilledRun(KubernetesClient admin) {
    namespace = TestNamespace.create(admin);
    operator = TestOperator.with(namespace.client(), o -> killed ? o : o.behind(gate)).started();
  }

  /** From now on the operator makes as many writes and no more. */
  KilledRun killedAfter(int writes) {
    gate.after(writes);
    return this;
  }

  int written() {
    return gate.written();
  }

  /** Whether a write was kept back, be it one of those that the operator makes as it stops. */
  boolean killed() {
    return gate.reached();
  }

  void create(String spec) {
    String yaml =
        "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: ping}\nspec:\n"
            + spec.indent(2);
    client().resource(Serialization.unmarshal(yaml, SwarmService.class)).create();
  }

  void edit(Consumer<SwarmService> change) {
    Edits.edit(
        client().resources(SwarmService.class).withName("ping"),
        service -> {
          change.accept(service);
          return service;
        });
  }

  /**
   * Evicts all tasks from a node, each as soon as the budget allows it, as {@code kubectl drain}
   * does; an operator that dies meanwhile is started again.
   */
  void evicted(String node) {
    Outcome unused =
        until(
            "no task on " + node,
            outcome ->
                client().pods().list().getItems().stream()
                        .filter(p -> node.equals(p.getSpec().getNodeName()))
                        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                        .filter(p -> !client().pods().resource(p).evict())
                        .count()
                    == 0);
  }

  /** Waits for an outcome; an operator that dies on the way is started again. */
  Outcome until(String what, Predicate<Outcome> expected) {
    AtomicReference<Outcome> last = new AtomicReference<>();
    try {
      await(what)
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                if (gate.reached() && !killed) {
                  operator.stop();
                  killed = true;
                  operator.start();
                }
                last.set(outcome());
                return expected.test(last.get());
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + " never came; there is " + last.get(), e);
    }
    return last.get();
  }

  /** What there is now. */
  Outcome outcome() {
    return Outcome.of(
        client().resources(SwarmService.class).withName("ping").get(),
        client().resources(SwarmTask.class).list().getItems(),
        client().pods().list().getItems());
  }

  /** What there is after the operator has stopped gracefully. */
  Outcome atTheEnd() {
    operator.stop();
    return outcome();
  }

  private KubernetesClient client() {
    return namespace.client();
  }

  @Override
  public void close() {
    operator.close();
    namespace.close();
  }
}
