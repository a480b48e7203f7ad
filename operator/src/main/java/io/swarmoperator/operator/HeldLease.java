package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of the operator that leads. The SDK elects and renews; at a graceful stop it lets the
 * lease run out, so it is given back here: a standby needn't wait for its end.
 */
final class HeldLease {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);
  private static final String NAME = "swarm-operator";

  /**
   * A standby looks after one to 2.2 times as long, so it leads within three seconds of a release.
   */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final String namespace;
  private final Clock clock;
  private final String identity = identity();

  HeldLease(KubernetesClient client, String namespace, Clock clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /** How the SDK elects for it; callbacks are still to come. */
  LeaderElectionConfigurationBuilder election() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(NAME)
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        .withRetryPeriod(RETRY);
  }

  /**
   * Gives the lease back if it is still held. To be called after the last write and after the last
   * renewal.
   */
  void release() {
    try {
      Resource<Lease> stored = client.leases().inNamespace(namespace).withName(NAME);
      Lease lease = stored.get();
      if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
        lease.setSpec(released(lease.getSpec()));
        Lease unused = client.resource(lease).update();
        LOG.info("released the lease");
      }
    } catch (KubernetesClientException e) {
      // it runs out by itself
      LOG.warn("the lease was not released: {}", e.getMessage());
    }
  }

  /** As Kubernetes' own components leave theirs: without a holder, and valid for a second. */
  private LeaseSpec released(LeaseSpec held) {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    return held.toBuilder()
        .withHolderIdentity(null)
        .withLeaseDurationSeconds(1)
        .withAcquireTime(now)
        .withRenewTime(now)
        .build();
  }

  /** In a pod HOSTNAME is the pod's name. */
  private static String identity() {
    String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("swarm-operator");
    return host + "_" + UUID.randomUUID();
  }
}
