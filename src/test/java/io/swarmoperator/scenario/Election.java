package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.swarmoperator.api.MicroTimes;
import io.swarmoperator.operator.OperatorOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A test's lease: who may hold it, who does, and all that it ever said. */
final class Election implements AutoCloseable {
  private static final String LEASE = "swarm-operator";
  private static final String LEASE_ROLE = "-lease";

  private final KubernetesClient client;
  private final List<LeaseSpec> said = new CopyOnWriteArrayList<>();
  private final Watch watch;

  /** Gives the operator's service account the lease role of {@code deploy/}. */
  Election(KubernetesClient client) {
    this.client = client;
    rights(client);
    watch = client.leases().withName(LEASE).watch(listener());
  }

  private Watcher<Lease> listener() {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Lease lease) {
        said.add(lease.getSpec());
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  private static void rights(KubernetesClient client) {
    for (var object : DeclaredRights.ofTheRun().read(client)) {
      if (object instanceof Role role && role.getMetadata().getName().endsWith(LEASE_ROLE)) {
        role.getMetadata().setNamespace(client.getNamespace());
        client.resource(role).create();
      } else if (object instanceof RoleBinding binding
          && binding.getMetadata().getName().endsWith(LEASE_ROLE)) {
        binding.getMetadata().setNamespace(client.getNamespace());
        client.resource(binding).create();
      }
    }
  }

  /** How an operator takes part. */
  OperatorOptions candidate(OperatorOptions o) {
    return candidate(o, o.onLost());
  }

  OperatorOptions candidate(OperatorOptions o, Runnable onLost) {
    return new OperatorOptions(
        o.namespaces(),
        Optional.of(client.getNamespace()),
        o.taskHistoryLimit(),
        o.nodeNotReadyGrace(),
        o.httpPort(),
        o.gate(),
        o.clock(),
        onLost);
  }

  /** Who holds the lease; empty while nobody does. */
  Optional<String> holder() {
    return Optional.ofNullable(client.leases().withName(LEASE).get())
        .map(lease -> lease.getSpec().getHolderIdentity());
  }

  /** Someone else takes the lease, whoever holds it, for a minute. */
  void takenBy(String name) {
    hold(name, Duration.ofMinutes(1));
  }

  /** Nobody holds it any more. */
  void givenBack() {
    hold(null, Duration.ofSeconds(1));
  }

  private void hold(String name, Duration time) {
    String now = MicroTimes.format(Clock.systemUTC().instant());
    String holder = name == null ? "null" : '"' + name + '"';
    client
        .leases()
        .withName(LEASE)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            String.format(
                "{\"spec\":{\"holderIdentity\":%s,\"acquireTime\":\"%s\",\"renewTime\":\"%s\",\"leaseDurationSeconds\":%d}}",
                holder, now, now, time.toSeconds()));
  }

  /** What the lease said when it was so, for the first time. */
  Optional<LeaseSpec> first(Predicate<LeaseSpec> so) {
    return said.stream().filter(so).findFirst();
  }

  @Override
  public void close() {
    watch.close();
  }
}
